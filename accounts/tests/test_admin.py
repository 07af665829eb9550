from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts import services
from accounts.models import User
from accounts.roles import Role
from accounts.services import CHANGE_ROLES
from accounts.tests.factors import with_second_factor
from core.models import Proposal, Trace

LIST = "/admin/accounts/user/"


@pytest.fixture
def admin(db: None) -> Any:
    """Somebody with the admin role, who is no superuser."""
    user = with_second_factor(User.objects.create_user("adam@example.com", name="Adam", is_staff=True))
    user.groups.add(Group.objects.get(name=Role.ADMIN))
    return user


def url_of(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def form_of(user: User, **changes: object) -> dict[str, object]:
    kept = {"name": user.name, "language": user.language, "time_zone": user.time_zone, "is_active": "on"}
    return {key: value for key, value in (kept | changes).items() if value}


def test_staff_sign_in_through_the_sites_own_door(client: Client, db: None) -> None:
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/?next=/admin/").headers["Location"].startswith("/accounts/login/?next=")


def test_staff_change_their_password_where_everybody_does(as_: Callable[[User], Client], ada: User) -> None:
    form = {"old_password": "Ada opens the door", "new_password1": "nine brown hedgehogs"}

    answer = as_(ada).post("/admin/password_change/", form | {"new_password2": "nine brown hedgehogs"})

    assert answer.headers["Location"] == "/accounts/password/change/"
    ada.refresh_from_db()
    assert ada.check_password("Ada opens the door")


def test_who_is_no_staff_stays_outside(as_: Callable[[User], Client], alice: User) -> None:
    assert as_(alice).get("/admin/login/").status_code == 403
    assert as_(alice).get(LIST).status_code == 302


def test_a_reviewer_does_not_see_people(as_: Callable[[User], Client], rita: User, alice: User) -> None:
    assert as_(rita).get("/admin/").status_code == 200
    assert as_(rita).get(LIST).status_code == 403
    assert as_(rita).get(url_of(alice)).status_code == 403


def roles_url(user: User) -> str:
    return reverse("admin:accounts_user_change_roles", args=[user.pk])


def another_admin() -> User:
    user = with_second_factor(User.objects.create_user("abe@example.com", name="Abe", is_staff=True))
    user.groups.add(Group.objects.get(name=Role.ADMIN))
    return user


def test_a_tick_gives_no_role(as_: Callable[[User], Client], admin: User, alice: User) -> None:
    moderators = Group.objects.get(name=Role.MODERATOR)

    as_(admin).post(url_of(alice), form_of(alice, is_staff="on", groups=[moderators.pk]))

    assert not User.objects.get(pk=alice.pk).is_staff
    assert not alice.groups.exists()


def test_two_admins_give_a_role(as_: Callable[[User], Client], admin: User, alice: User) -> None:
    assert "works here as" in as_(admin).get(roles_url(alice)).content.decode()
    as_(admin).post(roles_url(alice), {"roles": [Role.MODERATOR.value], "words": "She begins on Monday."})
    proposal = Proposal.objects.get()
    assert (proposal.asked_by, proposal.arguments) == (admin, {"roles": ["moderator"]})
    confirm = reverse("admin:core_proposal_confirm", args=[proposal.pk])

    as_(admin).post(confirm, {"words": ""})
    assert not User.objects.get(pk=alice.pk).has_role(Role.MODERATOR)

    second = as_(another_admin())
    assert "no staff" in second.get(confirm).content.decode()
    second.post(confirm, {"words": ""})
    assert User.objects.get(pk=alice.pk).has_role(Role.MODERATOR)
    assert [each.act for each in Trace.objects.about(alice).order_by("-pk")[:2]] == ["core.confirmed", CHANGE_ROLES]


def test_markup_for_the_second_person_is_shown_as_text(as_: Callable[[User], Client], admin: User, alice: User) -> None:
    attack = "<script>alert(1)</script>{{ 7|add:7 }}"
    as_(admin).post(roles_url(alice), {"roles": [Role.MODERATOR.value], "words": attack})
    proposal = Proposal.objects.get()

    client = as_(another_admin())
    for name in ("change", "confirm", "refuse"):
        page = client.get(reverse(f"admin:core_proposal_{name}", args=[proposal.pk])).content.decode()
        assert attack not in page
        assert escape(attack) in page


def test_a_proposal_is_shown_in_words(as_: Callable[[User], Client], admin: User, ada: User, alice: User) -> None:
    proposal = services.propose_roles(alice, roles=["moderator"], by=admin, because="She begins.")

    page = as_(ada).get(reverse("admin:core_proposal_change", args=[proposal.pk])).content.decode()

    assert "waits for a second person" in page
    for raw in (escape(str((proposal.status, ""))[:12]), proposal.thing, proposal.kind):
        assert raw not in page


def test_a_reviewer_neither_reads_nor_confirms_what_is_about_roles(
    as_: Callable[[User], Client], admin: User, rita: User, alice: User
) -> None:
    proposal = services.propose_roles(alice, roles=["moderator"], by=admin, because="She begins.")
    client = as_(rita)

    assert "Change the staff roles" not in client.get("/admin/core/proposal/").content.decode()
    for page in ("confirm", "refuse"):
        assert (
            client.post(reverse(f"admin:core_proposal_{page}", args=[proposal.pk]), {"words": "x"}).status_code == 404
        )
    assert client.get(roles_url(alice)).status_code == 403
    assert Proposal.objects.get().status == "proposed"


def test_who_is_active_again_comes_back_without_roles(as_: Callable[[User], Client], admin: User, rita: User) -> None:
    as_(admin).post(url_of(rita), form_of(rita, is_active=""))
    rita.refresh_from_db()
    assert (rita.is_active, rita.is_staff) == (False, True)

    as_(admin).post(url_of(rita), form_of(rita))

    rita.refresh_from_db()
    assert (rita.is_active, rita.is_staff, rita.groups.count()) == (True, False, 0)


def test_an_admin_makes_no_superuser_and_touches_none(
    as_: Callable[[User], Client], admin: User, alice: User, ada: User
) -> None:
    as_(admin).post(url_of(alice), form_of(alice, is_superuser="on"))
    as_(admin).post(url_of(ada), form_of(ada, is_active=""))

    alice.refresh_from_db()
    ada.refresh_from_db()
    assert not alice.is_superuser
    assert ada.is_active


def test_an_admin_cannot_change_an_address_or_a_password(as_: Callable[[User], Client], ada: User, alice: User) -> None:
    as_(ada).post(url_of(alice), form_of(alice, email="mine@example.com", password="x"))

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    assert alice.check_password("Alice opens the door")
    assert as_(ada).get(f"{LIST}{alice.pk}/password/").status_code in {302, 404}


def test_a_new_person_has_no_password(as_: Callable[[User], Client], ada: User) -> None:
    as_(ada).post(f"{LIST}add/", {"email": "New@Example.com", "name": "New"})

    assert not User.objects.get(email="new@example.com").has_usable_password()


def test_nobody_is_deleted(as_: Callable[[User], Client], ada: User, alice: User) -> None:
    assert as_(ada).post(f"{LIST}{alice.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


def test_the_list_costs_the_same_for_one_person_as_for_ten(
    as_: Callable[[User], Client], ada: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(ada)
    client.get(LIST)
    cost = count_queries(lambda: client.get(LIST))
    for number in range(9):
        User.objects.create_user(f"person{number}@example.com")
    assert count_queries(lambda: client.get(LIST)) == cost
