"""
Who is in the demo. Each signs in with "<First name> opens the door"; staff and owners of shops also with a code from
/demo/codes/.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.demo_codes import give_demo_factor
from accounts.models import User
from accounts.roles import Role
from demo_assets import catalogue
from orders.services import Address


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


# The story that README tells is played by these.
CAST = [
    Person("alice", "Alice Weber", time_zone="Europe/Berlin"),
    Person("bob", "Bob Santoso", time_zone="Asia/Jakarta"),
    Person("mallory", "Mallory Quill", time_zone="America/New_York"),
    Person("rita", "Rita Reviewer", role=Role.REVIEWER),
    Person("sena", "Sena Senior", role=Role.SENIOR_REVIEWER),
    Person("ada", "Ada Admin", role=Role.ADMIN),
    Person("jonas", "Jonas Albrecht", time_zone="Europe/Berlin"),
    Person("carol", "Carol Brandt", time_zone="Europe/Berlin"),
    Person("dewi", "Dewi Anggraini", "id", "Asia/Jakarta"),
    Person("lena", "Lena Hoffmann", time_zone="Europe/Berlin"),
    Person("sam", "Sam Okafor", time_zone="America/Chicago"),
    Person("paolo", "Paolo Reyes", time_zone="Asia/Manila"),
    Person("mei", "陈美", time_zone="Asia/Shanghai"),
    Person("omar", "Omar Haddad", time_zone="Europe/Berlin"),
]
OTHERS = [
    # Who else works here, or owns a shop.
    Person("mo", "Mo Moderator", role=Role.MODERATOR),
    Person("mira", "Mira Mediator", role=Role.MEDIATOR),
    Person("finn", "Finn Finance", role=Role.FINANCE),
    Person("abe", "Abe Admin", role=Role.ADMIN),
    Person("rudi", "Rudi Hartono", "id", "Asia/Jakarta"),
    Person("tia", "Tia Kusuma", "id", "Asia/Jakarta"),
    Person("sari", "Sari Lestari", "id", "Asia/Jakarta"),
    Person("dana", "Dana Whitfield", time_zone="America/New_York"),
    Person("vera", "Вера Соколова", time_zone="Europe/Moscow"),
    Person("lin", "林山", time_zone="Asia/Shanghai"),
    Person("maria", "Maria Dela Cruz", time_zone="Asia/Manila"),
    Person("yuki", "神谷ゆき", time_zone="Asia/Tokyo"),
    Person("priya", "Priya Rathore", time_zone="Asia/Kolkata"),
    Person("bruno", "Bruno Tavares", time_zone="America/Sao_Paulo"),
    Person("wanjiru", "Wanjiru Kamau", time_zone="Africa/Nairobi"),
    # Who else buys.
    Person("ines", "Inês Carvalho", time_zone="Europe/Lisbon"),
    Person("kenji", "小林健二", time_zone="Asia/Tokyo"),
    Person("oleg", "Олег Ветров", time_zone="Europe/Moscow"),
    Person("amara", "Amara Nwosu", time_zone="Africa/Lagos"),
    Person("maximiliane", "Maximiliane-Charlotte von Hohenfels-Bartenstein", time_zone="Europe/Vienna"),
]

ADDRESSES = {
    "alice": Address(
        full_name="Alice Weber", street="Kastanienallee 7", city="Berlin", postal_code="10435", country="DE"
    ),
    "dewi": Address(
        full_name="Dewi Anggraini", street="Jalan Cikini 22", city="Jakarta", postal_code="10330", country="ID"
    ),
    "lena": Address(full_name="Lena Hoffmann", street="Gerberau 9", city="Freiburg", postal_code="79098", country="DE"),
    "sam": Address(
        full_name="Sam Okafor",
        street="2400 N Clark Street",
        city="Chicago",
        region="IL",
        postal_code="60614",
        country="US",
    ),
    "mei": Address(full_name="陈美", street="剑池街道 18 号", city="龙泉", postal_code="323700", country="CN"),
    "paolo": Address(
        full_name="Paolo Reyes", street="14 Maginhawa Street", city="Quezon City", postal_code="1101", country="PH"
    ),
    "ines": Address(
        full_name="Inês Carvalho", street="Rua da Bica 31, 2.º", city="Lisboa", postal_code="1200-054", country="PT"
    ),
    "kenji": Address(
        full_name="小林健二", street="中崎西 3-2-8", city="大阪市北区", postal_code="530-0015", country="JP"
    ),
    "oleg": Address(
        full_name="Олег Ветров", street="улица Баумана, 40, кв. 5", city="Казань", postal_code="420111", country="RU"
    ),
    "amara": Address(
        full_name="Amara Nwosu", street="9 Adeola Odeku Street", city="Lagos", postal_code="101241", country="NG"
    ),
    "maximiliane": Address(
        full_name="Maximiliane-Charlotte von Hohenfels-Bartenstein",
        street="Obere Donaustraße 97–99, Stiege 14, Tür 203",
        city="Wien",
        postal_code="1020",
        country="AT",
    ),
}


def make_people(*, small: bool = False) -> dict[str, User]:
    """Everybody by key, with confirmed addresses."""
    people = CAST if small else CAST + OTHERS
    # And the one of a seller who was suspended before they offered anything.
    owners = {shop.owner for shop in catalogue.shops()} | {"omar"}
    # Hashing a password is slow by design, and lets other threads work meanwhile.
    with ThreadPoolExecutor() as threads:
        hashes = list(threads.map(make_password, [person.password for person in people]))
    with transaction.atomic():
        made = {person.key: _make(person, password) for person, password in zip(people, hashes, strict=True)}
        for person in people:
            # Without one, neither the admin nor the settings of a shop would open.
            if person.role is not None or person.key in owners:
                give_demo_factor(made[person.key])
    return made


def _make(person: Person, password: str) -> User:
    user = User.objects.create_user(
        person.email,
        name=person.name,
        language=person.language,
        time_zone=person.time_zone,
        is_staff=person.role is not None,
    )
    user.password = password
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.role is not None:
        user.groups.add(Group.objects.get(name=person.role))
    return user
