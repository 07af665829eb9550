"""The policies that a shop has from its first day, until it publishes its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.money import exponent
from policies.kinds import PolicyKind
from policies.terms import DeliveryOption, RefundTerms, ReturnTerms, ShippingTerms, Terms

# Standard and express in minor units: about what a small parcel costs within the country.
_PRICES = {
    "AUD": (995, 1495),
    "CNY": (1200, 2500),
    "EUR": (490, 990),
    "GBP": (395, 795),
    "IDR": (1_800_000, 4_200_000),
    "JPY": (600, 1200),
    "MYR": (800, 1500),
    "PHP": (9500, 18000),
    "RUB": (35000, 70000),
    "SGD": (400, 900),
    "THB": (5000, 9000),
    "USD": (595, 1295),
    "VND": (30000, 60000),
}
# Elsewhere a round number that its seller will want to change.
_ELSEWHERE = (10, 20)


@dataclass(frozen=True)
class Draft:
    """A policy as it will be published."""

    kind: PolicyKind
    title: str
    body: str
    terms: Terms


def starting_policies(currency: str) -> Iterator[Draft]:
    """In the active language, priced in the shop's currency."""
    yield Draft(
        PolicyKind.RETURNS,
        _("Returns"),
        _(
            "You can send anything back within 30 days after it arrived, for any reason.\n\n"
            "Send it in the state in which you received it. If it is not as described, or arrived broken, "
            "we pay the postage; otherwise you do."
        ),
        ReturnTerms(window_days=30, return_postage="seller_if_not_as_described"),
    )
    yield Draft(
        PolicyKind.REFUNDS,
        _("Refunds"),
        _(
            "Your money goes back within 5 days after your return has reached us, by the way in which you paid.\n\n"
            "If you return a whole order, the cheapest delivery is refunded as well."
        ),
        RefundTerms(days=5),
    )
    standard, express = _prices(currency)
    yield Draft(
        PolicyKind.SHIPPING,
        _("Shipping"),
        _(
            "We hand your parcel to the carrier within 2 days after payment, and you can follow it from there.\n\n"
            "The price of delivery is shown before you pay, and nothing is added later."
        ),
        ShippingTerms(
            handling_days=2,
            options=(
                DeliveryOption(code="standard", name=_("Standard"), price=standard, min_days=3, max_days=6),
                DeliveryOption(code="express", name=_("Express"), price=express, min_days=1, max_days=2),
            ),
        ),
    )


def _prices(currency: str) -> tuple[int, int]:
    if currency in _PRICES:
        return _PRICES[currency]
    unit = 10 ** exponent(currency)
    return _ELSEWHERE[0] * unit, _ELSEWHERE[1] * unit
