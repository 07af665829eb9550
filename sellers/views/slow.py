"""What changes slowly on purpose: the payout account, the legal identity; and the link "this was not me"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from accounts.stepup import needs_fresh_sign_in, typed
from core import clock
from core.errors import DomainError
from sellers import services
from sellers.forms import IdentityForm, PayoutAccountForm
from sellers.models import IdentityChange, Membership, PayoutAccount, Seller, Shop
from sellers.payout_models import AskedFor
from sellers.rules import may_pay_out
from sellers.selectors import address_lines, compare, verified_accounts_of
from sellers.services.slow import IDENTITY, read_link
from sellers.states import KEEPS_THE_MONEY, ShopRole


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def payouts(request: SignedInRequest, shop: str) -> HttpResponse:
    """Where money goes, whether it waits and why; the owner asks for another account."""
    if request.method == "POST":
        return _ask(request, _owned(request, shop), PayoutAccountForm, _ask_account, _payouts)
    member = get_object_or_404(
        Membership.objects.select_related("shop__seller"),
        shop__in=Shop.objects.worked_by(request.user, *KEEPS_THE_MONEY),
        shop__slug=shop,
        user=request.user,
    )
    form = PayoutAccountForm(initial=typed(request).dict()) if member.role == ShopRole.OWNER else None
    return _payouts(request, member.shop, form)


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def identity(request: SignedInRequest, shop: str) -> HttpResponse:
    """Who sells in the eyes of the law; the owner asks to change it."""
    own = _owned(request, shop)
    if request.method == "POST":
        return _ask(request, own, IdentityForm, _ask_identity, _identity)
    as_it_is = {name: getattr(own.seller, name) for name in IDENTITY}
    return _identity(request, own, IdentityForm(initial=as_it_is | typed(request).dict()))


@needs_second_factor
@require_POST
@login_required
def withdraw_payout_account(request: SignedInRequest, shop: str) -> HttpResponse:
    own = _owned(request, shop)
    return _withdraw(request, get_object_or_404(own.seller.payoutaccounts.asked()), "sellers:payouts", shop)


@needs_second_factor
@require_POST
@login_required
def withdraw_identity(request: SignedInRequest, shop: str) -> HttpResponse:
    own = _owned(request, shop)
    return _withdraw(request, get_object_or_404(own.seller.identitychanges.asked()), "sellers:identity", shop)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever reads the old address, signed in or not: one button stops payouts until a person has looked."""
    told = read_link(token)
    if told is None:
        raise Http404
    is_done = request.method == "POST" and services.raise_alarm(token) is not None
    seller = get_object_or_404(Seller, pk=told["seller"])
    return render(request, "sellers/not_me.html", {"seller": seller, "is_done": is_done, "token": token})


Page = Callable[[SignedInRequest, Shop, Any], HttpResponse]


@needs_fresh_sign_in
def _ask(
    request: SignedInRequest, own: Shop, kind: Any, ask: Callable[[SignedInRequest, Seller, Any], object], page: Page
) -> HttpResponse:
    form = kind(request.POST)
    if form.is_valid():
        try:
            ask(request, own.seller, form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Asked. A reviewer looks at it; your team and the old addresses are told."))
            return redirect(request.path)
    return page(request, own, form)


def _ask_account(request: SignedInRequest, seller: Seller, given: dict[str, str]) -> PayoutAccount:
    return services.ask_payout_account(seller, by=request.user, **given)


def _ask_identity(request: SignedInRequest, seller: Seller, given: dict[str, str]) -> IdentityChange:
    return services.ask_identity(seller, by=request.user, facts=given)


def _payouts(request: SignedInRequest, own: Shop, form: forms.Form | None) -> HttpResponse:
    rows = {each.status: each for each in own.seller.payoutaccounts.order_by("pk")}
    current, asked = rows.get("in_force"), rows.get("asked")
    verified = verified_accounts_of(own.seller_id)
    page = {
        "shop": own,
        "form": form,
        "current": current,
        "current_compared": compare(current, verified) if current else None,
        "asked": asked,
        "asked_compared": compare(asked, verified) if asked else None,
        "refused": rows.get("refused"),
        "pause": may_pay_out(paused_until=own.seller.payouts_paused_until, now=clock.now()),
    }
    return render(request, "sellers/payouts.html", page)


def _identity(request: SignedInRequest, own: Shop, form: forms.Form) -> HttpResponse:
    last = own.seller.identitychanges.order_by("-pk").first()
    page = {"shop": own, "seller": own.seller, "address": address_lines(own.seller), "form": form, "last": last}
    return render(request, "sellers/identity.html", page | {"changes": _differences(last)})


def _differences(asked: IdentityChange | None) -> list[tuple[object, str, str]]:
    if asked is None:
        return []
    labels = {name: each.label for name, each in IdentityForm.base_fields.items()}
    return [(labels[name], asked.before[name], new) for name, new in asked.facts.items() if name in labels]


def _withdraw(request: SignedInRequest, asked: AskedFor, back: str, shop: str) -> HttpResponse:
    try:
        services.withdraw_change(asked, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Withdrawn. Everything stays as it is."))
    return redirect(back, shop=shop)


def _owned(request: SignedInRequest, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(request.user, ShopRole.OWNER).with_seller(), slug=slug)
