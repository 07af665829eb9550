from typing import Any

import pytest

from policies.kinds import PolicyKind
from policies.terms import (
    BadTerms,
    DeliveryOption,
    PrivacyTerms,
    RefundTerms,
    ReturnTerms,
    ShippingTerms,
    Terms,
    dump_terms,
    parse_terms,
)
from policies.tests.factories import STANDARD

GOOD: list[tuple[PolicyKind, Terms]] = [
    (PolicyKind.RETURNS, ReturnTerms(window_days=0, return_postage="shopper")),
    (PolicyKind.RETURNS, ReturnTerms(window_days=365, return_postage="seller")),
    (PolicyKind.REFUNDS, RefundTerms(days=1)),
    (PolicyKind.SHIPPING, ShippingTerms(options=(), handling_days=0)),
    (PolicyKind.SHIPPING, ShippingTerms(options=(STANDARD,), handling_days=30)),
    (PolicyKind.PRIVACY, PrivacyTerms()),
]
OPTION: dict[str, Any] = {"code": "standard", "name": "Standard", "price": 0, "min_days": 1, "max_days": 2}


@pytest.mark.parametrize(("kind", "terms"), GOOD)
def test_terms_survive_being_stored(kind: PolicyKind, terms: Terms) -> None:
    assert parse_terms(kind, dump_terms(terms)) == terms


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (PolicyKind.RETURNS, {}),
        (PolicyKind.RETURNS, {"window_days": 30}),
        (PolicyKind.RETURNS, {"window_days": -1, "return_postage": "seller"}),
        (PolicyKind.RETURNS, {"window_days": 366, "return_postage": "seller"}),
        (PolicyKind.RETURNS, {"window_days": True, "return_postage": "seller"}),
        (PolicyKind.RETURNS, {"window_days": "30", "return_postage": "seller"}),
        (PolicyKind.RETURNS, {"window_days": 30.0, "return_postage": "seller"}),
        (PolicyKind.RETURNS, {"window_days": 30, "return_postage": "nobody"}),
        (PolicyKind.RETURNS, {"window_days": 30, "return_postage": "seller", "more": 1}),
        (PolicyKind.REFUNDS, {"days": 0}),
        (PolicyKind.REFUNDS, {"days": 61}),
        (PolicyKind.SHIPPING, {"handling_days": 2}),
        (PolicyKind.SHIPPING, {"handling_days": 31, "options": []}),
        (PolicyKind.SHIPPING, {"handling_days": 2, "options": "none"}),
        (PolicyKind.SHIPPING, {"handling_days": 2, "options": [OPTION, OPTION]}),
        (PolicyKind.SHIPPING, {"handling_days": 2, "options": [OPTION | {"code": f"o{n}"} for n in range(11)]}),
        *(
            (PolicyKind.SHIPPING, {"handling_days": 2, "options": [OPTION | wrong]})
            for wrong in (
                {"code": ""},
                {"code": "Standard"},
                {"code": "a--b"},
                {"code": "x" * 31},
                {"code": 7},
                {"name": ""},
                {"name": "  "},
                {"name": "x" * 61},
                {"price": -1},
                {"price": 10**12},
                {"price": 4.9},
                {"min_days": -1},
                {"min_days": 3},
                {"max_days": 121},
                {"colour": "red"},
            )
        ),
        (PolicyKind.PRIVACY, {"days": 1}),
        ("warranty", {}),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(kind: str, data: dict[str, Any]) -> None:
    with pytest.raises(BadTerms) as refused:
        parse_terms(kind, data)

    assert refused.value.message


def test_an_option_is_found_by_its_code() -> None:
    terms = ShippingTerms(options=(STANDARD, DeliveryOption(**OPTION | {"code": "express"})), handling_days=1)

    assert terms.option("standard") == STANDARD
    assert terms.option("pigeon") is None
