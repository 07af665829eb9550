"""The basket, for members and visitors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User
from catalog.api.parts import ShopNameOut
from catalog.models import Variant
from core.api.doors import MembersDoor, OpenDoor, operation
from core.api.fields import NUMBER_PATTERN, Currency, DatesOut, Line, LineOut, MoneyOut, Number, Whole
from core.errors import DomainError
from core.numbers import token_digest
from orders import services
from orders.api import who
from orders.models import Basket
from orders.quotes import Quote, ShopQuote, quote_basket
from orders.rules import MOST_OF_ONE_THING


class NoSuchBasket(DomainError):
    """No basket has this token: it was joined to an account already, or has been forgotten."""

    code = "orders.no_such_basket"


class AddIn(serializers.Serializer):
    """Which variant, and how many more of it."""

    listing = serializers.RegexField(NUMBER_PATTERN)
    sku = Line(max_length=80)
    quantity = Whole(min_value=1, max_value=MOST_OF_ONE_THING, default=1)


class SetIn(AddIn):
    """Which variant, and how many of it there should be; 0 takes it out."""

    quantity = Whole(min_value=0, max_value=MOST_OF_ONE_THING)


class JoinIn(serializers.Serializer):
    """The token of the basket that was filled before signing in."""

    token = Line(max_length=100)


class LineQuoteOut(serializers.Serializer):
    """One line at today's price. `problem` says why it cannot be bought, `price_seen` what it cost when chosen."""

    listing = Number(source="listing.number")
    title = serializers.CharField(source="listing.title")
    sku = serializers.CharField(source="variant.sku")
    option_label = serializers.CharField(source="variant.label", allow_blank=True)
    quantity = serializers.IntegerField(min_value=1)
    unit = MoneyOut()
    total = MoneyOut()
    price_seen = MoneyOut(allow_null=True)
    problem = serializers.SerializerMethodField()

    def get_problem(self, line: Any) -> str | None:
        return str(line.problem) or None


class WayOut(serializers.Serializer):
    """A way of delivery, its price and the days that it promises."""

    code = serializers.CharField(source="option.code")
    name = serializers.CharField(source="option.name")
    price = MoneyOut()
    dates = DatesOut()


class ShopQuoteOut(serializers.Serializer):
    """What one shop would send, how, and what it promises."""

    shop = ShopNameOut()
    lines = LineQuoteOut(many=True)
    ways = WayOut(source="options", many=True)
    chosen = serializers.SerializerMethodField(help_text="The code of the way of delivery; null: none.")
    items = MoneyOut()
    delivery = MoneyOut()
    total = MoneyOut()
    promise = LineOut(many=True)

    def get_chosen(self, quote: ShopQuote) -> str | None:
        return quote.chosen.option.code if quote.chosen else None


class PurchaseQuoteOut(serializers.Serializer):
    """What would be paid at once: everything in one currency."""

    currency = Currency()
    shops = ShopQuoteOut(many=True)
    items = MoneyOut()
    delivery = MoneyOut()
    total = MoneyOut()


class BasketOut(serializers.Serializer):
    """What is in the basket, as it would be bought now. `token` comes once, with a visitor's new basket."""

    token = serializers.CharField(allow_null=True)
    units = serializers.IntegerField(min_value=0)
    purchases = PurchaseQuoteOut(many=True)
    problems = serializers.ListField(child=serializers.CharField())


def problems_of(quote: Quote) -> list[str]:
    return [str(problem) for problem in quote.problems]


class BasketDoor(OpenDoor):
    resource = "basket"
    guest_headers = (who.BASKET,)
    header_words = who.BASKET_WORDS

    @operation(gives=BasketOut)
    def show(self, request: Request) -> Any:
        """What is in the basket."""
        return self._basket(who.basket_of(request))

    @operation(takes=AddIn, gives=BasketOut)
    def add(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Put something in, or more of it. A visitor's first call makes the basket and tells its token."""
        variant = self._variant(body)
        basket, token = who.basket_to_fill(request)
        services.add_to_basket(basket, variant, quantity=body["quantity"])
        return self._basket(basket, token)

    @operation(takes=SetIn, gives=BasketOut)
    def change(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Have another number of a thing that is in the basket, or take it out."""
        lines = who.lines_of(request).select_related("basket")
        line = get_object_or_404(lines, variant__listing__number=body["listing"], variant__sku=body["sku"])
        if body["quantity"]:
            services.change_quantity(line, quantity=body["quantity"])
        else:
            services.remove_line(line)
        return self._basket(line.basket)

    def _variant(self, body: Mapping[str, Any]) -> Variant:
        once_public = Variant.objects.filter(listing__published_at__isnull=False).select_related("listing")
        return get_object_or_404(once_public, listing__number=body["listing"], sku=body["sku"])

    def _basket(self, basket: Basket | None, token: str = "") -> dict[str, Any]:
        return basket_facts(basket, token)


class JoinDoor(MembersDoor):
    resource = "basket_join"

    @operation(takes=JoinIn, gives=BasketOut)
    def join(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Put what was chosen before signing in into one's own basket."""
        visitors = Basket.objects.filter(token_digest=token_digest(body["token"])).first()
        if visitors is None:
            raise NoSuchBasket(_("There is no basket with this token."))
        if not isinstance(request.user, User):
            raise Http404
        return basket_facts(services.merge_baskets(visitors, into=services.open_basket(request.user)[0]))


def basket_facts(basket: Basket | None, token: str = "") -> dict[str, Any]:
    quote = quote_basket(basket) if basket else Quote(())
    return {
        "token": token or None,
        "units": sum(line.quantity for line in quote.lines),
        "purchases": quote.purchases,
        "problems": problems_of(quote),
    }
