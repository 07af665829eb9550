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
    elsewhere = "postgres" if settings.ENV.embedded else "embedded"
    there = [item for item in items if item.get_closest_marker(elsewhere)]
    if there:
        config.hook.pytest_deselected(items=there)
        items[:] = [item for item in items if not item.get_closest_marker(elsewhere)]


def pytest_report_header() -> str:
    return f"home: {'embedded (SQLite)' if settings.ENV.embedded else 'server (PostgreSQL, Redis)'}"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test counted must not throttle the next."""
    ask_again()
    cache.clear()
