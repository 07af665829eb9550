"""The shop's own settings, for those who run it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from core.errors import DomainError
from sellers import services
from sellers.forms import CloseShopForm, ShopForm
from sellers.models import Shop
from sellers.states import RUNS_THE_SHOP, ShopRole, ShopStatus

TONES = {ShopStatus.OPEN: "good", ShopStatus.AWAY: "held", ShopStatus.CLOSED: "plain"}


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def shop_settings(request: SignedInRequest, shop: str) -> HttpResponse:
    """What the shop says about itself."""
    own = _run_by(request, shop)
    form = ShopForm(request.POST or None, initial={"about": own.about, "city": own.city})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_shop(own, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kept."))
            return redirect("sellers:shop_settings", shop=shop)
    return _page(request, own, form=form)


@require_POST
@login_required
def away(request: SignedInRequest, shop: str) -> HttpResponse:
    return _move(request, shop, services.away_shop, _("Your shop is away. Nothing can be bought until you reopen it."))


@require_POST
@login_required
def reopen(request: SignedInRequest, shop: str) -> HttpResponse:
    return _move(request, shop, services.reopen_shop, _("Your shop is open again."))


@needs_second_factor
@require_POST
@login_required
@never_cache
def close(request: SignedInRequest, shop: str) -> HttpResponse:
    """Close for good; the owner's alone."""
    own = get_object_or_404(Shop.objects.worked_by(request.user, ShopRole.OWNER).with_seller(), slug=shop)
    form = CloseShopForm(request.POST, shop_name=own.name)
    if form.is_valid():
        try:
            services.close_shop(own, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your shop is closed. Orders that are open go on to their end."))
            return redirect("sellers:shop_settings", shop=shop)
    return _page(request, own, form=ShopForm(initial={"about": own.about, "city": own.city}), close_form=form)


def _move(request: SignedInRequest, slug: str, move: Callable[..., Shop], done: str) -> HttpResponse:
    own = _run_by(request, slug)
    try:
        move(own, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("sellers:shop_settings", shop=slug)


def _page(
    request: SignedInRequest, shop: Shop, *, form: ShopForm, close_form: CloseShopForm | None = None
) -> HttpResponse:
    page = {
        "shop": shop,
        "form": form,
        "close_form": close_form or CloseShopForm(shop_name=shop.name),
        "tone": TONES[ShopStatus(shop.status)],
        "is_owner": _is_owner(shop, request.user),
        "ending": shop.seller.endings.announced().first(),
    }
    return render(request, "sellers/shop_settings.html", page)


def _is_owner(shop: Shop, user: User) -> bool:
    return shop.memberships.filter(user=user, role=ShopRole.OWNER).exists()


def _run_by(request: SignedInRequest, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP).with_seller(), slug=slug)
