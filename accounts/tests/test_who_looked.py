"""The page on which people read who of the staff looked at what is theirs, and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.staff import CHANGED, ForRoles
from accounts.tests.factors import with_second_factor
from core.audit import LISTED, LOOKED, READ_HISTORY, key_of, record, staff_number
from core.models import Trace

LIST = "/admin/accounts/user/"
As = Callable[[User], Client]


@pytest.fixture
def adam(db: None) -> User:
    user = with_second_factor(User.objects.create_user("adam@example.com", name="Adam", is_staff=True))
    user.groups.add(Group.objects.get(name=Role.ADMIN))
    return user


def page_of(client: Client) -> str:
    return client.get(reverse("accounts:who_looked")).content.decode()


def test_a_page_of_somebody_is_a_row_that_they_may_read(as_: As, adam: User, alice: User, mallory: User) -> None:
    as_(adam).get(f"{LIST}{alice.pk}/change/")

    (trace,) = Trace.objects.all()
    assert (trace.actor, trace.role, trace.act, trace.thing) == (adam, "admin", LOOKED, key_of(alice))
    mine = page_of(as_(alice))
    assert f"admin {staff_number(adam.pk)}" in mine
    assert "To look after accounts and roles." in mine
    assert "Adam" not in mine
    assert staff_number(adam.pk) not in page_of(as_(mallory))


def test_a_list_is_one_row_however_many_it_shows(as_: As, adam: User, alice: User, bob: User) -> None:
    as_(adam).get(LIST)

    (trace,) = Trace.objects.all()
    assert (trace.act, trace.thing) == (LISTED, "accounts.user")
    assert not Trace.objects.about(alice).exists()


def test_history_and_changes_are_on_record(as_: As, adam: User, alice: User) -> None:
    client = as_(adam)
    client.get(f"{LIST}{alice.pk}/history/")
    client.post(f"{LIST}{alice.pk}/change/", {"name": "A.", "language": "en", "time_zone": "UTC", "is_active": "on"})

    assert set(Trace.objects.about(alice).values_list("act", flat=True)) == {READ_HISTORY, CHANGED}


def test_suggestions_while_typing_are_a_look_too(as_: As, adam: User, alice: User) -> None:
    adam.groups.add(Group.objects.get(name=Role.REVIEWER))
    field = {"app_label": "sellers", "model_name": "application", "field_name": "applicant"}

    answer = as_(adam).get("/admin/autocomplete/", {"term": "alice", **field})

    assert "Alice" in answer.content.decode()
    assert [trace.act for trace in Trace.objects.all()] == [LISTED]


def test_who_may_not_look_leaves_no_trace(as_: As, rita: User, alice: User) -> None:
    client = as_(rita)
    for url in (LIST, f"{LIST}{alice.pk}/change/", f"{LIST}{alice.pk}/history/"):
        assert client.get(url).status_code == 403
    assert not Trace.objects.exists()


def test_the_trail_is_found_by_role_and_by_act(as_: As, adam: User, alice: User) -> None:
    record(CHANGED, by=adam, role="admin", thing=alice, because="To see.")
    record(LOOKED, by=adam, role="finance", thing=alice, because="To see.")
    client = as_(adam)

    def found(**asked: str) -> set[str]:
        return {trace.act for trace in client.get("/admin/core/trace/", asked).context["cl"].result_list}

    assert found() == {CHANGED, LOOKED}
    assert found(role="finance") == found(act=LOOKED) == {LOOKED}
    page = client.get("/admin/core/trace/").content.decode()
    assert "opened the page" in page
    assert f"{User._meta.verbose_name} {alice.pk}" in page


def test_the_page_costs_the_same_for_one_row_as_for_fifty(
    as_: As, adam: User, alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(alice)
    for rows in (1, 49):
        for _ in range(rows):
            record(LOOKED, by=adam, role="admin", thing=alice, about=[alice.pk], because="To see.")
        page_of(client)
        if rows == 1:
            cost = count_queries(lambda: page_of(client))
    assert count_queries(lambda: page_of(client)) == cost


def test_nobody_reads_it_without_signing_in(client: Client, db: None) -> None:
    assert client.get(reverse("accounts:who_looked")).status_code == 302


def test_every_desk_says_what_its_looks_are_for() -> None:
    """Whatever a new page of the admin forgets to say would stand in front of people as if it were nothing."""
    desks = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}

    assert [label for label, desk in desks.items() if not isinstance(desk, ForRoles)] == []
    assert [label for label, desk in desks.items() if "looks_are_for" not in said_by(type(desk))] == []


def said_by(desk: type) -> set[str]:
    return {name for each in desk.__mro__ if each is not ForRoles for name in vars(each)}
