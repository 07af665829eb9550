"""What stands in the personal places of a page for somebody of whom nothing is known: once in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from core import holes
from core.memory import Memory
from storefront.selectors.personal import NOBODY

_nobody: Memory[Mapping[str, str]] = Memory(100)


def holes_of_nobody(language: str) -> Mapping[str, str]:
    """The filling of each hole but the form token, which is each reader's own."""
    return _nobody.of(language, lambda: _rendered(language))


def _rendered(language: str) -> Mapping[str, str]:
    context: dict[str, Any] = {"personal": NOBODY, "units": 0}
    with translation.override(language):
        return {
            holes.ACCOUNT: render_to_string("storefront/holes/account.html", context),
            holes.BASKET: render_to_string("storefront/holes/basket.html", context),
            holes.MESSAGES: render_to_string("storefront/holes/messages.html", context),
        }
