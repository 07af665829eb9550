"""Ending one's own contract: what it means, what is still owed, and the button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from accounts.stepup import needs_fresh_sign_in, typed
from core.errors import DomainError
from sellers import services
from sellers.forms import LeaveForm
from sellers.models import Shop
from sellers.owing import owed_by
from sellers.states import EndingStatus, SellerStatus, ShopRole


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def leaving(request: SignedInRequest, shop: str) -> HttpResponse:
    """What leaving means, and what is still owed; the owner's alone. After the end it says what is left to do."""
    own = get_object_or_404(Shop.objects.worked_by(request.user, ShopRole.OWNER).with_seller(), slug=shop)
    if request.method == "POST":
        return _leave(request, own)
    return _page(request, own, LeaveForm(initial=typed(request).dict(), legal_name=own.seller.legal_name))


@needs_fresh_sign_in
def _leave(request: SignedInRequest, own: Shop) -> HttpResponse:
    form = LeaveForm(request.POST, legal_name=own.seller.legal_name)
    if form.is_valid():
        try:
            services.leave_market(own.seller, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("You have left. What shoppers have ordered is still yours to send."))
            return redirect("sellers:leaving", shop=own.slug)
    return _page(request, own, form)


def _page(request: SignedInRequest, own: Shop, form: LeaveForm) -> HttpResponse:
    seller = own.seller
    page = {
        "shop": own,
        "seller": seller,
        "form": form,
        "owed": owed_by(seller),
        "ending": seller.endings.exclude(status=EndingStatus.CALLED_OFF).first(),
        "has_left": seller.status == SellerStatus.CLOSED,
    }
    return render(request, "sellers/leaving.html", page)
