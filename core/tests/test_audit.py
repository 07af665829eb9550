"""The trail: one row for each act and each look, written once, about whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, connection, transaction

from accounts.models import User
from core import clock, occasion
from core.audit import LISTED, LOOKED, key_of, record, staff_number
from core.invariants import violations
from core.models import Trace, TracePerson

GRANTS = Path(settings.BASE_DIR) / "deploy" / "runtime_role.sql"


def looked(rita: User, *people: User) -> Trace:
    return record(LOOKED, by=rita, role="reviewer", thing=rita, about=[each.pk for each in people], because="To see.")


def test_a_trace_says_who_as_what_what_of_whom_why_and_when(rita: User, alice: User, bob: User) -> None:
    occasion.begin(request_id="abc-12345678")
    trace = record(LISTED, by=rita, role="reviewer", thing=User, about=[bob.pk, alice.pk, bob.pk], because="To see.")
    occasion.begin()

    trace.refresh_from_db()
    assert (trace.actor, trace.role, trace.act, trace.thing) == (rita, "reviewer", LISTED, "accounts.user")
    assert (trace.because, trace.request_id) == ("To see.", "abc-12345678")
    assert trace.at <= clock.now()
    assert list(Trace.objects.about(alice)) == list(Trace.objects.about(bob)) == [trace]
    assert not Trace.objects.about(rita).exists()


def test_an_act_without_words_is_not_recorded(rita: User) -> None:
    with pytest.raises(LookupError):
        record("core.whispered", by=rita, thing=rita, because="")

    assert not Trace.objects.exists()


def test_a_trace_for_many_costs_what_it_costs_for_one(
    rita: User, alice: User, bob: User, carol: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    cost = count_queries(lambda: looked(rita, alice))

    assert count_queries(lambda: looked(rita, alice, bob, carol)) == cost


def test_a_number_is_always_the_same_person(rita: User, ada: User) -> None:
    assert staff_number(rita.pk) == staff_number(rita.pk) != staff_number(ada.pk)
    assert str(rita.pk) != staff_number(rita.pk)


def test_what_is_written_stays(rita: User, alice: User) -> None:
    trace = looked(rita, alice)
    person = TracePerson.objects.get()

    for tamper in (
        trace.save,
        trace.delete,
        person.save,
        person.delete,
        lambda: Trace.objects.update(role=""),
        lambda: Trace.objects.all().delete(),
        lambda: Trace.objects.bulk_update([trace], ["role"]),
        lambda: TracePerson.objects.update(person=rita),
        lambda: TracePerson.objects.all().delete(),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            tamper()

    assert [key_of(each) for each in Trace.objects.about(alice)] == [f"core.trace:{trace.pk}"]


TAMPERING = [
    "UPDATE core_trace SET role = ''",
    "DELETE FROM core_trace",
    "UPDATE core_traceperson SET person_id = trace_id",
    "DELETE FROM core_traceperson",
]


@pytest.mark.postgres
@pytest.mark.parametrize("statement", TAMPERING)
def test_the_database_refuses_to_change_what_was_written(statement: str, rita: User, alice: User) -> None:
    looked(rita, alice)

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Trace.objects.about(alice).count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        *TAMPERING,
        "TRUNCATE core_trace CASCADE",
        "TRUNCATE core_traceperson",
        "ALTER TABLE core_trace DISABLE TRIGGER ALL",
        "DROP TRIGGER core_trace_append_only ON core_trace",
        "DROP TABLE core_traceperson",
        "UPDATE payments_posting SET amount = 1",
        "UPDATE payments_ledgeraccount SET currency = 'EUR'",
        "TRUNCATE payments_posting",
        "DELETE FROM payments_ledgertransaction",
        "UPDATE policies_policyversion SET body = ''",
        "DELETE FROM core_event",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_role_that_serves_the_market_has_no_right_to(statement: str, rita: User, alice: User) -> None:
    """Not even the triggers are asked: the grants of deploy/runtime_role.sql leave this role no way."""
    looked(rita, alice)
    with connection.cursor() as cursor:
        cursor.execute(GRANTS.read_text())
        cursor.execute("SET LOCAL ROLE market_runtime")

        with pytest.raises(Error, match=r"permission denied|must be owner"), transaction.atomic():
            cursor.execute(statement)

        cursor.execute("RESET ROLE")
    assert Trace.objects.about(alice).count() == 1


@pytest.mark.postgres
def test_the_role_that_serves_the_market_does_its_work(rita: User, alice: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GRANTS.read_text())
        cursor.execute("SET LOCAL ROLE market_runtime")

        looked(rita, alice)
        User.objects.filter(pk=alice.pk).update(name="Alice Weber")
        cursor.execute("SELECT id FROM payments_ledgeraccount FOR NO KEY UPDATE")

        assert Trace.objects.about(alice).count() == 1
        cursor.execute("RESET ROLE")


@pytest.mark.embedded
def test_a_hole_in_the_trail_is_found(rita: User, alice: User) -> None:
    """Where no trigger keeps watch, the check does: keys are given one after the other."""
    for _ in range(3):
        looked(rita, alice)
    assert not list(broken())

    with connection.cursor() as cursor:
        middle = Trace.objects.order_by("pk").values_list("pk", flat=True)[1]
        cursor.execute("DELETE FROM core_traceperson WHERE trace_id = %s", [middle])
        cursor.execute("DELETE FROM core_trace WHERE id = %s", [middle])

    assert broken() == ["Of 3 traces, 1 is missing."]


@pytest.mark.postgres
def test_a_guard_that_sleeps_is_found(rita: User, alice: User) -> None:
    """Whoever owns the tables can take rows out and leave a gap like any other."""
    looked(rita, alice)
    assert not broken()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_trace DISABLE TRIGGER core_trace_append_only")

    assert broken() == ["It does not keep watch: rows could be changed or taken out."]


def broken() -> list[str]:
    return [violation.sentence for invariant, violation in violations() if invariant.code == "I12"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of one page whole")
def test_a_day_of_the_trail_is_found_without_reading_all_of_it(rita: User, alice: User) -> None:
    looked(rita, alice)
    day = Trace.objects.filter(at__gte=clock.now() - timedelta(days=1), at__lt=clock.now()).order_by("-pk")

    assert "USING INDEX trace_by_day" in day.explain()
