"""The page that shows every part of the look in every state. Only in the demo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.models import Listing
from core.views import demo_only
from storefront.showroom import showroom


@require_safe
@never_cache
@demo_only
def components(request: HttpRequest) -> HttpResponse:
    """Buttons, fields, slips, cards, tables and the rest: empty, refused, long, many, and as they should be."""
    newest = Listing.objects.on_sale().with_card().order_by("-published_at", "-pk").first()
    return render(request, "showroom/components.html", showroom(cover=newest.cover if newest else None))
