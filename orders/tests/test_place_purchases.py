"""From a basket to purchases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import User
from catalog.models import Variant
from catalog.services import NotOnSale, SoldOut, pause_listing, set_price
from core import clock
from core.money import Money
from core.numbers import new_token
from orders import rules, services
from orders.events import PurchasePlaced
from orders.models import Basket, BasketLine, Order, OrderLine, Purchase
from orders.quotes import quote_basket
from orders.services.placing import (
    BasketChanged,
    ChangedSinceReview,
    CheckoutUsed,
    EmptyBasket,
    NotBuyable,
    TooManyUnpaid,
)
from orders.states import CancelledBecause, OrderStatus, PurchaseStatus
from orders.tests.factories import HOME, basket_with, on_sale, place, two_ways
from sellers.models import Seller, Shop
from sellers.services import away_shop, suspend_seller
from sellers.tests.factories import a_reviewer, open_shop


def counted(variant: Variant) -> tuple[int, int, int]:
    variant.refresh_from_db()
    return (variant.on_hand, variant.reserved, variant.sold)


# --- What comes of it


def test_one_shop_makes_one_purchase_with_one_order(alice: User, announced: Callable[..., list[Any]]) -> None:
    mug = on_sale(price=14_500_000, stock=5)
    two_ways(mug.shop)
    basket = basket_with(mug, user=alice, quantity=2)

    [purchase] = place(basket, delivery_choices={mug.shop.slug: "quick"}, language="id", time_zone="Asia/Jakarta")

    order = purchase.orders.get()
    line = order.lines.get()
    assert (purchase.status, order.status) == (PurchaseStatus.AWAITING_PAYMENT, OrderStatus.AWAITING_PAYMENT)
    assert (purchase.shopper, purchase.email) == (alice, "alice@example.com")
    assert (purchase.language, purchase.time_zone, purchase.city) == ("id", "Asia/Jakarta", "Berlin")
    assert (purchase.items, purchase.delivery) == (Money(29_000_000, "IDR"), Money(4_000_000, "IDR"))
    assert purchase.total == order.total == Money(33_000_000, "IDR")
    assert (line.quantity, line.unit_price, line.title) == (2, Money(14_500_000, "IDR"), mug.listing.title)
    assert order.commission == Money(2_320_000, "IDR")
    assert (order.delivery_code, order.delivery_name) == ("quick", "Quick")
    today = clock.today()
    assert (order.promised_from, order.promised_by) == (today + timedelta(days=3), today + timedelta(days=4))
    # The last promised day is over when it is over in Jakarta, seven hours before UTC.
    end_of_day = datetime.combine(order.promised_by, time.max, tzinfo=UTC)
    assert order.promise_ends_at == end_of_day - timedelta(hours=7)
    assert purchase.due_at - purchase.placed_at == timedelta(minutes=30)
    assert counted(mug) == (3, 2, 0)
    assert not BasketLine.objects.filter(basket=basket).exists()
    assert announced(PurchasePlaced) == [PurchasePlaced(purchase_id=purchase.pk)]


def test_two_shops_share_one_payment_and_have_an_order_each(alice: User) -> None:
    clay, wood = on_sale(open_shop(name="Clay")), on_sale(open_shop(name="Wood"))

    [purchase] = place(basket_with(clay, wood, user=alice))

    assert [order.shop.name for order in purchase.orders.order_by("shop__name")] == ["Clay", "Wood"]


def test_two_currencies_become_two_purchases_with_one_key(alice: User) -> None:
    mug = on_sale(open_shop(name="Clay"))
    lamp = on_sale(open_shop(name="Licht", country="DE", currency="EUR"), price=4_900)

    purchases = place(basket_with(mug, lamp, user=alice))

    assert [purchase.currency for purchase in purchases] == ["EUR", "IDR"]
    assert len({purchase.checkout_key for purchase in purchases}) == 1
    assert [purchase.items.amount for purchase in purchases] == [4_900, 14_500_000]


def test_a_guest_gets_a_secret_of_which_only_the_digest_can_be_searched(db: None) -> None:
    [purchase] = place(basket_with(on_sale()), email="Guest@Example.com")

    stored = Purchase.objects.filter(pk=purchase.pk).values_list("access_token_digest", flat=True).get()
    assert purchase.shopper is None
    assert purchase.email == "guest@example.com"
    assert len(purchase.access_token) >= 32
    assert purchase.access_token not in stored


def test_totals_are_what_an_independent_count_finds(alice: User) -> None:
    shops = [open_shop(name="Clay"), open_shop(name="Wood"), open_shop(name="Licht", country="DE", currency="EUR")]
    things = [on_sale(shop, price=price) for shop in shops for price in (1_999, 33_333)]
    for shop in shops:
        two_ways(shop, dear=777)

    purchases = place(
        basket_with(*things, user=alice, quantity=3), delivery_choices={shop.slug: "quick" for shop in shops}
    )

    counts: Counter[str] = Counter()
    for line in OrderLine.objects.select_related("variant"):
        counts[line.currency] += line.variant.price_amount * line.quantity
    for order in Order.objects.all():
        counts[order.currency] += 777
    assert {purchase.currency: purchase.total_amount for purchase in purchases} == counts
    for order in Order.objects.all():
        assert order.sellers_share + order.commission == order.total


# --- Not to keep it from others


def test_a_guest_reserves_only_so_much_without_paying(db: None) -> None:
    mug = on_sale(stock=20)
    unpaid = [place(basket_with(mug), email="guest@example.com") for _each in range(rules.MOST_UNPAID)]

    with pytest.raises(TooManyUnpaid):
        place(basket_with(mug), email="Guest@example.com")

    [first, *_others] = unpaid
    services.cancel_purchase(first[0], because=CancelledBecause.BY_SHOPPER)
    assert place(basket_with(mug), email="guest@example.com")


def test_an_address_typed_by_a_guest_keeps_no_member_from_buying(alice: User) -> None:
    mug = on_sale(stock=20)
    for _each in range(rules.MOST_UNPAID):
        place(basket_with(mug), email=alice.email)

    assert place(basket_with(mug, user=alice))


# --- Once


def test_the_same_form_later_is_the_same_purchase(alice: User) -> None:
    mug = on_sale(stock=5)
    basket, key = basket_with(mug, user=alice), new_token()

    first = place(basket, checkout_key=key)
    services.add_to_basket(basket, mug)
    second = place(basket, checkout_key=key)

    assert [purchase.pk for purchase in first] == [purchase.pk for purchase in second]
    assert counted(mug) == (4, 1, 0)


def test_another_form_for_the_same_basket_buys_nothing_more(alice: User) -> None:
    mug = on_sale(stock=5)
    basket = basket_with(mug, user=alice)
    place(basket)

    with pytest.raises(EmptyBasket):
        place(basket)

    assert (Purchase.objects.count(), counted(mug)) == (1, (4, 1, 0))


def test_a_key_answers_only_its_own_shopper(alice: User, mallory: User) -> None:
    key = new_token()
    place(basket_with(on_sale(), user=alice), checkout_key=key)

    with pytest.raises(CheckoutUsed):
        place(basket_with(on_sale(), user=mallory), checkout_key=key)


def test_a_basket_that_changes_while_it_is_bought_is_not_bought(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mug = on_sale(stock=5)
    basket = basket_with(mug, user=alice)
    quote = quote_basket(basket)
    BasketLine.objects.update(quantity=4)
    monkeypatch.setattr("orders.services.placing.quote_basket", lambda *args, **kwargs: quote)

    with pytest.raises(BasketChanged):
        place(basket)

    assert (Purchase.objects.count(), counted(mug)) == (0, (5, 0, 0))


# --- Refusals


def nothing_happened() -> bool:
    return not Purchase.objects.exists() and not Order.objects.exists() and not Variant.objects.filter(reserved__gt=0)


def test_an_empty_basket_buys_nothing(alice: User) -> None:
    with pytest.raises(EmptyBasket):
        place(basket_with(user=alice))

    assert nothing_happened()


def test_more_than_there_is_is_refused_by_name(alice: User) -> None:
    mug = on_sale(stock=5)
    basket = basket_with(mug, user=alice, quantity=5)
    Variant.objects.filter(pk=mug.pk).update(on_hand=2, sold=3)

    with pytest.raises(NotBuyable) as refusal:
        place(basket)

    assert mug.listing.title in refusal.value.message
    assert "2" in refusal.value.message
    assert nothing_happened()


def pause(mug: Variant) -> None:
    pause_listing(mug.listing, by=None)


def go_away(mug: Variant) -> None:
    away_shop(mug.shop, by=a_person_of(mug.shop))


def suspend(mug: Variant) -> None:
    suspend_seller(mug.shop.seller, by=a_reviewer(), because="The register says no.")


def run_out_of_approval(mug: Variant) -> None:
    now = clock.now()
    over = now - timedelta(seconds=1)
    Seller.objects.update(approved_at=now - timedelta(days=366), valid_until=over, sells_until=over)


def withdraw_variant(mug: Variant) -> None:
    Variant.objects.filter(pk=mug.pk).update(is_active=False)


def a_person_of(shop: Shop) -> User:
    return shop.memberships.get().user


@pytest.mark.parametrize("end", [pause, go_away, suspend, run_out_of_approval, withdraw_variant])
def test_what_is_no_longer_on_sale_is_refused(alice: User, end: Callable[[Variant], None]) -> None:
    mug = on_sale()
    basket = basket_with(mug, user=alice)
    end(mug)

    with pytest.raises(NotBuyable):
        place(basket)

    assert nothing_happened()


def test_what_sells_out_in_this_instant_is_refused(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mug = on_sale(stock=1)
    basket = basket_with(mug, user=alice)
    quote = quote_basket(basket)
    monkeypatch.setattr("orders.services.placing.quote_basket", lambda *args, **kwargs: quote)
    Variant.objects.filter(pk=mug.pk).update(on_hand=0, sold=1)

    with pytest.raises(SoldOut):
        place(basket)

    assert nothing_happened()
    assert BasketLine.objects.filter(basket=basket).exists()


def test_what_is_paused_in_this_instant_is_refused(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mug = on_sale()
    basket = basket_with(mug, user=alice)
    quote = quote_basket(basket)
    monkeypatch.setattr("orders.services.placing.quote_basket", lambda *args, **kwargs: quote)
    pause(mug)

    with pytest.raises(NotOnSale):
        place(basket)

    assert nothing_happened()


def test_a_price_that_changes_in_this_instant_is_not_charged(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mug = on_sale(price=1_000)
    basket = basket_with(mug, user=alice)
    quote = quote_basket(basket)
    monkeypatch.setattr("orders.services.placing.quote_basket", lambda *args, **kwargs: quote)
    set_price(mug, price=Money(2_000, "IDR"), by=None)

    with pytest.raises(ChangedSinceReview):
        place(basket)

    assert nothing_happened()


def test_nobody_buys_from_their_own_shop(bob: User) -> None:
    mug = on_sale(open_shop(bob))
    basket = Basket.objects.create(user=bob)
    BasketLine.objects.create(basket=basket, variant=mug, quantity=1, price_seen_amount=mug.price_amount)

    with pytest.raises(NotBuyable):
        place(basket)

    assert nothing_happened()


def test_nor_as_a_guest_with_the_same_address(bob: User) -> None:
    basket = basket_with(on_sale(open_shop(bob)))

    with pytest.raises(NotBuyable):
        place(basket, email="Bob@example.com")

    assert nothing_happened()


# --- Quantities


@pytest.mark.parametrize("quantity", [0, -1, 100, 2**31, -(2**63)])
def test_impossible_quantities_never_enter_a_basket(alice: User, quantity: int) -> None:
    mug = on_sale(stock=1_000)
    basket = basket_with(user=alice)

    with pytest.raises(services.baskets.CannotTake):
        services.add_to_basket(basket, mug, quantity=quantity)

    assert not BasketLine.objects.exists()


def test_the_address_is_the_one_that_was_given(alice: User) -> None:
    [purchase] = place(basket_with(on_sale(), user=alice))

    assert {name: getattr(purchase, name) for name in ("full_name", "street", "postal_code", "country")} == {
        "full_name": HOME.full_name,
        "street": HOME.street,
        "postal_code": HOME.postal_code,
        "country": "DE",
    }
