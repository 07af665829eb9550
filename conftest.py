"""
What every test may use.

The cast: alice buys, bob sells, carol sells next door, mallory has no business here, rita reviews applications,
ada administers the platform.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role

pytest_plugins = ["core.testing", "tests.homes"]

SHARED_DATA = Path(__file__).resolve().parent.parent / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits is followed by a flush: what migrations put into the database must come back after it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        commits = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(names)
        if commits and "django_db_serialized_rollback" not in names:
            names.append("django_db_serialized_rollback")


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
    return rita


@pytest.fixture
def ada(db: None) -> User:
    return person("Ada", is_staff=True, is_superuser=True)
