from __future__ import annotations

from typing import Any

import pytest
from django.db import Error, connection, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.money import Money
from payments import services
from payments.models import AccountKind, LedgerAccount, LedgerTransaction, Posting, TransactionKind
from payments.services import LedgerConflict, LedgerUnbalanced, Line
from sellers.models import Seller

from .factories import held_order

pytestmark = pytest.mark.django_db


def outside(currency: str = "EUR") -> LedgerAccount:
    return services.account_of(AccountKind.PROVIDER_CLEARING, currency=currency)


def commission(currency: str = "EUR") -> LedgerAccount:
    return services.account_of(AccountKind.COMMISSION, currency=currency)


def euros(amount: int) -> Money:
    return Money(amount, "EUR")


def moved(amount: int, key: str = "test:1", order_number: str = "") -> LedgerTransaction:
    lines = [Line(outside(), euros(-amount), order_number), Line(commission(), euros(amount), order_number)]
    return services.post(key, kind=TransactionKind.HOLD, lines=lines)


def test_a_movement_is_written_with_its_postings() -> None:
    movement = moved(500)

    assert sorted(movement.postings.values_list("amount", flat=True)) == [-500, 500]


def test_the_same_key_with_the_same_content_is_the_first() -> None:
    assert moved(500) == moved(500)
    assert Posting.objects.count() == 2


@pytest.mark.parametrize("other", [{"amount": 501}, {"amount": 500, "order_number": "7F2K-94QD"}])
def test_the_same_key_with_other_content_is_a_conflict(other: dict[str, Any]) -> None:
    moved(500)

    with pytest.raises(LedgerConflict):
        moved(**other)

    assert Posting.objects.count() == 2


def test_the_same_key_with_more_lines_is_a_conflict() -> None:
    moved(500)
    lines = [Line(outside(), euros(-500)), Line(commission(), euros(300)), Line(commission(), euros(200))]

    with pytest.raises(LedgerConflict):
        services.post("test:1", kind=TransactionKind.HOLD, lines=lines)


@pytest.mark.parametrize("amounts", [[], [5], [5, -4], [0], [0, 0], [5, -5, 0], [2**40, -(2**40) + 1]])
def test_lines_that_do_not_sum_to_zero_are_refused(amounts: list[int]) -> None:
    lines = [Line(outside(), euros(amount)) for amount in amounts]

    with pytest.raises(LedgerUnbalanced):
        services.post("test:1", kind=TransactionKind.HOLD, lines=lines)

    assert not LedgerTransaction.objects.exists()


def test_one_currency_does_not_balance_another() -> None:
    lines = [Line(outside("EUR"), Money(5, "EUR")), Line(outside("IDR"), Money(-5, "IDR"))]

    with pytest.raises(LedgerUnbalanced):
        services.post("test:1", kind=TransactionKind.HOLD, lines=lines)


def test_each_currency_may_balance_by_itself() -> None:
    lines = [
        *(Line(account, Money(sign * 5, "EUR")) for account, sign in ((outside(), -1), (commission(), 1))),
        *(Line(account, Money(sign * 9, "IDR")) for account, sign in ((outside("IDR"), -1), (commission("IDR"), 1))),
    ]

    assert services.post("test:1", kind=TransactionKind.HOLD, lines=lines).postings.count() == 4


def test_an_account_takes_only_its_currency() -> None:
    lines = [Line(outside("IDR"), Money(5, "EUR")), Line(outside("EUR"), Money(-5, "EUR"))]

    with pytest.raises(LedgerUnbalanced):
        services.post("test:1", kind=TransactionKind.HOLD, lines=lines)


@given(amounts=st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=6))
@hypothesis_settings(deadline=None, max_examples=60)
def test_whatever_is_posted_sums_to_zero_or_is_refused(amounts: list[int]) -> None:
    lines = [Line(outside(), euros(amount)) for amount in amounts]
    is_sound = sum(amounts) == 0 and 0 not in amounts

    try:
        movement = services.post(f"test:{amounts}", kind=TransactionKind.HOLD, lines=lines)
    except LedgerUnbalanced:
        assert not is_sound
    else:
        assert is_sound
        assert sum(movement.postings.values_list("amount", flat=True)) == 0


def test_an_account_is_made_once(seller: Seller) -> None:
    assert outside() == outside()
    held = services.account_of(AccountKind.HELD, currency="EUR", seller=seller)
    assert held == services.account_of(AccountKind.HELD, currency="EUR", seller=seller.pk)
    assert LedgerAccount.objects.count() == 2


def test_what_is_written_stays(seller: Seller) -> None:
    held_order(seller)
    posting, movement = Posting.objects.earliest("pk"), LedgerTransaction.objects.earliest("pk")
    posting.amount += 1

    for tamper in (
        posting.save,
        posting.delete,
        movement.save,
        movement.delete,
        lambda: Posting.objects.update(amount=1),
        lambda: Posting.objects.all().delete(),
        lambda: Posting.objects.bulk_update([posting], ["amount"]),
        lambda: LedgerTransaction.objects.update(key="other"),
        lambda: LedgerTransaction.objects.filter(pk=movement.pk).delete(),
        lambda: Posting.objects.update_or_create(pk=posting.pk, defaults={"amount": 1}),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            tamper()

    assert sum(Posting.objects.values_list("amount", flat=True)) == 0


TAMPERING = [
    "UPDATE payments_posting SET amount = amount + 1",
    "UPDATE payments_posting SET order_number = ''",
    "DELETE FROM payments_posting",
    "UPDATE payments_ledgertransaction SET description = 'other'",
    "DELETE FROM payments_ledgertransaction",
    "UPDATE payments_ledgeraccount SET currency = 'IDR'",
    "DELETE FROM payments_ledgeraccount",
]


@pytest.mark.postgres
@pytest.mark.parametrize("statement", TAMPERING)
def test_the_database_refuses_to_change_what_was_written(statement: str, seller: Seller) -> None:
    held_order(seller)
    before = list(Posting.objects.order_by("pk").values())

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(Posting.objects.order_by("pk").values()) == before


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("amounts", "problem"), [([5, -4], "sum to zero"), ([5], "sum to zero"), ([], "no postings")])
def test_the_database_refuses_what_does_not_balance(amounts: list[int], problem: str) -> None:
    account = outside()

    @transaction.atomic
    def write_past_the_service() -> None:
        movement = LedgerTransaction.objects.create(key="test:1", kind=TransactionKind.HOLD)
        Posting.objects.bulk_create(Posting(transaction=movement, account=account, amount=amount) for amount in amounts)

    with pytest.raises(Error, match=problem):
        write_past_the_service()

    assert not LedgerTransaction.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_posting_that_unbalances_an_old_movement() -> None:
    movement = moved(500)

    with pytest.raises(Error, match="sum to zero"), transaction.atomic():
        Posting.objects.create(transaction=movement, account=outside(), amount=1)

    assert Posting.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_overdraw_what_is_held(seller: Seller) -> None:
    order = held_order(seller)
    held = services.account_of(AccountKind.HELD, currency="EUR", seller=seller)
    lines = [Line(held, euros(-100_01), order), Line(commission(), euros(100_01), order)]

    with pytest.raises(Error, match="more leaves the held funds"):
        services.post("test:1", kind=TransactionKind.RELEASE, lines=lines)

    assert services.held_for_order(order, currency="EUR") == euros(100_00)


@pytest.mark.parametrize("wrong", [{"kind": AccountKind.HELD}, {"kind": AccountKind.COMMISSION, "owned": True}])
def test_an_account_belongs_to_whom_its_kind_says(wrong: dict[str, Any], seller: Seller) -> None:
    with pytest.raises(Error), transaction.atomic():
        services.account_of(wrong["kind"], currency="EUR", seller=seller if "owned" in wrong else None)
