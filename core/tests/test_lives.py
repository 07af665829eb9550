"""A move is made once, by whoever is first; several are made together or refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Value
from pytest_django import DjangoAssertNumQueries

from core.errors import ImpossibleMove
from core.lives import move_all
from payments.models import SandboxCharge
from payments.states import ChargeStatus

MOMENT = datetime(2026, 2, 1, tzinfo=UTC)


def charges(how_many: int) -> list[SandboxCharge]:
    return [
        SandboxCharge.objects.create(key=f"{place}", minor_units=100, currency="EUR", return_url="/")
        for place in range(how_many)
    ]


def statuses() -> set[str]:
    return set(SandboxCharge.objects.values_list("status", flat=True))


def test_of_two_that_hold_the_same_row_one_moves_it(db: None) -> None:
    [first] = charges(1)
    second = SandboxCharge.objects.get(pk=first.pk)

    first.move_to(ChargeStatus.SUCCEEDED, settles_at=None, due_at=MOMENT)
    with pytest.raises(ImpossibleMove):
        second.move_to(ChargeStatus.DECLINED)

    first.refresh_from_db()
    assert (first.status, first.settles_at, first.due_at) == (ChargeStatus.SUCCEEDED, None, MOMENT)


def test_a_value_that_the_database_computes_is_not_kept(db: None) -> None:
    for attempts, charge in enumerate(charges(2), start=3):
        charge.move_to(ChargeStatus.DECLINED, attempts=Value(attempts))

    assert list(SandboxCharge.objects.order_by("pk").values_list("attempts", flat=True)) == [3, 4]


def test_several_move_in_one_statement(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for row in (several := charges(5)):
        assert row.status == ChargeStatus.OPEN
    with django_assert_num_queries(1):
        move_all(several, ChargeStatus.SUCCEEDED, due_at=MOMENT)

    assert statuses() == {ChargeStatus.SUCCEEDED}
    assert {(row.status, row.due_at) for row in several} == {(ChargeStatus.SUCCEEDED, MOMENT)}


def test_when_one_was_moved_already_none_is(db: None) -> None:
    several = charges(3)
    SandboxCharge.objects.filter(pk=several[1].pk).update(status=ChargeStatus.DECLINED)

    with pytest.raises(ImpossibleMove), transaction.atomic():
        move_all(several, ChargeStatus.SUCCEEDED)

    assert statuses() == {ChargeStatus.OPEN, ChargeStatus.DECLINED}
    assert [row.status for row in several] == [ChargeStatus.OPEN] * 3


def test_rows_that_stand_elsewhere_do_not_move_together(db: None) -> None:
    several = charges(2)
    several[1].move_to(ChargeStatus.CONFIRMING)

    with pytest.raises(ImpossibleMove):
        move_all(several, ChargeStatus.SUCCEEDED)
    assert statuses() == {ChargeStatus.OPEN, ChargeStatus.CONFIRMING}
    move_all([], ChargeStatus.SUCCEEDED)
