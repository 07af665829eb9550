"""Every page on which a thing stands."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from catalog.models import Listing
from taxonomy.models import Category


def pages_of(cup: Listing) -> dict[str, str]:
    category = Category.objects.get(pk=cup.category_id)
    return {
        "home": "/",
        "category": reverse("storefront:category", args=[category.path]),
        "above": reverse("storefront:category", args=[category.path.split("/")[0]]),
        "everything": reverse("storefront:search"),
        "listing": reverse("storefront:listing", args=[cup.number, cup.slug]),
        "shop": reverse("storefront:shop", args=[cup.shop.slug]),
    }


def look(cup: Listing) -> dict[str, Any]:
    return {name: Client().get(url) for name, url in pages_of(cup).items()}
