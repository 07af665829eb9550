"""Facts: written with the change they report, done once by each subscriber, whatever dies in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest
from celery import current_app
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from core import bell, clock
from core.events import Fact, announce, deliver_due, delivering, subscribe
from core.events import announcing as wiring
from core.events.delivering import MAX_ATTEMPTS, deliver
from core.models import Event, EventDelivery


@dataclass(frozen=True)
class KettleBoiled(Fact):
    kettle_id: int


seen: list[int] = []


def pour_tea(fact: KettleBoiled, event: Event) -> None:
    seen.append(fact.kettle_id)


def whistle(fact: KettleBoiled, event: Event) -> None:
    seen.append(-fact.kettle_id)


def stumble(fact: KettleBoiled, event: Event) -> None:
    Event.objects.create(name="Half", stream="half:1", facts={})
    raise RuntimeError("tripped")


@pytest.fixture(autouse=True)
def kitchen(db: None) -> Iterator[None]:
    before = (dict(wiring._subscribers), dict(wiring._facts))
    seen.clear()
    subscribe({KettleBoiled: [pour_tea, whistle]})
    yield
    wiring._subscribers, wiring._facts = before


def boil(kettle: int = 7) -> Event:
    with transaction.atomic():
        return announce(KettleBoiled(kettle_id=kettle))


def test_a_fact_is_a_row_with_one_delivery_for_each_subscriber() -> None:
    event = boil()

    assert (event.name, event.stream, event.facts) == ("KettleBoiled", "kettle:7", {"kettle_id": 7})
    assert event.deliveries.count() == 2
    assert list(Event.objects.of("kettle", 7)) == [event]


def test_each_subscriber_does_its_work_once() -> None:
    boil()

    assert deliver_due() == 2
    assert deliver_due() == 0
    assert sorted(seen) == [-7, 7]


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        announce(KettleBoiled(kettle_id=1))


def test_what_is_rolled_back_was_never_announced() -> None:
    with transaction.atomic():
        announce(KettleBoiled(kettle_id=1))
        transaction.set_rollback(True)

    assert not Event.objects.exists()


def test_many_facts_in_one_transaction_ring_the_bell_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, **options: rung.append(task))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for kettle in range(5):
            announce(KettleBoiled(kettle_id=kettle))

    assert rung == ["core.tasks.deliver_events"]


def test_a_dead_broker_costs_one_try_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def refuse(task: str, **options: object) -> None:
        tries.append(task)
        raise ConnectionRefusedError

    monkeypatch.setattr(current_app, "send_task", refuse)

    assert [bell.ring("a"), bell.ring("a"), bell.ring("a")] == [False, False, False]
    assert tries == ["a"]


def test_a_failure_leaves_no_half_work_and_is_tried_again_later() -> None:
    subscribe({KettleBoiled: [stumble, pour_tea]})
    boil()

    assert deliver_due() == 1

    delivery = EventDelivery.objects.get(subscriber__endswith="stumble")
    assert (delivery.done_at, delivery.attempts, delivery.last_error) == (None, 1, "RuntimeError")
    assert delivery.due_at > clock.now()
    assert not Event.objects.filter(name="Half").exists()
    assert seen == [7]


def test_poison_is_parked_and_named_by_check_invariants() -> None:
    subscribe({KettleBoiled: [stumble]})
    start = clock.now()
    boil()
    for hour in range(MAX_ATTEMPTS + 2):
        with clock.at(start + timedelta(hours=2 * hour + 1)):
            deliver_due()

    delivery = EventDelivery.objects.get()
    assert (delivery.attempts, delivery.parked_at is not None) == (MAX_ATTEMPTS, True)
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("check_invariants", stdout=said, stderr=StringIO())
    assert end.value.code == 1
    assert f"delivery {delivery.pk}" in said.getvalue()


def test_a_claim_whose_worker_died_is_taken_up_when_its_lease_ends() -> None:
    boil()
    pk = EventDelivery.objects.filter(subscriber__endswith="pour_tea").values_list("pk", flat=True).get()
    assert delivering._claim(pk)
    assert not deliver(pk)

    with clock.at(clock.now() + timedelta(minutes=2)):
        assert deliver(pk)
    assert seen == [7]


def test_a_slow_twin_whose_lease_ran_out_does_not_do_it_again() -> None:
    event = boil()
    delivery = event.deliveries.get(subscriber__endswith="pour_tea")
    assert deliver(delivery.pk)

    EventDelivery.objects.filter(pk=delivery.pk).update(due_at=clock.now() - timedelta(minutes=1))

    assert not deliver(delivery.pk)
    assert seen == [7]


def test_events_are_written_once_and_kept() -> None:
    event = boil()

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_the_pending_deliveries_have_an_index_of_their_own() -> None:
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, EventDelivery._meta.db_table)

    assert indexes["delivery_pending"]["columns"] == ["due_at"]
