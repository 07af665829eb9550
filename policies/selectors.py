"""Which promises bind a shop, and their short form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from core.lookups import GivenKeys
from core.statements import Statement
from policies import wording
from policies.changes import Change, changes_between
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion
from policies.terms import RefundTerms, ReturnTerms, ShippingTerms
from policies.wording import PromiseLine
from sellers.models import Shop

__all__ = [
    "BindingPolicies",
    "PolicyPage",
    "PromiseLine",
    "policies_that_bind",
    "policies_that_bind_many",
    "policy_page",
    "short_form",
]

# What the platform's own amounts would be in; its founding policies name none.
PLATFORM_CURRENCY = "EUR"


@dataclass(frozen=True)
class BindingPolicies:
    """The versions that bind a sale of one shop at this moment: its own, else the platform's."""

    returns: PolicyVersion
    refunds: PolicyVersion
    shipping: PolicyVersion
    privacy: PolicyVersion
    currency: str

    @property
    def versions(self) -> tuple[PolicyVersion, ...]:
        return (self.returns, self.refunds, self.shipping, self.privacy)

    @property
    def return_terms(self) -> ReturnTerms:
        return cast(ReturnTerms, self.returns.read_terms())

    @property
    def refund_terms(self) -> RefundTerms:
        return cast(RefundTerms, self.refunds.read_terms())

    @property
    def shipping_terms(self) -> ShippingTerms:
        return cast(ShippingTerms, self.shipping.read_terms())


_BINDING = Statement(
    lambda: (
        Policy.objects.filter(
            Q(shop__pk__among=GivenKeys("shops")) | Q(shop__isnull=True),
            current__isnull=False,
        )
        .select_related("current")
        .only("shop_id", "kind", "current")
    )
)


def policies_that_bind(shop: Shop) -> BindingPolicies:
    return policies_that_bind_many([shop])[shop.pk]


def policies_that_bind_many(shops: Iterable[Shop]) -> dict[int, BindingPolicies]:
    """The binding versions of many shops by their pk, in one query."""
    wanted = {shop.pk: shop for shop in shops}
    found: dict[tuple[int | None, str], PolicyVersion] = {
        (policy.shop_id, policy.kind): cast(PolicyVersion, policy.current)
        for policy in _BINDING.ask(shops=list(wanted))
    }
    return {
        pk: BindingPolicies(
            **{kind.value: found.get((pk, kind)) or found[None, kind] for kind in PolicyKind}, currency=shop.currency
        )
        for pk, shop in wanted.items()
    }


def short_form(binding: BindingPolicies) -> list[PromiseLine]:
    """What a shopper must know before paying, in a few lines made from the terms themselves."""
    returns, refunds, shipping = binding.return_terms, binding.refund_terms, binding.shipping_terms
    return [
        PromiseLine(
            _("Delivery"),
            wording.delivery_in_short(shipping, currency=binding.currency)
            or _("This shop has not said yet how it sends."),
        ),
        PromiseLine(_("Returns"), f"{wording.window(returns)} {wording.postage(returns)}"),
        PromiseLine(_("Refunds"), wording.refund(refunds)),
    ]


@dataclass(frozen=True)
class PolicyPage:
    """One version of a policy with its place among the others."""

    version: PolicyVersion
    lines: list[PromiseLine]
    # Newest first: {"number", "published_at"}.
    versions: Sequence[Mapping[str, object]]
    changes: list[Change]
    replaced_at: datetime | None

    @property
    def is_current(self) -> bool:
        return self.replaced_at is None


def policy_page(*, shop: Shop | None, kind: PolicyKind, number: int | None = None) -> PolicyPage | None:
    """
    A version of the platform's or a shop's own policy (the newest without a number); None when there is none.

    Two queries: which versions there are, then this one with the one before it.
    """
    published = PolicyVersion.objects.filter(policy__shop=shop, policy__kind=kind)
    versions = list(published.order_by("-number").values("number", "published_at"))
    numbers = [each["number"] for each in versions]
    wanted = number if number is not None else max(numbers, default=0)
    if wanted not in numbers:
        return None
    found = {version.number: version for version in published.filter(number__in=(wanted, wanted - 1))}
    version, before = found[wanted], found.get(wanted - 1)
    currency = shop.currency if shop else PLATFORM_CURRENCY
    return PolicyPage(
        version=version,
        lines=wording.in_words(version.read_terms(), currency=currency),
        versions=versions,
        changes=changes_between(before, version, currency=currency) if before else [],
        replaced_at=next((each["published_at"] for each in versions if each["number"] == wanted + 1), None),
    )
