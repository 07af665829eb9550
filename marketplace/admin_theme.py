"""The staff's admin in the colours of the house: warm paper, ink, the green that means checked."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static

# Lightness in percent, and how much colour: paper by day, ink by night, of the hue of static/css/tokens.css.
PAPER = {
    "50": (98.3, 0.006),
    "100": (95.8, 0.012),
    "200": (90.5, 0.014),
    "300": (84.5, 0.016),
    "400": (71, 0.016),
    "500": (52, 0.016),
    "600": (43, 0.015),
    "700": (34, 0.012),
    "800": (26.5, 0.009),
    "900": (21.5, 0.007),
    "950": (17, 0.006),
}
GREEN = {
    "50": 97,
    "100": 94,
    "200": 88,
    "300": 80,
    "400": 70,
    "500": 63,
    "600": 48,
    "700": 41,
    "800": 35,
    "900": 30,
    "950": 22,
}


def mark(request: HttpRequest) -> str:
    return static("img/mark.svg")


def styles(request: HttpRequest) -> str:
    return static("css/admin.css")


def unfold_options(market_name: str) -> dict[str, object]:
    """What django-unfold reads from settings.UNFOLD."""
    return {
        "SITE_TITLE": market_name,
        "SITE_HEADER": market_name,
        "SITE_URL": "/",
        "SITE_ICON": mark,
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
        "STYLES": [styles],
        "DASHBOARD_CALLBACK": "sellers.reviewing.front.for_front_page",
        "GLOBAL_CALLBACK": "sellers.reviewing.front.for_every_page",
        "SHOW_LANGUAGES": False,
        "SHOW_BACK_BUTTON": True,
        "COLORS": {
            "base": {shade: f"oklch({light}% {colour} 95)" for shade, (light, colour) in PAPER.items()},
            "primary": {shade: f"oklch({light}% .085 173)" for shade, light in GREEN.items()},
        },
    }
