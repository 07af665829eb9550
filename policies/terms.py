"""
The part of a policy that software obeys: small typed facts, checked when they are published.

`parse_terms` reads what is stored, `dump_terms` writes it. The sentences that people read are made from the same
facts (see wording.py), so that the short form cannot promise something else than what is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from policies.kinds import PolicyKind

ReturnPostage = Literal["seller", "shopper", "seller_if_not_as_described"]
RETURN_POSTAGE: tuple[ReturnPostage, ...] = get_args(ReturnPostage)

LONGEST_RETURN = 365
LONGEST_REFUND = 60
LONGEST_HANDLING = 30
LONGEST_DELIVERY = 120
MOST_OPTIONS = 10
DEAREST_DELIVERY = 10**11
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BadTerms(DomainError):
    """The terms of a policy cannot be kept, or cannot be understood."""

    code = "policies.bad_terms"


def _whole(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadTerms(
            _("%(name)s must be a whole number from %(least)d to %(most)d.")
            % {"name": name, "least": least, "most": most},
            field=name,
        )


@dataclass(frozen=True, kw_only=True)
class ReturnTerms:
    """How long after delivery a thing may be sent back, and who pays the postage."""

    window_days: int
    return_postage: ReturnPostage

    def __post_init__(self) -> None:
        _whole("window_days", self.window_days, 0, LONGEST_RETURN)
        if self.return_postage not in RETURN_POSTAGE:
            raise BadTerms(_("Say who pays the return postage."), field="return_postage")


@dataclass(frozen=True, kw_only=True)
class RefundTerms:
    """Within how many days after the return arrived the money goes back."""

    days: int

    def __post_init__(self) -> None:
        _whole("days", self.days, 1, LONGEST_REFUND)


@dataclass(frozen=True, kw_only=True)
class DeliveryOption:
    """One way to send: `price` in minor units of the shop's currency, days counted after the parcel was handed over."""

    code: str
    name: str
    price: int
    min_days: int
    max_days: int

    def __post_init__(self) -> None:
        if not isinstance(self.code, str) or len(self.code) > 30 or not _CODE.fullmatch(self.code):
            raise BadTerms(_("A delivery option needs a code of small letters, digits and hyphens."), field="code")
        if not isinstance(self.name, str) or not self.name.strip() or len(self.name) > 60:
            raise BadTerms(_("A delivery option needs a name of at most 60 letters."), field="name")
        _whole("price", self.price, 0, DEAREST_DELIVERY)
        _whole("min_days", self.min_days, 0, LONGEST_DELIVERY)
        _whole("max_days", self.max_days, 1, LONGEST_DELIVERY)
        if self.min_days > self.max_days:
            raise BadTerms(_("The earliest delivery cannot be later than the latest."), field="max_days")


@dataclass(frozen=True, kw_only=True)
class ShippingTerms:
    """How long the shop takes to hand a parcel over, and the ways in which it sends."""

    options: tuple[DeliveryOption, ...]
    handling_days: int

    def __post_init__(self) -> None:
        _whole("handling_days", self.handling_days, 0, LONGEST_HANDLING)
        if len(self.options) > MOST_OPTIONS:
            raise BadTerms(_("At most %(most)d ways of delivery.") % {"most": MOST_OPTIONS}, field="options")
        if len({option.code for option in self.options}) != len(self.options):
            raise BadTerms(_("Two ways of delivery have the same code."), field="options")

    def option(self, code: str) -> DeliveryOption | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, kw_only=True)
class PrivacyTerms:
    """Nothing that software obeys: a privacy policy is its text."""


Terms = ReturnTerms | RefundTerms | ShippingTerms | PrivacyTerms

TYPES: dict[PolicyKind, type[Terms]] = {
    PolicyKind.RETURNS: ReturnTerms,
    PolicyKind.REFUNDS: RefundTerms,
    PolicyKind.SHIPPING: ShippingTerms,
    PolicyKind.PRIVACY: PrivacyTerms,
}


def parse_terms(kind: str, data: Mapping[str, Any]) -> Terms:
    """
    Read stored terms.

    Raises BadTerms when something is missing, unknown, or out of its limits.
    """
    try:
        if kind == PolicyKind.SHIPPING:
            options = tuple(DeliveryOption(**option) for option in data["options"])
            return ShippingTerms(**{**data, "options": options})
        return TYPES[PolicyKind(kind)](**data)
    except (TypeError, KeyError, ValueError):
        raise BadTerms(_("These terms cannot be read.")) from None


def dump_terms(terms: Terms) -> dict[str, Any]:
    """Terms as they are stored: plain JSON, tuples as lists."""
    written = asdict(terms)
    if isinstance(terms, ShippingTerms):
        written["options"] = [asdict(option) for option in terms.options]
    return written
