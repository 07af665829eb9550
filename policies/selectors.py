"""Which promises bind a shop, and their short form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from policies import wording
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion
from policies.terms import RefundTerms, ReturnTerms, ShippingTerms
from policies.wording import PromiseLine
from sellers.models import Shop

__all__ = ["BindingPolicies", "PromiseLine", "policies_that_bind", "policies_that_bind_many", "short_form"]


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


def policies_that_bind(shop: Shop) -> BindingPolicies:
    return policies_that_bind_many([shop])[shop.pk]


def policies_that_bind_many(shops: Iterable[Shop]) -> dict[int, BindingPolicies]:
    """The binding versions of many shops by their pk, in one query."""
    wanted = {shop.pk: shop for shop in shops}
    policies = (
        Policy.objects.filter(Q(shop__in=wanted.keys()) | Q(shop__isnull=True), current__isnull=False)
        .select_related("current")
        .only("shop_id", "kind", "current")
    )
    found: dict[tuple[int | None, str], PolicyVersion] = {
        (policy.shop_id, policy.kind): cast(PolicyVersion, policy.current) for policy in policies
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
