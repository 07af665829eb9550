"""What was measured, on which machine, as a table for people and a file for programs."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import psutil
from django.db import connection

from bench.load import Result

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

MOST_FOR_A_PAGE = 8
MOST_FOR_A_CHECKOUT = 60
# Of the bare view's requests per second, for a page that is kept.
LEAST_BESIDE_BARE = {"category, kept": 0.5, "listing, kept": 0.5}
# Milliseconds of processor time, server and database together.
MOST_CPU = {
    "category, made anew": 10,
    "listing, made anew": 10,
    "search": 10,
    "add to basket": 12,
    "checkout, two shops": 80,
}
MOST_MEMORY = 200


def machine() -> dict[str, Any]:
    """Where and with what it was measured."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [database] = cursor.fetchone()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "load_before": round(os.getloadavg()[0], 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": database.split()[0],
    }


def _processor() -> str:
    names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return names[0] if names else platform.machine()


def table(results: Sequence[Result]) -> str:
    """The results in Markdown."""
    lines = [
        "| | requests/s | beside bare | p50 ms | p99 ms | CPU ms: web | CPU ms: database | SQL statements |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for each in results:
        statements = "" if each.statements is None else str(each.statements)
        if each.with_savepoints is not None and each.with_savepoints != each.statements:
            statements += f" (+{each.with_savepoints - (each.statements or 0)})"
        lines.append(
            f"| {each.name} | {each.per_second:,.1f} | {each.beside:.2f} | {each.p50:,.1f} |"
            f" {each.p99:,.1f} | {round(each.cpu_web, 2):,} | {round(each.cpu_database, 2):,} | {statements} |"
        )
    return "\n".join(lines)


def sentence(about: dict[str, Any], run: dict[str, Any], results: Sequence[Result]) -> str:
    peak, altogether = (max(getattr(each, name) for each in results) for name in ("memory_mb", "altogether_mb"))
    return (
        f"Measured on {about['date']}: {about['processor']}, {about['cores']} cores, {about['memory_gb']} GB,"
        f" {about['system']}, Python {about['python']}, Django {about['django']}, PostgreSQL {about['postgresql']};"
        f" {run['listings']:,} listings, {run['processes']} processes of {run['threads']} threads,"
        f" {run['visitors']} visitors at a time (they run on the same cores); load before: {about['load_before']}."
        f" The {run['processes']} processes held at most {peak:,.1f} MB, what they share counted once; with the process"
        f" that starts them, which holds the pages that they have written to as they were, {altogether:,.1f} MB."
    )


def write(about: dict[str, Any], run: dict[str, Any], results: Sequence[Result]) -> None:
    document = {"machine": about, "run": run, "results": [_kept(result) for result in results]}
    RESULTS.write_text(json.dumps(document, indent=2) + "\n")


def _kept(result: Result) -> dict[str, Any]:
    """As measured, but for what nobody could measure."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(result).items()}


def write_into_page(text: str) -> None:
    """Put the table in its place in docs/performance.md."""
    page = PAGE.read_text()
    before, rest = page.split(BEGIN, 1)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END, 1)[1]}")


def missed(results: Sequence[Result]) -> list[str]:
    """
    Which goals were not met, in sentences. What was measured is compared, and not what is shown of it: nothing is
    rounded into its goal.
    """
    found = []
    for each in results:
        most = MOST_FOR_A_CHECKOUT if each.name.startswith("checkout") else MOST_FOR_A_PAGE
        is_page = not each.name.startswith("add")
        if is_page and each.statements is not None and each.statements > most:
            found.append(f"{each.name} takes {each.statements} statements; the goal is at most {most}.")
        if each.beside < (least := LEAST_BESIDE_BARE.get(each.name, 0)):
            share = round(each.beside, 4)
            found.append(f"{each.name} has {share} of the bare view's requests; the goal is at least {least}.")
        cpu, most_cpu = each.cpu_web + each.cpu_database, MOST_CPU.get(each.name)
        if most_cpu is not None and cpu > most_cpu:
            found.append(f"{each.name} costs {round(cpu, 4)} ms of CPU; the goal is at most {most_cpu}.")
    if (peak := max(each.memory_mb for each in results)) > MOST_MEMORY:
        found.append(f"The processes held {round(peak, 4)} MB together; the goal is at most {MOST_MEMORY}.")
    return found
