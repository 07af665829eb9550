"""The table, and what it says of the goals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.journeys import Journey
from bench.load import Result, Round, _result
from bench.report import missed, table
from bench.servers import Cost, Held

BARE = Result("bare", 10, 1000.0, 1.0, 2.0, 0.8, 0.0, 40.0, None, None)
PAGE = replace(BARE, name="category", per_second=50.0, beside=0.05, statements=8, with_savepoints=8)
CHECKOUT = replace(BARE, name="checkout, two shops", statements=60, with_savepoints=66)


def test_each_row_stands_beside_the_bare_view() -> None:
    lines = table([BARE, PAGE, CHECKOUT]).splitlines()

    assert lines[2].startswith("| bare | 1,000.0 | 1.00 |")
    assert lines[3].startswith("| category | 50.0 | 0.05 |")
    assert lines[3].endswith("| 8 |")
    assert lines[4].endswith("| 60 (+6) |")


def test_goals_that_were_missed_are_named() -> None:
    assert missed([BARE, PAGE, CHECKOUT]) == []
    assert missed([replace(PAGE, statements=9)]) == ["category takes 9 statements; the goal is at most 8."]
    assert len(missed([replace(CHECKOUT, statements=61)])) == 1


def test_a_kept_page_stands_beside_the_bare_view() -> None:
    slow = replace(BARE, name="listing, kept", beside=0.48)

    assert missed([BARE, replace(slow, beside=0.5)]) == []
    assert missed([BARE, slow]) == ["listing, kept has 0.48 of the bare view's requests; the goal is at least 0.5."]


def test_processor_time_is_that_of_server_and_database_together() -> None:
    dear = replace(BARE, name="search", cpu_web=7.0, cpu_database=3.2)

    assert missed([BARE, replace(dear, cpu_database=3.0)]) == []
    assert missed([BARE, dear]) == ["search costs 10.2 ms of CPU; the goal is at most 10."]


def test_nothing_is_rounded_into_its_goal() -> None:
    slow = replace(BARE, name="listing, kept", beside=0.4999)
    dear = replace(BARE, name="search", cpu_web=7.04, cpu_database=3.0)
    heavy = replace(BARE, name="search", memory_mb=200.04)

    assert missed([BARE, slow]) == ["listing, kept has 0.4999 of the bare view's requests; the goal is at least 0.5."]
    assert missed([BARE, dear]) == ["search costs 10.04 ms of CPU; the goal is at most 10."]
    assert missed([BARE, heavy]) == ["The processes held 200.04 MB together; the goal is at most 200."]


def test_what_was_measured_is_kept_as_it_was_and_shown_rounded() -> None:
    journey = Journey("search", 4, lambda *_given: None)
    held = Held(answering=209_757_000, altogether=300_000_000)
    result = _result(journey, [Round([1.0, 1.26, 2.0, 3.04], 0.3, Cost(web=0.02816, database=0.012))], held, 5, 5)

    assert missed([result]) == [
        "search costs 10.04 ms of CPU; the goal is at most 10.",
        f"The processes held {round(209_757_000 / 2**20, 4)} MB together; the goal is at most 200.",
    ]
    assert table([result]).splitlines()[2] == "| search | 13.3 | 1.00 | 2.0 | 3.0 | 7.04 | 3.0 | 5 |"


def test_the_middle_round_counts_beside_the_bare_view_of_its_own_moment() -> None:
    cost, held = Cost(web=0.004, database=0.0), Held(answering=1, altogether=1)
    # Two rounds in a slow second, in which the bare view was slow as well, and one that was hit alone.
    rounds = [
        Round([1.0, 1.0], took, cost, bare) for took, bare in [(0.2, 20), (0.2, 20), (0.4, 20), (0.1, 40), (0.1, 40)]
    ]
    result = _result(Journey("listing, kept", 10, lambda *_given: None), rounds, held, 1, 1)

    assert (result.per_second, result.beside, result.units) == (10.0, 0.5, 10)
    assert result.cpu_web == pytest.approx(2.0)
    assert missed([BARE, result]) == []


def test_the_peak_of_memory_is_one_goal_for_the_whole_run() -> None:
    heavy = replace(PAGE, memory_mb=201.0)

    assert missed([BARE, heavy, PAGE]) == ["The processes held 201.0 MB together; the goal is at most 200."]
