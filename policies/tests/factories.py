"""Policies as the service publishes them."""

from __future__ import annotations

from typing import Any

from policies.kinds import PolicyKind
from policies.models import PolicyVersion
from policies.services import publish_policy
from policies.terms import DeliveryOption, RefundTerms, ReturnTerms, ShippingTerms
from sellers.models import Shop

STANDARD = DeliveryOption(code="standard", name="Standard", price=1_800_000, min_days=3, max_days=6)


def returns(days: int = 60, postage: Any = "seller_if_not_as_described") -> ReturnTerms:
    return ReturnTerms(window_days=days, return_postage=postage)


def shipping(*options: DeliveryOption, handling_days: int = 2) -> ShippingTerms:
    return ShippingTerms(options=options or (STANDARD,), handling_days=handling_days)


def a_version(shop: Shop | None, **changes: Any) -> PolicyVersion:
    """A new version of the shop's return policy, unless `changes` say otherwise."""
    policy: dict[str, Any] = {
        "kind": PolicyKind.RETURNS,
        "title": "Returns",
        "body": "Send it back.",
        "terms": returns(),
        "language": "en",
        "by": None,
    }
    return publish_policy(shop=shop, **policy | changes)


def refunds(days: int = 3) -> RefundTerms:
    return RefundTerms(days=days)
