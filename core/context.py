"""What every template knows: the market's name, and nothing personal."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def market(request: HttpRequest) -> dict[str, object]:
    return {"MARKET_NAME": settings.MARKET_NAME, "DEMO": settings.DEMO}
