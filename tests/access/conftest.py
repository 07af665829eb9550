"""One world for all of these tests: built once, in a transaction that is rolled back after the last of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.access.knocking import undone
from tests.access.world import World, build_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """pytest-django makes tables for marked tests only: one of these that is run alone would find none."""
    for item in items:
        if "world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="package")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {"MEDIA_ROOT": tmp_path_factory.mktemp("media"), "PRIVATE_ROOT": tmp_path_factory.mktemp("private")}


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, folders: dict[str, Path]) -> Iterator[World]:
    with django_db_blocker.unblock(), override_settings(**folders), undone():
        yield build_world()


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, folders: dict[str, Path]) -> None:
    """The folders in which the world keeps its files, instead of new ones for each test."""
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = folders["MEDIA_ROOT"], folders["PRIVATE_ROOT"]


@pytest.fixture(autouse=True)
def _market_in_earnest(settings: Any) -> None:
    """Not the demo, which shows its mails to everybody; and limits on guessing start anew."""
    settings.DEMO = False
    settings.API_LIMITS = {who: dict.fromkeys(limits, 10_000) for who, limits in settings.API_LIMITS.items()}
    cache.clear()


@pytest.fixture(autouse=True)
def _papers_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not laid out: that takes seconds, and words in a PDF are hard to find."""
    monkeypatch.setattr("orders.downloads.print_paper", lambda html: html.encode())
