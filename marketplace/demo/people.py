"""Who is in the demo. Each signs in with "<First name> opens the door"."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    language: str = "en"
    time_zone: str = "UTC"
    role: Role | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@example.com"

    @property
    def password(self) -> str:
        return f"{self.key.capitalize()} opens the door"


PEOPLE = [
    Person("alice", "Alice Weber", time_zone="Europe/Berlin"),
    Person("bob", "Bob Santoso", time_zone="Asia/Jakarta"),
    Person("mallory", "Mallory Quill", time_zone="America/New_York"),
    Person("rita", "Rita Reviewer", role=Role.REVIEWER),
    Person("ada", "Ada Admin", role=Role.ADMIN),
    # Who else owns a shop.
    Person("sari", "Sari Lestari", "id", "Asia/Jakarta"),
    Person("jonas", "Jonas Albrecht", time_zone="Europe/Berlin"),
    Person("carol", "Carol Brandt", time_zone="Europe/Berlin"),
    Person("dana", "Dana Whitfield", time_zone="America/New_York"),
    Person("vera", "Вера Морозова", time_zone="Europe/Moscow"),
    # Who else buys, or applies.
    Person("dewi", "Dewi Anggraini", "id", "Asia/Jakarta"),
    Person("lena", "Lena Hoffmann", time_zone="Europe/Berlin"),
    Person("sam", "Sam Okafor", time_zone="America/Chicago"),
    Person("paolo", "Paolo Reyes", time_zone="Asia/Manila"),
    Person("mei", "陈美", time_zone="Asia/Shanghai"),
]


def make_people() -> dict[str, User]:
    """Everybody by key, with confirmed addresses."""
    return {person.key: _make(person) for person in PEOPLE}


def _make(person: Person) -> User:
    user = User.objects.create_user(
        person.email,
        password=person.password,
        name=person.name,
        language=person.language,
        time_zone=person.time_zone,
        is_staff=person.role is not None,
        is_superuser=person.role == Role.ADMIN,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.role is not None:
        user.groups.add(Group.objects.get(name=person.role))
    return user
