"""A shop that gets another owner: asked for by a fresh session, told to those who were there before, money waits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import code_now, with_second_factor
from accounts.tests.test_step_up import ASKED, age
from core import clock
from core.audit import OPENED_FILE, key_of
from core.models import OutgoingMail, TracePerson
from notifications.models import Notification
from sellers import services
from sellers.models import Alarm, Credential, Invitation, Membership, Seller, Shop, ShopRole
from sellers.rules import PAUSE, UNTIL_LOOKED_AT
from sellers.states import SlowChange
from sellers.tests.factories import a_person, open_shop
from sellers.tests.fixtures import As, Deliver
from sellers.tests.test_slow import link
from sellers.tests.test_team import confirmed, invite, role_of
from sellers.tests.vetting_factories import a_requirement, claimed, files_of, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob), contact_email="office@tanahliat.example")


@pytest.fixture
def heir(shop: Shop) -> User:
    heir = with_second_factor(confirmed(a_person("Hana")))
    Membership.objects.create(shop=shop, user=heir, role=ShopRole.CATALOGUE)
    return heir


def handed_over(shop: Shop, former: User, heir: User) -> None:
    services.accept_invitation(invite(shop, former, heir.email, ShopRole.OWNER), by=heir)


def by_program(client: Client, url: str, body: dict[str, str] | None = None) -> Any:
    return client.post(url, body or {}, content_type="application/json", headers={"Idempotency-Key": "handing-over-1"})


# --- It changes slowly


def test_money_waits_and_says_why(shop: Shop, bob: User, heir: User) -> None:
    invitation = invite(shop, bob, heir.email, ShopRole.OWNER)
    assert Seller.objects.get().payouts_paused_until is None
    before = clock.now()

    services.accept_invitation(invitation, by=heir)

    seller = Seller.objects.get()
    assert seller.payouts_paused_until is not None
    assert before + PAUSE <= seller.payouts_paused_until <= clock.now() + PAUSE
    assert seller.payouts_paused_because == SlowChange.OWNERSHIP


def test_the_page_of_payouts_names_the_reason(as_: As, shop: Shop, bob: User, heir: User) -> None:
    handed_over(shop, bob, heir)

    assert "What changed: who owns the shop." in as_(heir).get(reverse("sellers:payouts", args=[shop.slug])).text
    told = as_(heir).get(f"/api/v1/desk/{shop.slug}/payouts/").json()
    assert (told["is_paused"], told["paused_because"]) == (True, "ownership")


def test_joining_makes_no_money_wait(shop: Shop, bob: User, alice: User) -> None:
    services.accept_invitation(invite(shop, bob, confirmed(alice).email, ShopRole.MANAGER), by=alice)

    assert Seller.objects.get().payouts_paused_until is None
    assert not OutgoingMail.objects.filter(key__startswith="sellers.slow:").exists()


def test_the_team_and_the_addresses_of_before_are_told(shop: Shop, bob: User, heir: User, deliver: Deliver) -> None:
    other = a_person("Finn")
    Membership.objects.create(shop=shop, user=other, role=ShopRole.FINANCE)

    handed_over(shop, bob, heir)
    deliver()

    told = set(Notification.objects.filter(kind="slow_change_made").values_list("user", flat=True))
    assert told == {bob.pk, heir.pk, other.pk}
    mails = OutgoingMail.objects.filter(key__startswith="sellers.slow:ownership")
    assert sorted(mails.values_list("to", flat=True)) == sorted([bob.email, "office@tanahliat.example"])
    assert {mail.subject for mail in mails} == {f"{shop.seller.legal_name}: somebody is changing who owns the shop"}
    assert heir.email not in {mail.to for mail in mails}


def test_whoever_owned_it_stops_payouts_without_a_sign_in(shop: Shop, bob: User, heir: User) -> None:
    handed_over(shop, bob, heir)

    assert Client().post(link("ownership")).status_code == 200

    assert Alarm.objects.get().about == SlowChange.OWNERSHIP
    assert Seller.objects.get().payouts_paused_until == UNTIL_LOOKED_AT


def test_a_longer_pause_stays(shop: Shop, bob: User, heir: User) -> None:
    Seller.objects.update(payouts_paused_until=UNTIL_LOOKED_AT, payouts_paused_because=SlowChange.PAYOUT_ACCOUNT)

    handed_over(shop, bob, heir)

    assert Seller.objects.get().payouts_paused_until == UNTIL_LOOKED_AT


# --- It asks again who it is


def test_the_owner_confirms_first_and_loses_nothing(as_: As, shop: Shop, bob: User, heir: User) -> None:
    url, typed = reverse("sellers:team", args=[shop.slug]), {"email": heir.email, "role": "owner"}
    browser = as_(bob)
    age(browser)

    asked = browser.post(url, typed)

    assert asked.headers["Location"] == f"{ASKED}?next={url.replace('/', '%2F')}"
    assert not Invitation.objects.exists()
    browser.post(ASKED, {"code": code_now(), "next": url})
    page = browser.get(url).text
    assert f'value="{heir.email}"' in page
    assert '<option value="owner" selected' in page
    browser.post(url, typed)
    assert Invitation.objects.get().role == ShopRole.OWNER


def test_so_does_whoever_takes_it(as_: As, shop: Shop, bob: User, heir: User) -> None:
    invitation = invite(shop, bob, heir.email, ShopRole.OWNER)
    browser, back = as_(heir), reverse("sellers:invitations")
    url = reverse("sellers:accept_invitation", args=[invitation.number])
    age(browser)

    assert browser.post(url).headers["Location"] == f"{ASKED}?next={back.replace('/', '%2F')}"

    assert role_of(shop, heir) == ShopRole.CATALOGUE
    assert browser.post(ASKED, {"code": code_now(), "next": back}).headers["Location"] == back
    browser.post(url)
    assert role_of(shop, heir) == ShopRole.OWNER


def test_inviting_to_work_here_and_joining_do_not(as_: As, shop: Shop, bob: User, alice: User) -> None:
    owner, guest = as_(bob), as_(with_second_factor(confirmed(alice)))
    for browser in (owner, guest):
        age(browser)

    owner.post(reverse("sellers:team", args=[shop.slug]), {"email": alice.email, "role": "finance"})
    guest.post(reverse("sellers:accept_invitation", args=[Invitation.objects.get().number]))

    assert role_of(shop, alice) == ShopRole.FINANCE


def test_a_program_confirms_first_too(as_: As, shop: Shop, bob: User, heir: User) -> None:
    owner, guest, door = as_(bob), as_(heir), f"/api/v1/desk/{shop.slug}/invitations/"
    for browser in (owner, guest):
        age(browser)

    refused = by_program(owner, door, {"email": heir.email, "role": "owner"})
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts.fresh_sign_in_needed")
    assert not Invitation.objects.exists()
    assert by_program(owner, door, {"email": "new@example.com", "role": "finance"}).status_code == 201

    accept = f"/api/v1/invitations/{invite(shop, bob, heir.email, ShopRole.OWNER).number}/accept/"
    refused = by_program(guest, accept)
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts.fresh_sign_in_needed")
    assert role_of(shop, heir) == ShopRole.CATALOGUE
    assert by_program(as_(heir), accept).status_code == 200
    assert role_of(shop, heir) == ShopRole.OWNER


def test_nobody_else_asks_for_it_or_takes_it(as_: As, shop: Shop, bob: User, heir: User, mallory: User) -> None:
    with_second_factor(confirmed(mallory))
    invitation = invite(shop, bob, heir.email, ShopRole.OWNER)
    asked = {"email": mallory.email, "role": "owner"}

    assert as_(mallory).post(reverse("sellers:team", args=[shop.slug]), asked).status_code == 404
    assert as_(heir).post(reverse("sellers:team", args=[shop.slug]), asked).status_code == 404
    assert by_program(as_(heir), f"/api/v1/desk/{shop.slug}/invitations/", asked).status_code == 404
    for browser in (as_(mallory), as_(bob)):
        assert browser.post(reverse("sellers:accept_invitation", args=[invitation.number])).status_code == 404
        assert by_program(browser, f"/api/v1/invitations/{invitation.number}/accept/").status_code == 404

    assert role_of(shop, bob) == ShopRole.OWNER
    assert Seller.objects.get().payouts_paused_until is None


# --- What somebody has shown of themselves stays theirs


def doors(shop: Shop, credential: Credential) -> list[str]:
    return [
        reverse(name, kwargs={"shop": shop.slug, "number": credential.number, "position": 1})
        for name in ("sellers:credential_document", "api:desk-claim-document")
    ]


def answers(browser: Client, shop: Shop, credential: Credential) -> set[int]:
    return {browser.get(door).status_code for door in doors(shop, credential)}


def test_a_former_owners_documents_are_not_handed_over(as_: As, shop: Shop, bob: User, heir: User) -> None:
    insurance = a_requirement()
    bobs = held(insurance, shop=shop)
    handed_over(shop, bob, heir)
    hanas = claimed(insurance, shop=shop, by=heir)
    new, former = as_(heir), as_(bob)

    assert answers(new, shop, bobs) == {404}
    assert answers(new, shop, hanas) == {200}
    assert answers(former, shop, bobs) == {200}
    assert answers(former, shop, hanas) == {404}

    page = reverse("sellers:credential", args=[shop.slug, insurance.code])
    for reader, own, other in ((new, hanas, bobs), (former, bobs, hanas)):
        text = reader.get(page).text
        assert doors(shop, own)[0] in text
        assert doors(shop, other)[0] not in text
    assert "A former owner sent it: only they can download it." in new.get(page).text
    assert "A former owner" not in former.get(page).text


def test_nor_is_the_document_of_the_application(as_: As, shop: Shop, bob: User, heir: User) -> None:
    handed_over(shop, bob, heir)
    number = shop.seller.application.number
    found = [reverse("sellers:document", args=[number]), f"/api/v1/applications/{number}/document/"]

    assert {as_(heir).get(door).status_code for door in found} == {404}
    assert {as_(bob).get(door).status_code for door in found} == {200}


def test_whoever_gets_it_back_finds_their_own_and_not_what_came_between(
    as_: As, shop: Shop, bob: User, heir: User
) -> None:
    insurance = a_requirement()
    bobs = held(insurance, shop=shop)
    handed_over(shop, bob, heir)
    hanas = claimed(insurance, shop=shop, by=heir)
    confirmed(bob)
    handed_over(shop, heir, bob)

    assert answers(as_(bob), shop, bobs) == {200}
    assert answers(as_(bob), shop, hanas) == {404}


def test_whoever_works_there_no_more_finds_none_of_it(as_: As, shop: Shop, bob: User, heir: User) -> None:
    bobs = held(a_requirement(), shop=shop)
    handed_over(shop, bob, heir)
    services.remove_member(shop.memberships.get(user=bob), by=heir)

    assert answers(as_(bob), shop, bobs) == {404}


def test_the_sender_stays_among_those_who_read_who_opened_it(
    as_: As, shop: Shop, bob: User, heir: User, rita: User
) -> None:
    handed_over(shop, bob, heir)
    hanas = claimed(a_requirement(), shop=shop, by=heir)
    confirmed(bob)
    handed_over(shop, heir, bob)
    [file] = files_of(hanas)

    as_(heir).get(doors(shop, hanas)[0])
    as_(rita).get(reverse("admin:sellers_application_credential_file", args=[hanas.documents.get().pk]))

    opened = TracePerson.objects.filter(trace__act=OPENED_FILE, trace__thing=key_of(file))
    for actor in (heir, rita):
        assert set(opened.filter(trace__actor=actor).values_list("person", flat=True)) == {bob.pk, heir.pk}
