"""Who works for a shop, and the invitations that a person has got."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from accounts.stepup import confirm_first, is_fresh_sign_in, keep_typed, typed
from core.errors import DomainError
from sellers import services
from sellers.forms import InviteForm, RoleForm
from sellers.models import Invitation, Membership, Shop
from sellers.selectors import team_of
from sellers.states import RUNS_THE_SHOP, ShopRole


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def team(request: SignedInRequest, shop: str) -> HttpResponse:
    """
    Everybody who works here, who is invited, and what was done; those who run the shop invite from here. Handing it
    over asks again who it is.
    """
    form = InviteForm(request.POST or None, initial=typed(request).dict())
    if request.method == "POST":
        own = _run_by(request, shop)
        if form.is_valid():
            email, role = form.cleaned_data["email"], ShopRole(form.cleaned_data["role"])
            if role == ShopRole.OWNER and not is_fresh_sign_in(request):
                keep_typed(request)
                return confirm_first(request)
            try:
                services.invite_member(own, by=request.user, email=email, role=role)
            except DomainError as refusal:
                form.add_error("email" if refusal.details.get("field") == "email" else None, refusal.message)
            else:
                messages.success(request, _("Invited. We have written to %(email)s.") % {"email": email})
                return redirect("sellers:team", shop=shop)
    found = team_of(shop, reader=request.user)
    if found is None:
        raise Http404
    return render(request, "sellers/team.html", {"shop": found.shop, "form": form, "team": found})


@needs_second_factor
@require_POST
@login_required
def change_member(request: SignedInRequest, shop: str, member: str) -> HttpResponse:
    membership = _member(request, shop, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what they work as."))
        return redirect("sellers:team", shop=shop)
    role = ShopRole(form.cleaned_data["role"])
    return _act(
        request, shop, lambda: services.change_role(membership, by=request.user, role=role), _("Their role is changed.")
    )


@needs_second_factor
@require_POST
@login_required
def remove_member(request: SignedInRequest, shop: str, member: str) -> HttpResponse:
    membership = _member(request, shop, member)
    done = _("%(name)s works here no longer.") % {"name": membership.user.public_name}
    return _act(request, shop, lambda: services.remove_member(membership, by=request.user), done)


@needs_second_factor
@require_POST
@login_required
def withdraw_invitation(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation, shop=_run_by(request, shop), number=number)
    done = _("The invitation is withdrawn.")
    return _act(request, shop, lambda: services.withdraw_invitation(invitation, by=request.user), done)


@require_POST
@login_required
def leave(request: SignedInRequest, shop: str) -> HttpResponse:
    """End one's own work for the shop."""
    own = get_object_or_404(Membership.objects.select_related("user", "shop"), shop__slug=shop, user=request.user)
    try:
        services.leave_shop(own)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("sellers:team", shop=shop)
    messages.success(request, _("You no longer work for %(shop)s.") % {"shop": own.shop.name})
    return redirect("storefront:account")


# --- Whoever is invited


@require_safe
@login_required
@never_cache
def invitations(request: SignedInRequest) -> HttpResponse:
    """What shops ask of whoever has confirmed the address that they wrote to."""
    found = Invitation.objects.sent_to(request.user).pending().select_related("shop__seller", "invited_by")
    return render(request, "sellers/invitations.html", {"invitations": found.order_by("-pk")})


@require_POST
@login_required
def accept_invitation(request: SignedInRequest, number: str) -> HttpResponse:
    invitation = _sent_to(request, number)
    if invitation.role == ShopRole.OWNER and not is_fresh_sign_in(request):
        return confirm_first(request, back=reverse("sellers:invitations"))
    try:
        services.accept_invitation(invitation, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("sellers:invitations")
    messages.success(request, _("Welcome to %(shop)s.") % {"shop": invitation.shop.name})
    return redirect("storefront:desk", shop=invitation.shop.slug)


@require_POST
@login_required
def decline_invitation(request: SignedInRequest, number: str) -> HttpResponse:
    invitation = _sent_to(request, number)
    try:
        services.decline_invitation(invitation, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Declined. We have told the shop."))
    return redirect("sellers:invitations")


def _act(request: SignedInRequest, shop: str, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("sellers:team", shop=shop)


def _run_by(request: SignedInRequest, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=slug)


def _member(request: SignedInRequest, shop: str, number: str) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("user", "shop"), shop=_run_by(request, shop), number=number
    )


def _sent_to(request: SignedInRequest, number: str) -> Invitation:
    found = Invitation.objects.sent_to(request.user).select_related("shop", "invited_by")
    return get_object_or_404(found, number=number)
