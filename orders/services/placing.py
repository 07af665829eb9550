"""From a basket to purchases: reserve, freeze what is promised, once per checkout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.zones import zone_named
from catalog.models import Variant
from catalog.services import reserve_stock
from core import clock
from core.errors import DomainError
from core.events import announce_all
from core.lookups import GivenKeys
from core.money import Money
from core.numbers import new_token, token_digest
from core.statements import Addition, Given, Statement
from orders import rules
from orders.events import PurchasePlaced
from orders.models import Basket, BasketLine, Order, OrderLine, Promise, Purchase
from orders.promises import promise_for, read_details
from orders.quotes import PurchaseQuote, Quote, ShopQuote, quote_basket
from orders.reviewed import PriceChanged, changes_since


class EmptyBasket(DomainError):
    """There is nothing to buy."""

    code = "orders.empty_basket"


class NotBuyable(DomainError):
    """Something in the basket cannot be bought now; `problems` says what and why."""

    code = "orders.not_buyable"


class ChangedSinceReview(DomainError):
    """What would be bought is no longer what was shown; `changes` says how it differs."""

    code = "orders.changed_since_review"


class TooManyUnpaid(DomainError):
    """So many purchases of this shopper reserve things already, and none of them is paid."""

    code = "orders.too_many_unpaid"


class BasketChanged(DomainError):
    """The basket was changed or bought in another window at the same moment."""

    code = "orders.basket_changed"


class CheckoutUsed(DomainError):
    """This checkout was already finished by somebody else in this browser."""

    code = "orders.checkout_used"


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the parcels go."""

    full_name: str
    street: str
    city: str
    country: str
    postal_code: str = ""
    region: str = ""
    phone: str = ""


_ADD_PURCHASES, _ADD_ORDERS, _ADD_LINES = Addition(Purchase), Addition(Order), Addition(OrderLine)


def place_purchases(
    basket: Basket,
    *,
    checkout_key: str,
    email: str,
    address: Address,
    delivery_choices: Mapping[str, str] | None = None,
    shown: Mapping[str, Any] | None = None,
    language: str = "en",
    time_zone: str = "UTC",
) -> list[Purchase]:
    """
    Buy what is in the basket: one purchase per currency, one order per shop, everything reserved or nothing.

    The same `checkout_key` makes the same purchases, however often and however simultaneously it comes. All prices
    are read again; with `shown` (what the shopper reviewed), a difference refuses instead.

    Raises EmptyBasket, NotBuyable, ChangedSinceReview, TooManyUnpaid, BasketChanged, CheckoutUsed, or catalog's
    SoldOut and NotOnSale.
    """
    key, email = token_digest(checkout_key), email.lower()
    if placed := _placed_with(key, basket.user, email):
        return placed
    try:
        with transaction.atomic():
            quote = _checked_quote(basket, email, delivery_choices or {}, shown)
            _check_unpaid(basket.user, email)
            return _place(
                basket,
                quote,
                {
                    "checkout_key": key,
                    "shopper": basket.user,
                    "email": email,
                    "language": language,
                    "time_zone": time_zone,
                    **asdict(address),
                },
            )
    except (IntegrityError, DomainError):
        # The same form at the same moment: the other one was quicker, and emptied the basket.
        if placed := _placed_with(key, basket.user, email):
            return placed
        raise


_PLACED_WITH = Statement(lambda: Purchase.objects.filter(checkout_key=Given("key", CharField())).order_by("currency"))


def _placed_with(key: str, shopper: User | None, email: str) -> list[Purchase]:
    placed = _PLACED_WITH.ask(key=key)
    for purchase in placed:
        if purchase.shopper_id != (shopper.pk if shopper else None) or purchase.email != email:
            raise CheckoutUsed(_("This checkout was already finished. Please start again from the basket."))
    return placed


def _checked_quote(basket: Basket, email: str, choices: Mapping[str, str], shown: Mapping[str, Any] | None) -> Quote:
    quote = quote_basket(basket, choices=choices, email=email)
    if quote.is_empty:
        raise EmptyBasket(_("Your basket is empty."))
    if quote.problems:
        raise NotBuyable(quote.problems[0], problems=quote.problems)
    if shown is not None and (changes := changes_since(shown, quote)):
        raise ChangedSinceReview(_("Something has changed since you looked."), changes=changes)
    return quote


# A member's, or those of a guest with this address: of the two, one is given, and nothing equals what is not.
_UNPAID = Statement(
    lambda: (
        Purchase.objects.awaiting_payment()
        .filter(
            Q(shopper=Given("shopper", BigIntegerField()))
            | Q(shopper__isnull=True, email=Given("guests_email", CharField()))
        )
        .values_list("pk", flat=True)
    )
)


def _check_unpaid(shopper: User | None, email: str) -> None:
    unpaid = len(_UNPAID.ask(shopper=shopper, guests_email=None if shopper else email))
    if not (verdict := rules.may_place(unpaid=unpaid)):
        raise TooManyUnpaid(verdict.reason)


def _place(basket: Basket, quote: Quote, facts: dict[str, Any]) -> list[Purchase]:
    now = clock.now()
    # First of all the rows that are unique per checkout: a twin waits here, before it reserves anything.
    purchases = _ADD_PURCHASES.make(_purchase(each, facts, now) for each in quote.purchases)
    _empty(basket, quote)
    reserve_stock({line.variant.pk: line.quantity for line in quote.lines})
    _check_prices(quote)
    _write_orders(quote, purchases, now)
    announce_all([PurchasePlaced(purchase_id=purchase.pk) for purchase in purchases], actor=basket.user)
    return purchases


def _empty(basket: Basket, quote: Quote) -> None:
    """Take exactly the quoted lines out of the basket; of two windows that buy the same basket, one succeeds."""
    quoted = [Q(pk=line.line.pk, quantity=line.quantity) for line in quote.lines]
    taken, _per_model = BasketLine.objects.filter(reduce(or_, quoted), basket=basket).delete()
    if taken != len(quoted):
        raise BasketChanged(_("Your basket was changed or bought in another window. Please look again."))


_PRICES = Statement(lambda: Variant.objects.filter(pk__among=GivenKeys("variants")).values_list("pk", "price_amount"))


def _check_prices(quote: Quote) -> None:
    """Now that the reservation has locked them, prices cannot change any more: are they still those of the quote?"""
    lines = {line.variant.pk: line for line in quote.lines}
    for pk, amount in _PRICES.ask(variants=lines):
        unit = lines[pk].unit
        if unit.amount != amount:
            change = PriceChanged(lines[pk].listing.title, before=unit, now=Money(amount, unit.currency))
            raise ChangedSinceReview(str(change), changes=[change])


def _purchase(quote: PurchaseQuote, facts: dict[str, Any], now: Any) -> Purchase:
    token = new_token()
    return Purchase(
        **facts,
        currency=quote.currency,
        items_amount=quote.items.amount,
        delivery_amount=quote.delivery.amount,
        total_amount=quote.total.amount,
        access_token=token,
        access_token_digest=token_digest(token),
        placed_at=now,
        due_at=now + rules.RESERVATION,
    )


def _write_orders(quote: Quote, purchases: list[Purchase], now: Any) -> None:
    of_currency = {purchase.currency: purchase for purchase in purchases}
    shops, details = list(quote.shops), read_details(quote.lines)
    orders = _ADD_ORDERS.make(_order(shop, of_currency[shop.currency], now) for shop in shops)
    promised = [
        (order, position, line, promise_for(line, shop, details))
        for order, shop in zip(orders, shops, strict=True)
        for position, line in enumerate(shop.lines, start=1)
    ]
    Promise.objects.keep({promise.digest: promise for *_rest, promise in promised}.values())
    _ADD_LINES.make(
        OrderLine(
            order=order,
            position=position,
            listing=line.listing,
            variant=line.variant,
            promise_id=promise.digest,
            title=line.listing.title,
            sku=line.variant.sku,
            option_label=line.variant.label,
            quantity=line.quantity,
            currency=line.unit.currency,
            unit_amount=line.unit.amount,
            total_amount=line.total.amount,
        )
        for order, position, line, promise in promised
    )


def _order(shop: ShopQuote, purchase: Purchase, now: Any) -> Order:
    if shop.chosen is None:
        raise ValueError("An order needs a way of delivery.")
    return Order(
        purchase=purchase,
        shop=shop.shop,
        seller=shop.shop.seller,
        currency=shop.currency,
        items_amount=shop.items.amount,
        delivery_amount=shop.delivery.amount,
        total_amount=shop.total.amount,
        commission_basis_points=rules.COMMISSION_BASIS_POINTS,
        commission_amount=shop.commission.amount,
        delivery_code=shop.chosen.option.code,
        delivery_name=shop.chosen.option.name,
        promised_from=shop.chosen.dates.first,
        promised_by=shop.chosen.dates.last,
        promise_ends_at=rules.promise_ends_at(promised_by=shop.chosen.dates.last, zone=zone_named(purchase.time_zone)),
        inspection_days=shop.inspection_days,
        placed_at=now,
    )
