"""
What a shopper was shown before placing, and how it differs from what is true now.

The review page sends what it showed back with the form, signed. A difference is said in sentences and asked again;
it is never bought silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core import signing
from django.utils.translation import gettext_lazy as _

from core import formatting
from core.money import Money
from orders.quotes import Quote

SALT = "orders.shown"


@dataclass(frozen=True)
class PriceChanged:
    """A sentence with two prices, written when somebody reads it."""

    title: str
    before: Money
    now: Money

    def __str__(self) -> str:
        return str(
            _("%(title)s now costs %(now)s; you were shown %(before)s.")
            % {"title": self.title, "now": formatting.money(self.now), "before": formatting.money(self.before)}
        )


def seal(quote: Quote) -> str:
    """What the review page shows, signed, to come back with the form."""
    return signing.dumps(quote.shown(), salt=SALT, compress=True)


def unseal(sealed: str) -> dict[str, Any]:
    """What was shown; nothing when the text is not ours."""
    try:
        return cast("dict[str, Any]", signing.loads(sealed, salt=SALT))
    except signing.BadSignature:
        return {}


def changes_since(shown: Mapping[str, Any], quote: Quote) -> list[object]:
    """In sentences, how the quote differs from what was shown; empty when nothing does."""
    if not shown:
        return [_("Please check once more what you are about to buy.")]
    now = quote.shown()
    if shown == now:
        return []
    found = [*_changed_lines(shown, quote), *_changed_shops(shown, quote)]
    return found or [_("Something has changed. Please check once more what you are about to buy.")]


def _changed_lines(shown: Mapping[str, Any], quote: Quote) -> Iterator[object]:
    seen = dict(shown["lines"])
    for line in quote.lines:
        before = seen.pop(str(line.variant.pk), None)
        words: dict[str, object] = {"title": line.listing.title}
        if before is None:
            yield _("%(title)s is in your basket too.") % words
            continue
        if before[0] != line.quantity:
            yield _("You now have %(now)d of %(title)s in your basket, no longer %(before)d.") % {
                **words,
                "now": line.quantity,
                "before": before[0],
            }
        if before[1] != line.unit.amount:
            yield PriceChanged(line.listing.title, Money(before[1], line.unit.currency), line.unit)
        if before[2] != f"{line.listing.title} {line.variant.label}":
            yield _("%(title)s is no longer called %(before)s.") % {**words, "before": before[2]}
    if seen:
        yield _("Something that you were shown is no longer in your basket.")


def _changed_shops(shown: Mapping[str, Any], quote: Quote) -> Iterator[object]:
    now = quote.shown()["shops"]
    for shop in quote.shops:
        before, after = shown["shops"].get(shop.shop.slug), now[shop.shop.slug]
        words = {"shop": shop.shop.name}
        if before is None:
            continue
        if before["delivery"] != after["delivery"]:
            yield _("Delivery by %(shop)s has another price, or is another one.") % words
        if before["dates"] != after["dates"]:
            yield _("%(shop)s now delivers on other days.") % words
        if before["policies"] != after["policies"] or before["inspection"] != after["inspection"]:
            yield _("What %(shop)s promises has changed. Please read it again.") % words
