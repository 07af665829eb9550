"""What every template may read: nothing about the reader."""

from django.conf import settings
from django.http import HttpRequest


def market(request: HttpRequest) -> dict[str, object]:
    return {"market_name": settings.MARKET_NAME, "site_url": settings.SITE_URL, "demo": settings.DEMO}
