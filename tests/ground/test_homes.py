"""What each home promises about its database, its secrets and its clock."""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection

from marketplace.keys import kept_secret, new_secret_key
from marketplace.schedule import schedule

APPS = ("catalog", "core", "marketplace", "orders", "payments", "reviews", "sellers")


def answer(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


@pytest.mark.embedded
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", "1"), ("synchronous", "1"), ("busy_timeout", "20000")],
)
def test_sqlite_is_set_up_for_several_processes(pragma: str, value: str) -> None:
    assert answer(f"PRAGMA {pragma}") == value


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("lock_timeout", "10s"), ("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "1min")],
)
def test_postgresql_waits_for_nobody_for_long(name: str, value: str) -> None:
    assert answer(f"SHOW {name}") == value


def test_a_secret_is_made_once_whoever_asks_first(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret"

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: kept_secret(path, new_secret_key), range(32)))

    assert len(found) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret"]


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "real"])
def test_everything_in_the_schedule_exists(demo: bool) -> None:
    for entry in schedule(demo=demo).values():
        importlib.import_module(entry["task"].rpartition(".")[0])
        assert entry["task"] in current_app.tasks


def test_only_the_demo_moves_parcels_by_itself() -> None:
    assert set(schedule(demo=True)) - set(schedule(demo=False)) == {"move parcels"}


def test_whatever_is_to_happen_by_itself_stands_in_the_schedule() -> None:
    """A sweep that nobody turns warns nobody, ends nothing and deletes nothing; no other test would notice."""
    for app in APPS:
        importlib.import_module(f"{app}.tasks")
    tasks = {name for name in current_app.tasks if name.partition(".")[0] in APPS}

    assert tasks - {entry["task"] for entry in schedule(demo=True).values()} == set()
