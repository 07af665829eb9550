"""
What every process needs sooner or later, loaded before the first request.

The web server loads the application once and forks it: what is loaded by then is held once, by all processes together,
and no visitor waits for it.
"""

from __future__ import annotations

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from core import clock
from core.formatting import day, money
from core.money import Money


def load_what_pages_need() -> None:
    """Read routes with their views, our own templates, and the words and formats of each language."""
    reverse("storefront:home")
    templates = settings.BASE_DIR / "templates"
    for path in sorted(templates.rglob("*.html")):
        get_template(str(path.relative_to(templates)))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Search")
            money(Money(100, "EUR"))
            day(clock.today())
