"""Papers as PDF, and tracking numbers: the same as on pages, for exactly the same people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from core.papers import PapersBusy
from orders.tests.factories import basket_with, on_sale, paid_order, place
from sellers.models import Membership, ShopRole
from sellers.tests.factories import open_shop
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
New = Callable[..., Program]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that would be laid out, without the seconds that it takes."""
    pages: list[str] = []

    def keep(html: str) -> bytes:
        pages.append(html)
        return b"%PDF-"

    monkeypatch.setattr("orders.downloads.print_paper", keep)
    return pages


def test_a_shopper_gets_confirmation_and_invoice(alice: User, program: New, printed: list[str]) -> None:
    order = paid_order(alice)
    person = program(alice)

    for paper in ("confirmation", "invoice"):
        answer = person.send("get", f"orders/{order.number}/{paper}.pdf", Accept="application/pdf")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert f"{order.number}-{paper}.pdf" in answer.headers["Content-Disposition"]
    again = person.send("get", f"orders/{order.number}/invoice.pdf", **{"If-None-Match": answer.headers["ETag"]})

    assert (again.status_code, len(printed)) == (304, 2)


def test_who_sends_gets_the_packing_slip_and_others_do_not(
    alice: User, bob: User, mallory: User, program: New, printed: list[str]
) -> None:
    shop = open_shop(bob)
    order = paid_order(alice, shop)
    Membership.objects.create(shop=shop, user=mallory, role=ShopRole.FINANCE)
    path = f"desk/{shop.slug}/orders/{order.number}/packing-slip.pdf"

    said = [program(person).send("get", path).status_code for person in (bob, alice, mallory)]

    assert (said, len(printed)) == ([200, 404, 404], 1)


def test_an_unpaid_order_has_no_papers(alice: User, program: New) -> None:
    order = place(basket_with(on_sale(), user=alice))[0].orders.get()

    assert program(alice).send("get", f"orders/{order.number}/invoice.pdf").status_code == 404


def test_papers_are_limited_and_busy_is_said(alice: User, program: New, settings: Any, monkeypatch: Any) -> None:
    settings.API_LIMITS = {"member": {"read": 100, "paper": 2}}
    path = f"orders/{paid_order(alice).number}/invoice.pdf"

    def busy(html: str) -> bytes:
        raise PapersBusy("Papers cannot be made right now.")

    monkeypatch.setattr("orders.downloads.print_paper", busy)
    answers = [program(alice).send("get", path) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503, 503, 429]
    assert answers[0].json()["code"] == "core.papers_busy"
    assert answers[0].headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("query", "found", "usable"),
    [
        ("tracking_number=1Z5R89390357567127", "verified", True),
        ("tracking_number=1Z5R89390357567128", "wrong_digit", False),
        ("tracking_number=hello&carrier_name=Kurir%20Kita", "unknown", True),
    ],
)
def test_a_tracking_number_says_whose_it_is(query: str, found: str, usable: bool, bob: User, program: New) -> None:
    shop = open_shop(bob)

    answer = program(bob).send("get", f"desk/{shop.slug}/orders/tracking-number/?{query}").json()

    assert (answer["found"], answer["usable"]["allowed"]) == (found, usable)
    assert answer["carrier_needed"] == (found == "wrong_digit" and not answer["carriers"])
