"""What machines are told when they ask whether the market lives and works."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from marketplace import health
from marketplace.env import read_environment


@pytest.fixture(autouse=True)
def _nothing_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_asked", {})
    monkeypatch.setattr(health, "_migrations_are_in", False)


def test_a_process_that_answers_is_alive(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db(transaction=True)
def test_a_market_with_all_it_needs_is_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "broker", lambda: "")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "problems": {}})


@pytest.mark.parametrize("name", ["database", "migrations", "broker"])
def test_whatever_is_missing_is_named(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for each in health.CHECKS:
        monkeypatch.setitem(health.CHECKS, each, lambda: "")
    monkeypatch.setitem(health.CHECKS, name, lambda: "does not answer (OSError)")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "problems": {name: "does not answer (OSError)"}}


def test_a_check_that_breaks_is_a_problem_and_no_error_page() -> None:
    def broken() -> str:
        raise RuntimeError("alice@example.com")

    assert health.problems({"database": broken}) == {"database": "failed (RuntimeError)"}


def test_a_check_that_hangs_is_answered_in_time_and_not_asked_twice() -> None:
    release, asked = Event(), []

    def hanging() -> str:
        asked.append(1)
        release.wait(30)
        return ""

    try:
        started = time.monotonic()
        for _ in range(3):
            assert health.problems({"broker": hanging}, within=0.2) == {"broker": "did not answer in time"}
        assert time.monotonic() - started < 2
        assert len(asked) == 1
    finally:
        release.set()


def test_a_redis_that_hangs_is_said_to(settings: Settings, silent_port: int) -> None:
    address = f"redis://127.0.0.1:{silent_port}/0"
    settings.ENV = read_environment({"DATABASE_URL": "postgresql://localhost/market", "REDIS_URL": address})

    started = time.monotonic()
    found = health.problems({"broker": health.broker})

    assert found == {"broker": "does not answer (TimeoutError)"}
    assert time.monotonic() - started < health.ANSWERS_WITHIN + 1


def test_a_database_that_refuses_is_said_to_without_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Mock()
    refusing.cursor.side_effect = OperationalError("connection to alice@db.example refused")
    monkeypatch.setattr(health, "connection", refusing)

    assert health.problems({"database": health.database}) == {"database": "does not answer (OperationalError)"}


@pytest.mark.embedded
def test_a_folder_that_takes_no_message_is_said_to(settings: Settings, tmp_path: Path) -> None:
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "gone")}

    assert health.problems({"broker": health.broker}) == {"broker": "does not answer (FileNotFoundError)"}


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_waits_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: [object()] * 2)

    assert health.problems({"migrations": health.migrations}) == {"migrations": "2 wait to be applied"}
