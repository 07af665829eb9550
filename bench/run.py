"""One whole run, from a filled database to the table; `python -m bench` fills it and starts this."""

from __future__ import annotations

import argparse
import logging
import random
import sys
from functools import partial
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

django.setup()

from bench import report  # noqa: E402  the models must be there before the journeys
from bench.arguments import arguments  # noqa: E402
from bench.journeys import BARE, JOURNEYS, Stock, read_stock  # noqa: E402
from bench.load import Result, measure, per_second  # noqa: E402
from bench.servers import bare_command, environment, free_port, market_command, memory, postmaster, served  # noqa: E402

NOTHING = Stock([], [], [], [], [])
LARGEST_SCALE = 10.0


def run(given: argparse.Namespace) -> int:
    """Measure everything, print the table, write it down. Returns 1 when a goal was missed, else 0."""
    folder, visitors, scale = Path(settings.DATA_DIR), given.visitors, min(given.scale, LARGEST_SCALE)
    # What is counted in this process needs no line for each request; the served market writes its own.
    logging.disable(logging.INFO)
    settle()
    stock, about, database = read_stock(random.Random(7)), report.machine(), postmaster()
    processes, threads = str(settings.ENV.web_processes), str(settings.ENV.web_threads)
    results: list[Result] = []

    port = free_port()
    env = environment(port, folder)
    # What is counted inside this process must find itself at the same address as what is served.
    settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS = env["SITE_URL"], [env["SITE_URL"]]
    made = partial(measure, visitors=visitors, scale=scale)
    with served(market_command(), port, env, folder / "market.log") as web:
        port_of_bare = free_port()
        plain = bare_command(port_of_bare, processes, threads)
        with served(plain, port_of_bare, environment(port_of_bare, folder), folder / "bare.log") as bare:
            results.append(tell(made(BARE, NOTHING, port=port_of_bare, web=bare, database=None)))
            beside = partial(per_second, BARE, NOTHING, port=port_of_bare, visitors=visitors)
            results.extend(
                tell(made(journey, stock, port=port, web=web, database=database, bare=beside)) for journey in JOURNEYS
            )
        # Once more without the bare view, whose processes held some of the libraries together with the market's.
        results[-1] = results[-1].holding(memory(web))

    described = {
        "listings": given.listings,
        "processes": int(processes),
        "threads": int(threads),
        "visitors": visitors,
        "scale": scale,
    }
    text = f"{report.sentence(about, described, results)}\n\n{report.table(results)}"
    print(text)
    report.write(about, described, results)
    if given.document:
        report.write_into_page(text)
    misses = report.missed(results)
    for miss in misses:
        print(miss, file=sys.stderr)
    return 1 if misses else 0


def settle() -> None:
    """Let the database know its tables, as it would after some hours of ordinary life."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def tell(result: Result) -> Result:
    print(f"{result.name}: {result.per_second:,}/s", file=sys.stderr)
    return result


if __name__ == "__main__":
    sys.exit(run(arguments()))
