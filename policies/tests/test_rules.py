import pytest

from policies.rules import may_promise
from policies.terms import PrivacyTerms, RefundTerms, ReturnTerms, ShippingTerms, Terms
from policies.tests.factories import STANDARD, returns

PLATFORM = returns(14)


@pytest.mark.parametrize(
    ("terms", "platform", "allowed"),
    [
        (returns(14), PLATFORM, True),
        (returns(365, "seller"), PLATFORM, True),
        (returns(13), PLATFORM, False),
        (returns(0), PLATFORM, False),
        (returns(30, "shopper"), PLATFORM, False),
        (returns(30, "shopper"), returns(14, "shopper"), True),
        (returns(30, "seller_if_not_as_described"), returns(14, "seller"), False),
        (RefundTerms(days=14), RefundTerms(days=14), True),
        (RefundTerms(days=1), RefundTerms(days=14), True),
        (RefundTerms(days=15), RefundTerms(days=14), False),
        (ShippingTerms(options=(STANDARD,), handling_days=30), ShippingTerms(options=(), handling_days=3), True),
        (ShippingTerms(options=(), handling_days=1), ShippingTerms(options=(), handling_days=3), False),
        (PrivacyTerms(), PrivacyTerms(), True),
    ],
)
def test_a_shop_may_promise_more_and_never_less(terms: Terms, platform: Terms, allowed: bool) -> None:
    verdict = may_promise(terms, platform=platform)

    assert bool(verdict) is allowed
    assert bool(str(verdict.reason)) is not allowed


def test_the_reason_names_the_platforms_number() -> None:
    assert "14 days" in str(may_promise(returns(7), platform=PLATFORM).reason)
    assert isinstance(PLATFORM, ReturnTerms)
