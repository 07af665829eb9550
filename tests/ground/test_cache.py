"""The cache that all processes share, in either home."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.cache import ForgivingRedisCache, ask_again
from tests.stack import fresh_market


@pytest.mark.processes
def test_what_one_process_counts_another_one_sees(tmp_path: Path) -> None:
    with fresh_market(tmp_path) as market:
        market.run("from django.core.cache import cache; cache.set('visits', 3); cache.incr('visits')")

        assert market.run("from django.core.cache import cache; print(cache.get('visits'))") == "4\n"


@pytest.fixture
def hanging(silent_port: int) -> Iterator[ForgivingRedisCache]:
    yield ForgivingRedisCache(
        f"redis://127.0.0.1:{silent_port}/0", {"OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}}
    )
    ask_again()


def test_a_redis_that_hangs_costs_one_short_wait_and_counts_as_empty(hanging: ForgivingRedisCache) -> None:
    started = time.monotonic()
    assert hanging.get("name", "nothing") == "nothing"
    assert 0.4 < time.monotonic() - started < 2

    started = time.monotonic()
    hanging.set("name", "value")
    assert hanging.add("lock", 1) is True
    assert hanging.get_many(["name"]) == {}
    assert hanging.delete("name") is False
    assert "name" not in hanging
    with pytest.raises(ValueError, match="not found"):
        hanging.incr("name")
    assert time.monotonic() - started < 0.2
