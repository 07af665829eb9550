"""All reviews of one shop, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.middleware import same_for_everybody
from reviews.asking import Asked
from reviews.selectors import reviews_of_shop
from sellers.models import Shop


@require_safe
@same_for_everybody
def of_shop(request: HttpRequest, slug: str) -> HttpResponse:
    """What buyers found of everything that a shop sold."""
    shop = get_object_or_404(Shop, slug=slug)
    context = {
        "shop": shop,
        "reviews": reviews_of_shop(shop, Asked.of(request.GET)),
        "canonical": request.build_absolute_uri(reverse("reviews:of_shop", args=[slug])),
    }
    return render(request, "reviews/of_shop.html", context)
