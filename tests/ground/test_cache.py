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


# Each call is a process of its own; a session is no part of what they share here.
GUESS = """
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
for ip, *passwords in {guesses!r}:
    client = Client()
    for password in passwords:
        client.post("/accounts/login/", {{"login": "alice@example.com", "password": password}}, REMOTE_ADDR=ip)
    print("in" if "_auth_user_id" in client.session else "out")
"""
MAKE_ALICE = """
from allauth.account.models import EmailAddress
from accounts.models import User
alice = User.objects.create_user("alice@example.com", password="Alice opens the door")
EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
"""


@pytest.mark.processes
def test_guesses_in_two_processes_count_together(tmp_path: Path) -> None:
    """Five wrong passwords for one address close it for a while, wherever they were tried."""
    with fresh_market(tmp_path) as market:

        def guess(*guesses: tuple[str, ...], before: str = "") -> list[str]:
            """Whether somebody at this address is in after these passwords."""
            return market.run(before + GUESS.format(guesses=guesses)).split()[-len(guesses) :]

        assert guess(("192.0.2.1", "one", "two"), before=MAKE_ALICE) == ["out"]
        assert guess(("192.0.2.2", "Alice opens the door"), ("192.0.2.3", "three", "four", "five", "six")) == [
            "in",
            "out",
        ]
        assert guess(("192.0.2.4", "seven"), ("192.0.2.5", "Alice opens the door")) == ["out", "out"]


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
