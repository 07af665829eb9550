"""
What every test may use.

The cast: alice buys, bob sells, carol sells next door, mallory has no business here, rita reviews applications,
ada administers the platform. Those two have a second factor, as whoever works here must.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor

pytest_plugins = ["core.testing", "tests.homes"]

SHARED_DATA = Path(__file__).resolve().parent.parent / "shared" / "data"

# The market's modules and thousands of collected tests stay to the end: the collector, which would walk through them
# again and again (a sixth of all the time), sets them aside and comes more rarely.
gc.set_threshold(100_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits is followed by a flush: what migrations put into the database must come back after it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        commits = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(names)
        if commits:
            # A marker, not only the fixture's name: where there is one, pytest-django looks at nothing else when it
            # decides whether to keep a copy of the new database.
            wanted = dict(marker.kwargs if marker else {}) | {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**wanted), append=False)
            names.insert(0, "_emptied_before_the_first_commit")


@pytest.fixture(scope="session")
def _emptied_before_the_first_commit(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The copy is written into empty tables: rows that are there already would be updated, and some may never be."""
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)


@pytest.fixture
def shared_data() -> Path:
    """Real catalogues and hostile input that lie beside the project; a clean clone may have none of it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data is not there")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings) -> None:
    """No test writes into the market's own stores."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


def person(name: str, *, is_staff: bool = False, is_superuser: bool = False) -> User:
    """Somebody with an account; their password is "<Name> opens the door"."""
    return User.objects.create_user(
        f"{name.lower()}@example.com",
        password=f"{name} opens the door",
        name=name,
        is_staff=is_staff,
        is_superuser=is_superuser,
    )


@pytest.fixture
def alice(db: None) -> User:
    return person("Alice")


@pytest.fixture
def bob(db: None) -> User:
    return person("Bob")


@pytest.fixture
def carol(db: None) -> User:
    return person("Carol")


@pytest.fixture
def mallory(db: None) -> User:
    return person("Mallory")


@pytest.fixture
def rita(db: None) -> User:
    rita = person("Rita", is_staff=True)
    rita.groups.add(Group.objects.get(name=Role.REVIEWER))
    return with_second_factor(rita)


@pytest.fixture
def ada(db: None) -> User:
    return with_second_factor(person("Ada", is_staff=True, is_superuser=True))
