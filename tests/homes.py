"""
Both homes: a test marked `postgres` runs only in the server home, one marked `embedded` only in the other.

A pytest plugin. `make test` runs all tests in the embedded home, and in the server home all but the doors: of those
(pages, admin, API, access matrix, hostile input), which say the same over any database, a fixed fourth. `make soak`
runs them all, and so does plain `pytest`, in the home in which it is started.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from marketplace.cache import ask_again

DOORS = re.compile(r"/test_(\w*page\w*|admin|\w*door\w*|\w*hostile\w*)\.py::|^tests/(access|api|hostile)/|/tests/api/")
ONE_IN = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sample-doors", action="store_true", help="of tests of pages, admin and access only a fourth")
    parser.addoption("--part", default="1/1", help="only these files' tests: 2/3 is the second of three parts")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files of other parts are not even read, unless somebody asked for them by name."""
    is_named = any(argument.partition("::")[0].endswith(".py") for argument in config.args)
    if is_named or collection_path.is_dir():
        return None
    return None if is_in_part(collection_path.relative_to(config.rootpath).as_posix(), config) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The matrix builds one world for all its rows: before a test that commits has emptied the database.
    items.sort(key=lambda item: not item.nodeid.startswith("tests/access/"))
    is_ours = is_for_embedded if settings.ENV.embedded else is_for_server
    ours = [item for item in items if is_ours(item)]
    if config.getoption("--sample-doors"):
        ours = [item for item in ours if not is_door(item) or is_drawn(item)]
    ours = [item for item in ours if is_in_part(item.nodeid.split("::")[0], config)]
    chosen = set(ours)
    if elsewhere := [item for item in items if item not in chosen]:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = ours


def is_in_part(path: str, config: pytest.Config) -> bool:
    # By files, since their tests share what is costly to make; and not with xdist, which would mix tests that commit
    # with those that need what migrations have written.
    part, parts = map(int, config.getoption("--part").split("/"))
    return zlib.crc32(path.encode()) % parts == part - 1


def is_for_embedded(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def is_for_server(item: pytest.Item) -> bool:
    """What touches neither database nor processes is the same in both homes: it has run in the other one."""
    names = set(getattr(item, "fixturenames", []))
    touches = {"db", "transactional_db", "live_server"} & names
    is_marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "processes"))
    is_between = item.nodeid.startswith(("tests/faults/", "tests/access/"))
    return item.get_closest_marker("embedded") is None and bool(touches or is_marked or is_between)


def is_door(item: pytest.Item) -> bool:
    return bool(DOORS.search(item.nodeid)) and item.get_closest_marker("postgres") is None


def is_drawn(item: pytest.Item) -> bool:
    """The same fourth every time, whatever else is collected."""
    return zlib.crc32(item.nodeid.encode()) % ONE_IN == 0


def pytest_report_header() -> str:
    return f"home: {'embedded (SQLite)' if settings.ENV.embedded else 'server (PostgreSQL, Redis)'}"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test counted must not throttle the next."""
    ask_again()
    cache.clear()
