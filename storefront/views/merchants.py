"""The page on which everybody who sells here is found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.middleware import same_for_everybody
from sellers.models import SellerKind
from storefront.addresses import head_of
from storefront.keeping import kept, made_of
from storefront.seeing import Seen, see_merchants
from storefront.selectors.merchants import Wanted, merchants_page


@require_safe
@same_for_everybody
@kept(see_merchants, knows=("country", "kind", "page"))
def merchants(request: HttpRequest, *, seen: Seen | None) -> HttpResponse:
    """Everybody who sells or sold here, by name. What was searched by words is never kept."""
    wanted = Wanted.of(request.GET.dict())
    page = merchants_page(wanted, page=request.GET.get("page", ""))
    number = page.merchants.number
    context = {
        "page": page,
        "wanted": wanted,
        "kinds": [(kind.value, capfirst(kind.label)) for kind in SellerKind],
        "head": head_of(
            request,
            description=_("Everybody who sells here: who they are, where they are, and whether they may sell."),
            query={"page": str(number)} if number > 1 else None,
            is_indexed=not wanted.query,
        ),
    }
    response = render(request, "storefront/merchants.html", context)
    return made_of(response, page=str(number), country=wanted.country, kind=wanted.kind)
