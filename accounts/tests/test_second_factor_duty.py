"""Who cannot do without a second factor, and what they meet."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from accounts.rules import Duty, Factor, may_enter, may_take_away
from accounts.second_factor import duties_of
from accounts.tests.doors import MANAGE, WHY, As, code_for, confirm, sign_in
from accounts.tests.factors import code_now, with_second_factor
from sellers.models import Membership
from sellers.states import ShopRole
from sellers.tests.factories import a_person, open_shop

# --- The rules


@pytest.mark.parametrize(
    ("duties", "factor", "opens"),
    [
        (set(), Factor.NONE, True),
        (set(), Factor.NOT_SHOWN, True),
        ({Duty.STAFF}, Factor.NONE, False),
        ({Duty.STAFF}, Factor.NOT_SHOWN, False),
        ({Duty.STAFF}, Factor.SHOWN, True),
        ({Duty.MONEY}, Factor.NONE, False),
        ({Duty.MONEY}, Factor.NOT_SHOWN, False),
        ({Duty.MONEY, Duty.STAFF}, Factor.SHOWN, True),
    ],
)
def test_who_may_enter(duties: set[Duty], factor: Factor, opens: bool) -> None:
    verdict = may_enter(duties=duties, factor=factor)

    assert bool(verdict) == opens
    assert opens or str(verdict.reason)


@pytest.mark.parametrize(
    ("duties", "others", "allowed"),
    [(set(), 0, True), ({Duty.STAFF}, 0, False), ({Duty.MONEY}, 0, False), ({Duty.STAFF}, 1, True)],
)
def test_who_may_give_one_up(duties: set[Duty], others: int, allowed: bool) -> None:
    assert bool(may_take_away(duties=duties, others=others)) == allowed


@pytest.mark.parametrize("role", list(ShopRole))
def test_owners_and_who_keeps_the_books_must_have_one(bob: User, role: ShopRole) -> None:
    shop, worker = open_shop(bob), bob
    if role != ShopRole.OWNER:
        worker = a_person()
        Membership.objects.create(shop=shop, user=worker, role=role)

    must = {ShopRole.OWNER, ShopRole.FINANCE}
    assert duties_of(worker) == ({Duty.MONEY} if role in must else set())


# --- The pages


# In earnest, since allauth tells of what was set up once that is committed.
@pytest.mark.django_db(transaction=True)
def test_staff_are_sent_to_the_page_that_says_why_and_come_back(client: Client, rita: User) -> None:
    Authenticator.objects.all().delete()
    confirm(rita)
    sign_in(client, rita)

    assert client.get("/admin/sellers/application/").headers["Location"] == WHY
    page = client.get(WHY).text
    assert "A password alone can be stolen" in page
    assert f"{MANAGE}webauthn/add/" in page

    secret = client.get(f"{MANAGE}totp/activate/").context["form"].secret
    client.post(f"{MANAGE}totp/activate/", {"code": code_for(secret)})
    assert 'href="/admin/sellers/application/"' in client.get(f"{MANAGE}recovery-codes/").text
    assert client.get("/admin/sellers/application/").status_code == 200


def test_an_owner_meets_a_friendly_page_and_goes_on_selling(as_: As, bob: User) -> None:
    shop = open_shop(bob)
    client = as_(bob)
    settings = f"/desk/{shop.slug}/settings/"

    assert client.get(settings).headers["Location"] == WHY
    assert "You keep a shop" in client.get(WHY).text
    for path in (f"/desk/{shop.slug}/", f"/desk/{shop.slug}/orders/", f"/desk/{shop.slug}/listings/", "/account/"):
        assert client.get(path).status_code == 200, path
    assert client.post(f"{settings}away/").status_code == 302
    shop.refresh_from_db()
    assert shop.status == "away"

    with_second_factor(bob)
    client.force_login(bob)
    assert client.get(settings).status_code == 200


def test_a_session_from_before_shows_it_once_and_goes_on(as_: As, rita: User) -> None:
    Authenticator.objects.all().delete()
    client = as_(rita)
    with_second_factor(rita)
    assert client.get("/admin/").headers["Location"] == WHY
    assert f'href="{MANAGE}reauthenticate/?next={WHY}"' in client.get(WHY).text

    client.post(f"{MANAGE}reauthenticate/", {"code": code_now(), "next": WHY})

    assert client.get(WHY).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_what_was_shown_with_a_lost_one_counts_no_longer(as_: As, rita: User) -> None:
    client = as_(rita)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=rita).delete()
    with_second_factor(rita)

    assert client.get("/admin/").headers["Location"] == WHY


def test_who_needs_none_is_not_asked(as_: As, alice: User) -> None:
    assert as_(alice).get(WHY).headers["Location"] == MANAGE
