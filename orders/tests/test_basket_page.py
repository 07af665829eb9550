"""The basket, as browsers use it: with and without an account, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from catalog.models import Listing, Variant
from catalog.services import pause_listing, set_price
from core import clock
from core.money import Money
from core.numbers import token_digest
from orders import rules, services
from orders.models import Basket, BasketLine
from orders.selectors import basket_count
from orders.tests.factories import basket_with, on_sale
from orders.visitors import cookie_name
from sellers.tests.factories import open_shop


def put(client: Client, variant: Variant, quantity: object = 1) -> object:
    return client.post("/basket/add/", {"variant": variant.pk, "quantity": quantity})


def text_of(client: Client, path: str = "/basket/") -> str:
    return client.get(path).content.decode()


# --- Putting in


def test_a_visitor_gets_a_basket_by_a_cookie_that_scripts_cannot_read(client: Client, db: None) -> None:
    mug = on_sale()

    response = client.post("/basket/add/", {"variant": mug.pk, "quantity": 2})

    cookie = response.cookies[cookie_name()]
    basket = Basket.objects.get()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(cookie.value) >= 32
    assert basket.token_digest == token_digest(cookie.value)
    assert cookie.value not in str(Basket.objects.values())
    assert basket_count(basket) == 2
    assert mug.listing.title in text_of(client)


def test_looking_makes_no_basket(client: Client, db: None) -> None:
    assert "Your basket is empty" in text_of(client)
    assert not Basket.objects.exists()


def test_a_draft_does_not_say_its_title_to_who_guesses_its_number(client: Client, db: None) -> None:
    draft = on_sale()
    Listing.objects.filter(pk=draft.listing_id).update(status="draft", published_at=None)

    response = client.post("/basket/add/", {"variant": draft.pk, "quantity": 1})

    assert response.status_code == 404
    assert "Location" not in response.headers


def test_a_full_basket_takes_no_other_thing_but_more_of_the_same(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_LINES", 1)
    mug, bowl = on_sale(), on_sale()
    put(client, mug)

    put(client, bowl)
    assert "at most 1 different things" in text_of(client)

    put(client, mug)
    assert [(line.variant_id, line.quantity) for line in BasketLine.objects.all()] == [(mug.pk, 2)]


def test_the_same_thing_again_is_one_line(client: Client, db: None) -> None:
    mug = on_sale()

    put(client, mug, 2)
    put(client, mug, 3)

    assert list(BasketLine.objects.values_list("quantity", flat=True)) == [5]


@pytest.mark.parametrize("quantity", ["0", "-1", "100", "1e9", "1.5", "a", "９９９", str(2**63)])
def test_a_strange_number_is_refused_with_a_sentence(client: Client, db: None, quantity: str) -> None:
    mug = on_sale(stock=1_000)

    response = client.post("/basket/add/", {"variant": mug.pk, "quantity": quantity})

    assert response.status_code == 302
    assert mug.listing.number in response["Location"]
    assert not BasketLine.objects.exists()


@pytest.mark.parametrize("variant", ["", "0", "-1", "abc", "1' OR 1=1", str(2**70), "١"])
def test_a_thing_that_does_not_exist_is_not_found(client: Client, db: None, variant: str) -> None:
    assert client.post("/basket/add/", {"variant": variant, "quantity": 1}).status_code == 404


def test_more_than_there_is_is_refused(client: Client, db: None) -> None:
    mug = on_sale(stock=3)
    put(client, mug, 2)

    client.post("/basket/add/", {"variant": mug.pk, "quantity": 2})

    assert list(BasketLine.objects.values_list("quantity", flat=True)) == [2]
    assert "Only 3 are left" in text_of(client)


def test_ones_own_things_are_refused(as_: Callable[[User], Client], bob: User) -> None:
    client = as_(bob)
    put(client, on_sale(open_shop(bob)))

    assert not BasketLine.objects.exists()
    assert "You work in this shop" in text_of(client)


def test_what_is_not_on_sale_is_refused(client: Client, db: None) -> None:
    mug = on_sale()
    pause_listing(mug.listing, by=None)

    put(client, mug)

    assert not BasketLine.objects.exists()


def test_putting_in_needs_a_post_and_a_token(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    mug = on_sale()

    assert strict.get("/basket/add/", {"variant": mug.pk}).status_code == 405
    assert strict.post("/basket/add/", {"variant": mug.pk}).status_code == 403
    assert not BasketLine.objects.exists()


# --- Changing


def test_another_number_and_taking_out(client: Client, db: None) -> None:
    mug = on_sale()
    put(client, mug)
    line = BasketLine.objects.get()

    client.post("/basket/line/", {"line": line.pk, "quantity": 4})
    assert BasketLine.objects.get().quantity == 4
    client.post("/basket/line/", {"line": line.pk, "quantity": "x", "remove": "1"})
    assert not BasketLine.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "-3", "100", "none", "11"])
def test_a_number_that_cannot_be_is_refused_beside_its_line(client: Client, db: None, quantity: str) -> None:
    put(client, on_sale(stock=10))
    line = BasketLine.objects.get()

    response = client.post("/basket/line/", {"line": line.pk, "quantity": quantity})

    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert BasketLine.objects.get().quantity == 1


def test_with_htmx_only_the_middle_of_the_page_comes_back(client: Client, db: None) -> None:
    put(client, on_sale())
    line = BasketLine.objects.get()

    response = client.post("/basket/line/", {"line": line.pk, "quantity": 2}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    text = response.content.decode()
    assert '<div id="basket"' in text
    assert 'hx-swap-oob="true"' in text
    assert '<span class="count">2' in text
    assert "<html" not in text


@pytest.mark.parametrize("who", ["visitor", "mallory"])
def test_nobody_reaches_into_somebody_elses_basket(
    alice: User, mallory: User, as_: Callable[[User], Client], who: str
) -> None:
    basket_with(on_sale(), user=alice)
    line = BasketLine.objects.get()
    client = as_(mallory) if who == "mallory" else Client()
    if who == "visitor":
        client.cookies[cookie_name()] = "guessed"

    response = client.post("/basket/line/", {"line": line.pk, "remove": "1"})

    assert response.status_code == 404
    assert BasketLine.objects.filter(pk=line.pk, quantity=1).exists()


# --- What has changed is said


def test_another_price_is_said(client: Client, db: None) -> None:
    mug = on_sale(price=10_000_000)
    put(client, mug)
    set_price(mug, price=Money(12_000_000, "IDR"), by=None)

    text = text_of(client)

    assert "It now costs" in text
    assert "When you chose it" in text


def test_what_ended_is_said_and_stops_the_checkout(client: Client, db: None) -> None:
    mug = on_sale()
    put(client, mug)
    pause_listing(mug.listing, by=None)

    assert "This is no longer on sale." in text_of(client)
    assert "/checkout/" not in text_of(client)
    assert client.get("/checkout/")["Location"] == "/basket/"


def test_two_currencies_are_said(client: Client, db: None) -> None:
    put(client, on_sale(open_shop(name="Clay")))
    put(client, on_sale(open_shop(name="Licht", country="DE", currency="EUR"), price=4_900))

    assert "That becomes 2 purchases" in text_of(client)


# --- Signing in


def test_signing_in_joins_both_baskets(client: Client, alice: User) -> None:
    both, mine, new = on_sale(), on_sale(), on_sale()
    basket = basket_with(both, mine, user=alice)
    for variant, quantity in ((both, 3), (new, 2)):
        client.post("/basket/add/", {"variant": variant.pk, "quantity": quantity})

    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    signed_in = client.post("/accounts/login/", {"login": alice.email, "password": "Alice opens the door"})

    joined = dict(BasketLine.objects.filter(basket=basket).values_list("variant_id", "quantity"))
    assert signed_in.status_code == 302
    assert joined == {both.pk: 3, mine.pk: 1, new.pk: 2}
    assert Basket.objects.count() == 1


def test_merging_keeps_the_larger_number(db: None, alice: User) -> None:
    mug = on_sale()
    members, visitors = basket_with(mug, user=alice, quantity=4), basket_with(mug, quantity=2)

    services.merge_baskets(visitors, into=members)

    assert list(members.lines.values_list("quantity", flat=True)) == [4]
    assert not Basket.objects.filter(pk=visitors.pk).exists()


def test_merging_never_makes_a_basket_too_large(db: None, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.rules.MOST_LINES", 2)
    shop = open_shop()
    mine, both, left_out = (on_sale(shop) for _each in range(3))
    members, visitors = basket_with(mine, both, user=alice), basket_with(both, left_out)

    services.merge_baskets(visitors, into=members)

    assert {line.variant_id for line in members.lines.all()} == {mine.pk, both.pk}


def test_only_a_visitors_old_basket_is_forgotten(db: None, alice: User) -> None:
    basket_with(on_sale(), user=alice)
    basket_with(on_sale())

    assert services.forget_old_baskets() == 0
    with clock.at(clock.now() + timedelta(days=61)):
        assert services.forget_old_baskets() == 1
    assert [basket.user for basket in Basket.objects.all()] == [alice]


def test_a_visitors_empty_basket_is_forgotten_after_a_day(db: None, alice: User, client: Client) -> None:
    mug = on_sale()
    services.open_basket(alice)
    basket_with(mug)
    client.post("/basket/add/", {"variant": mug.pk})
    services.remove_line(BasketLine.objects.latest("pk"))

    assert services.forget_old_baskets() == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert services.forget_old_baskets() == 1
        client.post("/basket/add/", {"variant": mug.pk})

    assert Basket.objects.count() == 3
    assert mug.listing.title in client.get("/basket/").content.decode()


# --- Cost


def test_ten_things_cost_as_many_statements_as_one(
    as_: Callable[[User], Client], alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client, shop = as_(alice), open_shop()
    basket_with(on_sale(shop), user=alice)
    cost_of_one = count_queries(lambda: client.get("/basket/"))
    for variant in [on_sale(shop) for _ in range(4)] + [on_sale(open_shop(name=f"Shop {n}")) for n in range(5)]:
        services.add_to_basket(Basket.objects.get(), variant)

    cost_of_ten = count_queries(lambda: client.get("/basket/"))

    assert cost_of_ten == cost_of_one <= 8


def test_putting_in_costs_few_statements(
    as_: Callable[[User], Client], alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(alice)
    basket_with(on_sale(), user=alice)
    mug = on_sale()

    assert count_queries(lambda: put(client, mug)) <= 8
