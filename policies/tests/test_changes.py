from typing import Any

import pytest

from policies.changes import changes_between, paragraphs
from policies.models import PolicyVersion
from policies.terms import DeliveryOption, dump_terms
from policies.tests.factories import STANDARD, returns, shipping


def version(**changes: Any) -> PolicyVersion:
    content: dict[str, Any] = {
        "kind": "returns",
        "title": "Returns",
        "body": "First.\n\nSecond.\n\nThird.",
        "terms": dump_terms(returns(30)),
    }
    return PolicyVersion(**content | changes)


def changed(old: PolicyVersion, new: PolicyVersion) -> list[tuple[str, str, str]]:
    return [(each.label, each.before, each.after) for each in changes_between(old, new, currency="EUR")]


def test_what_is_the_same_is_not_told() -> None:
    assert changed(version(), version()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "Sending back"}, [("Title", "Returns", "Sending back")]),
        (
            {"terms": dump_terms(returns(1))},
            [("Time to return", "30 days after delivery.", "1 day after delivery.")],
        ),
        (
            {"terms": dump_terms(returns(30, "seller"))},
            [
                (
                    "Return postage",
                    "You pay the postage, unless the thing is not as described.",
                    "The seller pays the postage.",
                )
            ],
        ),
        ({"body": "First.\n\nThird."}, [("Text", "Second.", "")]),
        ({"body": "First.\n\nSecond.\n\nNew.\n\nThird."}, [("Text", "", "New.")]),
        ({"body": "First.\n\nOther.\n\nThird."}, [("Text", "Second.", "Other.")]),
        ({"body": "First.\n\n\n  Second. \n\nThird."}, []),
    ],
)
def test_each_change_is_told_with_before_and_after(change: dict[str, Any], told: list[tuple[str, str, str]]) -> None:
    assert changed(version(), version(**change)) == told


def test_ways_of_delivery_that_come_go_and_change_their_price() -> None:
    express = DeliveryOption(code="express", name="Express", price=0, min_days=1, max_days=1)
    dearer = DeliveryOption(code="standard", name="Standard", price=500, min_days=3, max_days=6)
    cheap = DeliveryOption(code="standard", name="Standard", price=490, min_days=3, max_days=6)

    def terms(*options: DeliveryOption) -> dict[str, Any]:
        return {"kind": "shipping", "terms": dump_terms(shipping(*options, handling_days=1))}

    assert changed(version(**terms(cheap)), version(**terms(dearer, express))) == [
        ("Standard", "€4.90, arrives 3–6 days after that.", "€5.00, arrives 3–6 days after that."),
        ("Express", "", "free, arrives 1 day after that."),
    ]
    assert changed(version(**terms(cheap, express)), version(**terms(cheap))) == [
        ("Express", "free, arrives 1 day after that.", "")
    ]
    assert STANDARD.price


def test_paragraphs_are_what_an_empty_line_parts() -> None:
    assert paragraphs("One\nline\n\n\n two \n \n") == ["One\nline", "two"]
