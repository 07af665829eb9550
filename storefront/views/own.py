"""Pages that belong to somebody: the seller's desk and the account's first page."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from core import clock
from sellers.rules import may_pay_out
from sellers.states import KEEPS_THE_MONEY
from storefront.selectors.account import account_of
from storefront.selectors.desk import desk_of, find_place, places_of


@require_safe
@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """One's own first page: latest orders, unread letters, the way to selling."""
    return render(request, "storefront/account.html", {"account": account_of(_person(request))})


@require_safe
@login_required
@never_cache
def desks(request: HttpRequest) -> HttpResponse:
    """The shops in which one works; straight to the desk when there is only one."""
    places = places_of(_person(request))
    if len(places) == 1:
        return redirect("storefront:desk", shop=places[0].shop.slug)
    return render(request, "storefront/desks.html", {"places": places})


@require_safe
@login_required
@never_cache
def desk(request: HttpRequest, shop: str) -> HttpResponse:
    """What needs a seller today, in one shop; nobody else's desk exists."""
    person = _person(request)
    place = find_place(person, shop)
    if place is None:
        raise Http404
    own = place.membership.shop
    page = {
        "desk": desk_of(place, person),
        "shop": own,
        "payouts": may_pay_out(paused_until=own.seller.payouts_paused_until, now=clock.now()),
        "keeps_money": place.membership.role in KEEPS_THE_MONEY,
    }
    return render(request, "storefront/desk.html", page)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
