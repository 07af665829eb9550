"""Many at once, for as long as it takes: how quick, how slow, at what cost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psutil
from django.db import connection

from bench.browser import Browser, InsideBrowser, WireBrowser
from bench.journeys import Journey, Stock
from bench.servers import Cost, Held, cost_so_far, memory

WARM_UP = 24
CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")


@dataclass(frozen=True)
class Result:
    """Times are milliseconds; CPU is per unit (one page; one whole checkout). As measured: who shows it rounds it."""

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


def measure(
    journey: Journey,
    stock: Stock,
    *,
    port: int,
    web: psutil.Process,
    database: psutil.Process | None,
    visitors: int,
    scale: float,
) -> Result:
    """Let `visitors` make the journey side by side until all units are done. Each unit is made by somebody new."""
    units = max(visitors, round(journey.units * scale))
    _run(journey, stock, _somebody(journey, stock, port, min(WARM_UP, units), seed=1), visitors)
    people = _somebody(journey, stock, port, units, seed=2)
    before, began = cost_so_far(web, database), time.perf_counter()
    times = sorted(_run(journey, stock, people, visitors))
    took, cost = time.perf_counter() - began, cost_so_far(web, database) - before
    counted = count_statements(journey, stock, port) if database else (None, None)
    return _result(journey, times, took, cost, memory(web), *counted)


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
    times: list[float],
    took: float,
    cost: Cost,
    held: Held,
    statements: int | None,
    with_savepoints: int | None,
) -> Result:
    units = len(times)
    return Result(
        name=journey.name,
        units=units,
        per_second=units / took,
        p50=times[units // 2],
        p99=times[min(units - 1, units * 99 // 100)],
        cpu_web=cost.web / units * 1000,
        cpu_database=cost.database / units * 1000,
        memory_mb=held.answering / 2**20,
        statements=statements,
        with_savepoints=with_savepoints,
        altogether_mb=held.altogether / 2**20,
    )
