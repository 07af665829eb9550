"""
Both homes: a test marked `postgres` runs only in the server home, one marked `embedded` only in the other.

A pytest plugin. `make test` runs all tests in each home; plain `pytest` runs them in the embedded one.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from marketplace.cache import ask_again


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The matrix builds one world for all its rows: before a test that commits has emptied the database.
    items.sort(key=lambda item: not item.nodeid.startswith("tests/access/"))
    is_ours = is_for_embedded if settings.ENV.embedded else is_for_server
    if there := [item for item in items if not is_ours(item)]:
        config.hook.pytest_deselected(items=there)
        items[:] = [item for item in items if is_ours(item)]


def is_for_embedded(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def is_for_server(item: pytest.Item) -> bool:
    """What touches neither database nor processes is the same in both homes: it has run in the other one."""
    names = set(getattr(item, "fixturenames", []))
    touches = {"db", "transactional_db", "live_server"} & names
    is_marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "processes"))
    is_between = item.nodeid.startswith(("tests/faults/", "tests/access/"))
    return item.get_closest_marker("embedded") is None and bool(touches or is_marked or is_between)


def pytest_report_header() -> str:
    return f"home: {'embedded (SQLite)' if settings.ENV.embedded else 'server (PostgreSQL, Redis)'}"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test counted must not throttle the next."""
    ask_again()
    cache.clear()
