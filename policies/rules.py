"""What a shop may promise. Pure: terms in, a verdict with its reason out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.verdict import Verdict
from policies.terms import RefundTerms, ReturnPostage, ReturnTerms, ShippingTerms, Terms

# From what is best for the shopper to what is worst.
_POSTAGE: tuple[ReturnPostage, ...] = ("seller", "seller_if_not_as_described", "shopper")


def may_promise(terms: Terms, *, platform: Terms) -> Verdict:
    """A shop may promise more than the platform does, never less."""
    if isinstance(terms, ReturnTerms) and isinstance(platform, ReturnTerms):
        return _returns(terms, platform)
    if isinstance(terms, RefundTerms) and isinstance(platform, RefundTerms) and terms.days > platform.days:
        return Verdict(
            False,
            ngettext_lazy(
                "Refunds here take at most %(days)d day; a shop may be quicker, not slower.",
                "Refunds here take at most %(days)d days; a shop may be quicker, not slower.",
                platform.days,
            )
            % {"days": platform.days},
        )
    if isinstance(terms, ShippingTerms) and not terms.options:
        return Verdict(False, _("A shop needs at least one way to send."))
    return Verdict(True)


def _returns(terms: ReturnTerms, platform: ReturnTerms) -> Verdict:
    if terms.window_days < platform.window_days:
        return Verdict(
            False,
            ngettext_lazy(
                "Everybody here may return for at least %(days)d day; a shop may give more, not less.",
                "Everybody here may return for at least %(days)d days; a shop may give more, not less.",
                platform.window_days,
            )
            % {"days": platform.window_days},
        )
    if _POSTAGE.index(terms.return_postage) > _POSTAGE.index(platform.return_postage):
        return Verdict(False, _("The shopper would pay more of the return postage than the platform promises."))
    return Verdict(True)
