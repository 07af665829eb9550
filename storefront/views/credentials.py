"""The desk's list of everything that is required of the seller."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from sellers.models import Membership
from sellers.states import SEES_CREDENTIALS, ShopRole
from storefront.selectors.credentials import credentials_page


@needs_second_factor
@require_safe
@login_required
@never_cache
def credentials(request: SignedInRequest, shop: str) -> HttpResponse:
    """What is required, where each stands, and what it takes off sale."""
    places = Membership.objects.filter(user=request.user, role__in=SEES_CREDENTIALS).select_related("shop__seller")
    place = get_object_or_404(places, shop__slug=shop)
    page = {
        "shop": place.shop,
        "page": credentials_page(place.shop.seller),
        "is_owner": place.role == ShopRole.OWNER,
    }
    return render(request, "storefront/credentials.html", page)
