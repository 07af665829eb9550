"""Whoever must have a second factor and has none: no page of the admin opens, whatever their role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.middleware import ALWAYS_OPEN
from accounts.models import User
from accounts.tests.factors import with_second_factor
from tests.access.knocking import every_url, knocked, undone
from tests.access.test_admin import ACTS, DESKS, names_in_the_admin
from tests.access.world import World

ASKED = "/account/second-factor/"


def addresses() -> Iterator[str]:
    """Every address of the admin, with a row of its model where it asks for one."""
    for name, _route, arguments in every_url():
        space, _colon, rest = name.partition(":")
        if space != "admin" or not rest or name in ALWAYS_OPEN:
            continue
        label = next((label for label in DESKS if rest.startswith(f"{label.replace('.', '_')}_")), "")
        yield reverse(name, kwargs={argument: _given(argument, label) for argument in arguments})


def _given(argument: str, label: str) -> object:
    if label and argument in ("object_id", "pk"):
        model: type[models.Model] = apps.get_model(label)
        return getattr(model._default_manager.order_by("-pk").first(), "pk", 1)
    return {"app_label": "sellers", "content_type_id": 1, "object_id": 1, "url": "nothing"}[argument]


@pytest.fixture
def bare(world: World) -> Iterator[User]:
    """Somebody with every right of the staff, and only a password."""
    with undone():
        yield User.objects.create_superuser("bare@example.com", "open sesame 123", name="Bare")


def test_no_page_of_the_admin_opens_to_staff_without_one(bare: User) -> None:
    browser = Client()
    browser.force_login(bare)
    wrong = []
    pages = list(addresses())
    for url in pages:
        for method in ("get", "post"):
            answer = knocked(lambda browser: getattr(browser, method)(url), browser)  # noqa: B023
            if answer.said != 302 or answer.words or answer.wrote:
                wrong.append(f"{method} {url}: {answer.said}, wrote to {sorted(answer.wrote)}")

    assert not wrong
    assert len(pages) >= len(ACTS) + len(DESKS) * 5
    assert len(set(names_in_the_admin())) - len(pages) <= len(ALWAYS_OPEN)
    assert browser.get("/admin/sellers/application/").headers["Location"] == ASKED


def test_nor_to_a_session_that_never_showed_it(bare: User) -> None:
    browser = Client()
    browser.force_login(bare)
    with_second_factor(bare)

    assert browser.get("/admin/").headers["Location"] == ASKED
    assert "signed in here without your second factor" in browser.get(ASKED).text

    browser.force_login(bare)
    assert browser.get("/admin/").status_code == 200


def test_buying_stays_open_to_them(bare: User) -> None:
    browser = Client()
    browser.force_login(bare)

    for path in ("/", "/basket/", "/account/", "/orders/", "/inbox/", "/account/settings/"):
        assert browser.get(path).status_code == 200, path
