"""What the shopper was shown is what is bought, or it is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest

from accounts.models import User
from catalog.models import Listing, Variant
from catalog.services import edit_listing, set_price
from core import clock
from core.money import Money
from orders import services
from orders.models import Basket, Order, Purchase
from orders.quotes import quote_basket
from orders.reviewed import seal, unseal
from orders.services.placing import ChangedSinceReview
from orders.tests.factories import basket_with, on_sale, place, two_ways
from policies.kinds import PolicyKind
from policies.services import publish_policy
from policies.terms import ReturnTerms


def nothing_happened() -> bool:
    return not Purchase.objects.exists() and not Order.objects.exists() and not Variant.objects.filter(reserved__gt=0)


def changes_of(refusal: ChangedSinceReview) -> list[str]:
    return [str(change) for change in cast("list[object]", refusal.details["changes"])]


def shown_of(basket: Basket, **choices: str) -> dict[str, Any]:
    return unseal(seal(quote_basket(basket, choices=choices)))


def test_what_was_shown_and_still_holds_is_bought(alice: User) -> None:
    basket = basket_with(on_sale(), user=alice)

    assert place(basket, shown=shown_of(basket))


def raise_price(mug: Variant, basket: Basket) -> None:
    set_price(mug, price=Money(99_000_000, "IDR"), by=None)


def change_policy(mug: Variant, basket: Basket) -> None:
    publish_policy(
        shop=mug.shop,
        kind=PolicyKind.RETURNS,
        title="Returns",
        body="Longer.",
        terms=ReturnTerms(window_days=60, return_postage="seller"),
        language="en",
        by=None,
    )


def change_delivery(mug: Variant, basket: Basket) -> None:
    two_ways(mug.shop)


def have_more(mug: Variant, basket: Basket) -> None:
    services.add_to_basket(basket, mug)


def have_another(mug: Variant, basket: Basket) -> None:
    services.add_to_basket(basket, on_sale(mug.shop))


@pytest.mark.parametrize("change", [raise_price, change_policy, change_delivery, have_more, have_another])
def test_what_changed_since_the_review_is_said_and_not_bought(
    alice: User, change: Callable[[Variant, Basket], None]
) -> None:
    mug = on_sale()
    basket = basket_with(mug, user=alice)
    shown = shown_of(basket)
    change(mug, basket)

    with pytest.raises(ChangedSinceReview) as refusal:
        place(basket, shown=shown)

    assert changes_of(refusal.value)
    assert all(changes_of(refusal.value))
    assert nothing_happened()
    assert place(basket, shown=shown_of(basket))


def test_a_promise_of_other_days_is_asked_again(alice: User) -> None:
    basket = basket_with(on_sale(), user=alice)
    shown = shown_of(basket)

    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(ChangedSinceReview) as refusal:
        place(basket, shown=shown)

    assert "other days" in str(changes_of(refusal.value)[0])


def test_words_that_do_not_matter_to_the_promise_may_change(alice: User) -> None:
    mug = on_sale()
    basket = basket_with(mug, user=alice)
    shown = shown_of(basket)
    edit_listing(Listing.objects.get(pk=mug.listing_id), by=None, brand="Tanah")

    [purchase] = place(basket, shown=shown)

    assert '"brand":"Tanah"' in purchase.orders.get().lines.get().promise.document


def test_who_was_shown_nothing_is_asked(alice: User) -> None:
    basket = basket_with(on_sale(), user=alice)

    with pytest.raises(ChangedSinceReview):
        place(basket, shown={})


def test_what_was_shown_cannot_be_made_up() -> None:
    assert unseal("eyJsaW5lcyI6e319:made:up") == {}
    assert unseal("") == {}


def test_another_title_is_said(alice: User) -> None:
    mug = on_sale(title="Mug")
    basket = basket_with(mug, user=alice)
    shown = shown_of(basket)
    edit_listing(Listing.objects.get(pk=mug.listing_id), by=None, title="Cup")

    with pytest.raises(ChangedSinceReview) as refusal:
        place(basket, shown=shown)

    assert "Cup is no longer called Mug" in str(changes_of(refusal.value)[0])
