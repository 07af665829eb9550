"""A statement answers as its queryset would, and its SQL is written once."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import BigIntegerField, CharField, F, QuerySet
from pytest_django import DjangoAssertNumQueries

from core import clock
from core.lookups import GivenKeys
from core.models import Event, IdempotencyKey, PrivateFile, Version
from core.statements import Addition, Change, Given, Statement
from core.versions import touch


def test_a_statement_answers_as_its_queryset_would(db: None) -> None:
    touch("one", "two", "three")
    statement = Statement(lambda: Version.objects.filter(scope=Given("scope", CharField())))

    assert [each.scope for each in statement.ask(scope="two")] == ["two"]
    assert [each.scope for each in statement.ask(scope="three")] == ["three"]
    assert statement.first(scope="four") is None


def test_a_page_of_it_is_asked_for_without_a_slice(db: None) -> None:
    touch("one", "two", "three")
    statement = Statement(lambda: Version.objects.order_by("scope").values_list("scope", flat=True))

    assert statement.ask(start=1, stop=3) == ["three", "two"]
    assert statement.ask() == ["one", "three", "two"]


def test_it_is_written_once(db: None) -> None:
    written: list[str] = []

    def write() -> QuerySet[Version]:
        written.append("once")
        return Version.objects.filter(number=Given("number", BigIntegerField()))

    statement = Statement(write)
    touch("one")

    assert [len(statement.ask(number=number)) for number in (1, 2, 1)] == [1, 0, 1]
    assert written == ["once"]


def test_however_many_keys_are_one_gap(db: None) -> None:
    touch("one", "two", "three")
    keys = list(Version.objects.exclude(scope="two").values_list("pk", flat=True))
    statement = Statement(lambda: Version.objects.filter(pk__among=GivenKeys("keys")).order_by("scope"))

    assert [each.scope for each in statement.ask(keys=keys)] == ["one", "three"]
    assert statement.ask(keys=[]) == []


def test_a_clock_that_is_set_is_never_kept_in_the_text(db: None) -> None:
    past, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    Event.objects.create(name="Made", stream="thing:1", facts={}, occurred_at=datetime(2026, 2, 1, tzinfo=UTC))
    statement = Statement(lambda: Event.objects.filter(occurred_at__lt=clock.database_now()).values_list("facts"))

    with clock.at(past):
        assert statement.ask() == []
    with clock.at(later):
        assert statement.ask() == [({},)]


def test_a_change_says_how_many_rows_it_changed(db: None) -> None:
    touch("one", "two", "three")
    grow = Change(
        lambda: (
            Version.objects.filter(scope=Given("scope", CharField()), number__gte=Given("least", BigIntegerField())),
            {"number": F("number") + Given("by", BigIntegerField())},
        )
    )
    before = Version.objects.get(scope="two").number

    assert grow.make(scope="two", least=before, by=3) == 1
    assert grow.make(scope="two", least=before + 4, by=3) == 0
    assert grow.make(scope="four", least=0, by=3) == 0
    assert Version.objects.get(scope="two").number == before + 3
    assert Version.objects.get(scope="one").number == before


def test_a_change_reads_the_clock_that_is_set(db: None) -> None:
    past, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    Event.objects.create(name="Made", stream="thing:1", facts={}, occurred_at=past)
    stamp = Change(lambda: (Event.objects.filter(name="Made"), {"occurred_at": clock.database_now()}))

    with clock.at(later):
        stamp.make()
    assert Event.objects.get().occurred_at == later
    stamp.make()
    assert Event.objects.get().occurred_at > later


def test_an_addition_writes_rows_as_django_would(db: None) -> None:
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    facts = {"words": "“quoted”", "list": [1, None]}
    added = Addition(Event).make(
        Event(name=name, stream="thing:1", facts=facts, occurred_at=moment) for name in ("Made", "Sold")
    )

    assert [row.pk for row in added] == list(Event.objects.order_by("pk").values_list("pk", flat=True))
    for row in added:
        read = Event.objects.get(pk=row.pk)
        assert (read.name, read.facts, read.actor, read.occurred_at) == (row.name, facts, None, moment)
        assert not row._state.adding
    assert Addition(Event).make([]) == []


def test_an_addition_is_one_statement_for_however_many_rows(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for how_many in (1, 50):
        with django_assert_num_queries(1):
            Addition(Version).make(Version(scope=f"{how_many}:{place}") for place in range(how_many))
    assert Version.objects.count() == 51


def test_what_is_known_already_is_not_added_and_breaks_nothing(db: None) -> None:
    def key(digest: str) -> IdempotencyKey:
        return IdempotencyKey(actor="alice", key="one", digest=digest)

    first, second = key("a"), key("b")

    assert Addition(IdempotencyKey).make_unless_known(first)
    assert not Addition(IdempotencyKey).make_unless_known(second)
    assert [each.digest for each in IdempotencyKey.objects.all()] == ["a"]
    assert [each.pk is None for each in (first, second)] == [False, True]


def test_a_key_that_the_row_brings_is_its_own(db: None) -> None:
    file = PrivateFile(name="scan.pdf", content_type="application/pdf", size=1, digest="0", purpose="test")
    brought = file.pk

    Addition(PrivateFile).make([file])

    assert file.pk == brought
    # Encrypted on the way in, as by `save`.
    assert PrivateFile.objects.get(pk=brought).name == "scan.pdf"
