from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import with_second_factor
from sellers import services
from sellers.models import Membership, Shop, ShopRole
from sellers.tests.factories import a_person, open_shop
from sellers.tests.fixtures import As, CountQueries
from sellers.tests.test_team import a_member, confirmed, invite, role_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob))


def url(name: str, shop: Shop, **where: str) -> str:
    return reverse(f"sellers:{name}", kwargs={"shop": shop.slug, **where})


def test_the_owner_invites_from_the_page_and_the_invited_joins(as_: As, shop: Shop, bob: User, alice: User) -> None:
    sent = as_(bob).post(url("team", shop), {"email": confirmed(alice).email, "role": "fulfilment"}, follow=True)
    assert "Waiting for an answer" in sent.text

    theirs = as_(alice)
    page = theirs.get(reverse("sellers:invitations")).text
    assert "Bob asks you to work in this shop of PT Tanah Liat Nusantara, as: fulfilment." in " ".join(page.split())
    number = shop.invitations.get().number
    answer = theirs.post(reverse("sellers:accept_invitation", kwargs={"number": number}))

    assert answer.headers["Location"] == reverse("storefront:desk", kwargs={"shop": shop.slug})
    assert role_of(shop, alice) == ShopRole.FULFILMENT
    assert "Joined as fulfilment" in as_(bob).get(url("team", shop)).text


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(as_: As, shop: Shop, bob: User) -> None:
    invite(shop, bob, "twice@example.com")

    page = as_(bob).post(url("team", shop), {"email": "twice@example.com", "role": "finance"}).text

    assert "This address has an invitation that waits for an answer." in page
    assert 'value="twice@example.com"' in page


@pytest.mark.parametrize("email", ["<script>alert(1)</script>@example.com", "no address", "a\x00@b.example"])
def test_what_is_no_address_is_refused_and_stays_text(as_: As, shop: Shop, bob: User, email: str) -> None:
    page = as_(bob).post(url("team", shop), {"email": email, "role": "finance"}).text

    assert email not in page or "<" not in email
    assert not shop.invitations.exists()


def test_a_member_without_say_sees_names_but_no_addresses(as_: As, shop: Shop, bob: User) -> None:
    member = a_member(shop, ShopRole.CATALOGUE)
    invite(shop, bob, "secret@example.com")

    page = as_(member.user).get(url("team", shop)).text

    assert "Bob" in page
    assert bob.email not in page
    assert "secret@example.com" not in page
    assert "Invite somebody" not in page
    assert "Leave the shop" in page


def test_an_owner_without_a_second_factor_is_asked_to_set_one_up(as_: As, carol: User) -> None:
    shop = open_shop(carol, name="Next door")

    answers = [as_(carol).get(url("team", shop)), as_(carol).post(url("team", shop), {"email": "x@example.com"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert not shop.invitations.exists()


def test_a_member_without_say_changes_nothing(as_: As, shop: Shop, bob: User) -> None:
    client, other = as_(a_member(shop, ShopRole.FULFILMENT).user), a_member(shop, ShopRole.FINANCE)
    invited = invite(shop, bob)

    answers = [
        client.post(url("team", shop), {"email": "x@example.com", "role": "finance"}),
        client.post(url("change_member", shop, member=other.number), {"role": "manager"}),
        client.post(url("remove_member", shop, member=other.number)),
        client.post(url("uninvite", shop, number=invited.number)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    other.refresh_from_db()
    assert (other.role, shop.invitations.pending().count()) == (ShopRole.FINANCE, 1)


def test_a_member_of_another_shop_is_not_found(as_: As, shop: Shop, bob: User, carol: User) -> None:
    elsewhere = open_shop(carol, name="Next door")
    stranger = elsewhere.memberships.get()

    answer = as_(bob).post(url("remove_member", shop, member=stranger.number))

    assert answer.status_code == 404
    assert elsewhere.memberships.count() == 1


def test_the_owner_changes_a_role_and_ends_somebodys_work(as_: As, shop: Shop, bob: User) -> None:
    client, member = as_(bob), a_member(shop, ShopRole.CATALOGUE)

    client.post(url("change_member", shop, member=member.number), {"role": "manager"})
    assert role_of(shop, member.user) == ShopRole.MANAGER
    wrong = client.post(url("change_member", shop, member=member.number), {"role": "king"}, follow=True)
    assert "Choose what they work as." in wrong.text
    gone = client.post(url("remove_member", shop, member=member.number), follow=True)
    assert "works here no longer" in gone.text
    assert role_of(shop, member.user) is None


def test_leaving(as_: As, shop: Shop, bob: User) -> None:
    member = a_member(shop, ShopRole.MANAGER).user

    assert as_(member).post(url("leave", shop)).headers["Location"] == reverse("storefront:account")
    assert role_of(shop, member) is None
    refused = as_(bob).post(url("leave", shop), follow=True)
    assert "A shop needs its owner." in refused.text


def test_nobody_answers_for_another(as_: As, shop: Shop, bob: User, alice: User, mallory: User) -> None:
    invitation = invite(shop, bob, confirmed(alice).email)
    confirmed(mallory)

    for door in ("accept_invitation", "decline_invitation"):
        answer = as_(mallory).post(reverse(f"sellers:{door}", kwargs={"number": invitation.number}))
        assert answer.status_code == 404

    assert role_of(shop, mallory) is None
    as_(alice).post(reverse("sellers:decline_invitation", kwargs={"number": invitation.number}))
    again = as_(alice).post(reverse("sellers:accept_invitation", kwargs={"number": invitation.number}), follow=True)
    assert "holds no longer" in again.text


def test_the_page_costs_the_same_for_one_as_for_many(
    as_: As, shop: Shop, bob: User, count_queries: CountQueries
) -> None:
    client = as_(bob)
    a_member(shop, ShopRole.FINANCE)
    invite(shop, bob, "first@example.com")
    cost_of_one = count_queries(lambda: client.get(url("team", shop)))
    for place in range(15):
        Membership.objects.create(shop=shop, user=a_person(), role=ShopRole.CATALOGUE)
        invite(shop, bob, f"n{place}@example.com")
        services.edit_shop(shop, by=bob, about=f"{place}", city="")

    assert count_queries(lambda: client.get(url("team", shop))) == cost_of_one


def test_the_list_of_invitations_costs_the_same_for_one_as_for_many(
    as_: As, shop: Shop, bob: User, alice: User, count_queries: CountQueries
) -> None:
    client = as_(confirmed(alice))
    invite(shop, bob, alice.email)
    cost_of_one = count_queries(lambda: client.get(reverse("sellers:invitations")))
    for place in range(5):
        invite(open_shop(name=f"Shop {place}"), Membership.objects.latest("pk").user, alice.email)

    assert count_queries(lambda: client.get(reverse("sellers:invitations"))) == cost_of_one
