"""Many at once, for as long as it takes: how quick, how slow, at what cost."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import psutil
from django.db import connection

from bench.browser import Browser, InsideBrowser, WireBrowser
from bench.journeys import Journey, Stock
from bench.servers import Cost, Held, cost_so_far, memory

WARM_UP = 24
# Each journey is made in so many rounds, each of them right after one of the bare view: a machine that is slower for a
# second (it shares its processors with others) is so for both, and the middle one of the rounds counts. What takes
# little time is made in more and shorter ones.
ROUNDS = 5
LONGEST_ROUND = 240
BARE_ROUND = 500
CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")


@dataclass(frozen=True)
class Result:
    """
    Times are milliseconds; CPU is per unit (one page; one whole checkout). As measured: who shows it rounds it.

    `per_second` and `beside` (1 is the bare view's requests per second just before) are those of the middle round.
    """

    name: str
    units: int
    per_second: float
    p50: float
    p99: float
    cpu_web: float
    cpu_database: float
    # Of the processes that answer; the whole web server's is `altogether_mb`.
    memory_mb: float
    statements: int | None
    with_savepoints: int | None
    altogether_mb: float = 0.0
    beside: float = 1.0

    def holding(self, held: Held) -> Result:
        """The same with what was held later on, where that is more."""
        return replace(
            self,
            memory_mb=max(self.memory_mb, held.answering / 2**20),
            altogether_mb=max(self.altogether_mb, held.altogether / 2**20),
        )


@dataclass(frozen=True)
class Round:
    """What one round took: milliseconds of each unit, seconds and processor time of all."""

    times: list[float]
    took: float
    cost: Cost
    # Requests per second of the bare view just before; None for the bare view itself.
    bare: float | None = None

    @property
    def per_second(self) -> float:
        return len(self.times) / self.took

    @property
    def beside(self) -> float:
        return self.per_second / self.bare if self.bare else 1.0


def measure(
    journey: Journey,
    stock: Stock,
    *,
    port: int,
    web: psutil.Process,
    database: psutil.Process | None,
    visitors: int,
    scale: float,
    bare: Callable[[], float] | None = None,
) -> Result:
    """
    Let `visitors` make the journey side by side until all units are done. Each unit is made by somebody new.

    `bare` is asked before each round how many requests of the bare view are answered in a second.
    """
    units = max(visitors * ROUNDS, round(journey.units * scale))
    _run(journey, stock, _somebody(journey, stock, port, min(WARM_UP, units), seed=1), visitors)
    people = _somebody(journey, stock, port, units, seed=2)
    how_many = max(ROUNDS, units // LONGEST_ROUND)
    rounds = []
    for number in range(how_many):
        beside = bare() if bare else None
        before, began = cost_so_far(web, database), time.perf_counter()
        times = _run(journey, stock, people[number::how_many], visitors)
        took, cost = time.perf_counter() - began, cost_so_far(web, database) - before
        rounds.append(Round(times, took, cost, beside))
    counted = count_statements(journey, stock, port) if database else (None, None)
    return _result(journey, rounds, memory(web), *counted)


def per_second(journey: Journey, stock: Stock, *, port: int, visitors: int) -> float:
    """How many units of a journey that needs nothing before it are made in a second, in one short round."""
    people = _somebody(journey, stock, port, BARE_ROUND, seed=3)
    began = time.perf_counter()
    return len(_run(journey, stock, people, visitors)) / (time.perf_counter() - began)


def _somebody(
    journey: Journey, stock: Stock, port: int, how_many: int, *, seed: int
) -> list[tuple[WireBrowser, random.Random]]:
    """Visitors who have done what comes before the journey. Those who need nothing before share connections later."""
    people = []
    for number in range(how_many):
        browser, dice = WireBrowser(port), random.Random(f"{journey.name} {seed} {number}")
        if journey.prepare:
            journey.prepare(browser, stock, dice)
            browser.close()
        people.append((browser, dice))
    return people


def _run(journey: Journey, stock: Stock, people: list[tuple[WireBrowser, random.Random]], visitors: int) -> list[float]:
    """The milliseconds that each unit took."""
    waiting, lock = list(people), threading.Lock()
    times: list[float] = []
    failures: list[Exception] = []
    shared = threading.local()

    def keep_going() -> None:
        while not failures:
            with lock:
                if not waiting:
                    return
                browser, dice = waiting.pop()
            # Whoever comes new over a connection that is open already: opening them is not what is measured.
            fresh = browser.connection
            browser.connection = getattr(shared, "connection", None) or fresh
            shared.connection = browser.connection
            began = time.perf_counter()
            try:
                journey.act(browser, stock, dice)
            except Exception as problem:  # noqa: BLE001  reported below, in the thread that waits
                failures.append(problem)
                return
            took = (time.perf_counter() - began) * 1000
            with lock:
                times.append(took)

    threads = [threading.Thread(target=keep_going) for _visitor in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return times


def count_statements(journey: Journey, stock: Stock, port: int) -> tuple[int, int]:
    """The most statements that the journey needed in a few tries; without and with the control of savepoints."""
    counts = []
    for number in range(5):
        browser, dice = InsideBrowser(port), random.Random(f"{journey.name} count {number}")
        if journey.prepare:
            journey.prepare(browser, stock, dice)
        statements = statements_of(browser, lambda: journey.act(browser, stock, dice))  # noqa: B023  called at once
        counts.append((sum(not each.startswith(CONTROL) for each in statements), len(statements)))
    return max(counts)


def statements_of(browser: Browser, call: Callable[[], None]) -> list[str]:
    """
    What the market asks of its database, savepoints included; BEGIN and COMMIT around them are the driver's.

    What the sandbox asks while it plays the provider is not the market's.
    """
    statements: list[str] = []

    def remember(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if not browser.is_abroad:
            statements.append(sql)
        return execute(sql, *given)

    with connection.execute_wrapper(remember):
        call()
    return statements


def _result(
    journey: Journey,
    rounds: list[Round],
    held: Held,
    statements: int | None,
    with_savepoints: int | None,
) -> Result:
    times = sorted(each for one in rounds for each in one.times)
    units = len(times)
    return Result(
        name=journey.name,
        units=units,
        per_second=statistics.median(each.per_second for each in rounds),
        p50=times[units // 2],
        p99=times[min(units - 1, units * 99 // 100)],
        cpu_web=sum(each.cost.web for each in rounds) / units * 1000,
        cpu_database=sum(each.cost.database for each in rounds) / units * 1000,
        memory_mb=held.answering / 2**20,
        statements=statements,
        with_savepoints=with_savepoints,
        altogether_mb=held.altogether / 2**20,
        beside=statistics.median(each.beside for each in rounds),
    )
