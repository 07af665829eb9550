"""Staff keep the tree: only admins change it, and what they type is checked."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from taxonomy.models import Category, FactDefinition
from taxonomy.tests.factories import tableware

As = Callable[[User], Client]
LIST = "/admin/taxonomy/category/"


def test_an_admin_moves_a_category_and_all_below_it(as_: As, ada: User) -> None:
    tableware()
    client = as_(ada)
    kitchen = Category.objects.get(slug="kitchen")

    client.post(f"{LIST}add/", {"name": "House", "slug": "house", "position": 0, "translations": "", "aliases": ""})
    house = Category.objects.get(slug="house")
    response = client.post(
        f"{LIST}{kitchen.pk}/change/",
        {
            "name": "Kitchen",
            "slug": "kitchen",
            "parent": house.pk,
            "position": 1,
            "translations": "id: Dapur besar",
            "aliases": "Cuisine\nKüche",
        },
    )

    assert response.status_code == 302
    kitchen.refresh_from_db()
    assert (kitchen.name_in("id"), kitchen.aliases) == ("Dapur besar", ["Cuisine", "Küche"])
    assert Category.objects.get(slug="tableware").path == "house/kitchen/tableware"


def test_what_makes_no_sense_is_refused_with_a_sentence(as_: As, ada: User) -> None:
    category = tableware()
    client = as_(ada)
    kitchen = category.parent
    assert kitchen is not None
    data = {"name": "Kitchen", "slug": "kitchen", "position": 0, "translations": "", "aliases": ""}

    loop = client.post(f"{LIST}{kitchen.pk}/change/", data | {"parent": category.pk})
    names = client.post(f"{LIST}{kitchen.pk}/change/", data | {"translations": "Dapur"})
    choices = {"choices-TOTAL_FORMS": 0, "choices-INITIAL_FORMS": 0}
    twice = client.post(
        "/admin/taxonomy/factdefinition/add/",
        {"category": category.pk, "code": "colour", "label": "x", "kind": "text", "position": 0} | choices,
    )

    assert "cannot stand within itself" in loop.content.decode()
    assert "is not a language and a name" in names.content.decode()
    assert "asks for “colour” already" in twice.content.decode()
    assert FactDefinition.objects.filter(code="colour").count() == 1
    assert Category.objects.get(slug="kitchen").parent is None


def test_others_of_the_staff_change_nothing(as_: As, rita: User) -> None:
    rita.groups.add(Group.objects.get_or_create(name=Role.MODERATOR)[0])
    tableware()

    response = as_(rita).post(f"{LIST}add/", {"name": "House", "slug": "house", "position": 0})

    assert response.status_code == 403
    assert Category.objects.count() == 2
