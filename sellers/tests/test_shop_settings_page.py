import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import with_second_factor
from sellers.models import Membership, Shop, ShopRole
from sellers.services import suspend_seller
from sellers.states import ShopStatus
from sellers.tests.factories import a_person, open_shop
from sellers.tests.fixtures import As

DOORS = ["shop_settings", "shop_away", "shop_reopen", "shop_close"]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob))


def url(name: str, shop: Shop) -> str:
    return reverse(f"sellers:{name}", kwargs={"shop": shop.slug})


def test_the_owner_changes_what_the_shop_says(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)
    assert "Stoneware from Plered clay." in client.get(url("shop_settings", shop)).content.decode()

    answer = client.post(url("shop_settings", shop), {"about": "New words.", "city": "Bandung"})

    assert answer.headers["Location"] == url("shop_settings", shop)
    shop.refresh_from_db()
    assert (shop.about, shop.city) == ("New words.", "Bandung")


def test_a_manager_may_too_but_not_close_it(as_: As, shop: Shop) -> None:
    manager = a_person()
    Membership.objects.create(shop=shop, user=manager, role=ShopRole.MANAGER)
    client = as_(manager)

    page = client.get(url("shop_settings", shop)).content.decode()
    assert "Close for a while" in page
    assert "Close the shop" not in page
    assert client.post(url("shop_away", shop)).status_code == 302
    assert client.post(url("shop_close", shop), {"name": shop.name}).status_code == 404

    shop.refresh_from_db()
    assert shop.status == ShopStatus.AWAY


def test_away_and_back(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)

    client.post(url("shop_away", shop))
    assert "Reopen the shop" in client.get(url("shop_settings", shop)).content.decode()
    second = client.post(url("shop_away", shop), follow=True)
    assert "has changed in the meantime" in second.content.decode()
    client.post(url("shop_reopen", shop))

    shop.refresh_from_db()
    assert shop.status == ShopStatus.OPEN


def test_closing_asks_for_the_name(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)

    refused = client.post(url("shop_close", shop), {"name": "Tanah"})
    shop.refresh_from_db()
    assert "This is not the name of the shop." in refused.content.decode()
    assert shop.status == ShopStatus.OPEN

    client.post(url("shop_close", shop), {"name": "Tanah Liat"})
    shop.refresh_from_db()
    assert shop.status == ShopStatus.CLOSED
    assert client.get(url("shop_settings", shop)).status_code == 200
    again = client.post(url("shop_settings", shop), {"about": "Still here", "city": ""})
    assert "closed for good" in again.content.decode()


def test_a_suspended_seller_reads_why(as_: As, bob: User, rita: User, shop: Shop) -> None:
    suspend_seller(shop.seller, by=rita, because="The company is dissolved.")

    assert "The company is dissolved." in as_(bob).get(url("shop_settings", shop)).content.decode()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", [None, ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE, "other shop"])
def test_nobody_else_finds_the_door(as_: As, shop: Shop, mallory: User, door: str, who: str | None) -> None:
    if who == "other shop":
        open_shop(mallory, name="Next door")
    elif who:
        Membership.objects.create(shop=shop, user=mallory, role=who)

    answer = as_(with_second_factor(mallory)).post(
        url(door, shop), {"about": "Mine now", "city": "", "name": shop.name}
    )

    assert answer.status_code == 404
    shop.refresh_from_db()
    assert (shop.status, shop.about) == (ShopStatus.OPEN, "Stoneware from Plered clay.")


@pytest.mark.parametrize("door", DOORS)
def test_strangers_are_asked_to_sign_in(shop: Shop, door: str) -> None:
    assert Client().post(url(door, shop)).status_code == 302
    shop.refresh_from_db()
    assert shop.status == ShopStatus.OPEN
