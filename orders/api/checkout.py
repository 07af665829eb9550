"""Checkout: first exactly what is promised, then the purchase, under the same seal as the pages have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from accounts.zones import known_zones
from core.api import idempotency
from core.api.doors import OpenDoor, operation
from core.api.fields import Email, Line, MoneyOut, Number, OneOf
from core.errors import DomainError
from core.numbers import token_digest
from orders import services
from orders.api import who
from orders.api.basket import PurchaseQuoteOut, problems_of
from orders.quotes import Quote, quote_basket
from orders.reviewed import seal, unseal
from orders.services import Address
from orders.services.placing import EmptyBasket
from sellers.places import COUNTRY_CODES


class EmailNeeded(DomainError):
    """A guest's order link goes to an e-mail address."""

    code = "orders.email_needed"


class QuoteIn(serializers.Serializer):
    """How each shop should deliver: its slug to the code of a way. Who is not named sends in its first way."""

    delivery = serializers.DictField(child=Line(max_length=40), required=False)


class AddressIn(serializers.Serializer):
    """Where everything goes."""

    full_name = Line(max_length=150)
    street = Line(max_length=200)
    postal_code = Line(max_length=20, blank=True, default="")
    city = Line(max_length=100)
    region = Line(max_length=100, blank=True, default="")
    country = OneOf(choices=sorted(COUNTRY_CODES))
    phone = Line(max_length=40, blank=True, default="")


class PlaceIn(QuoteIn):
    """Buy what the quote showed. `shown` is the quote's seal; guests give their e-mail."""

    shown = Line(max_length=20_000)
    address = AddressIn()
    email = Email(required=False, max_length=254)
    time_zone = Line(max_length=64, required=False)


class QuoteOut(serializers.Serializer):
    """Exactly what is promised. `shown` seals it: what differs by the time of buying is refused, and said."""

    purchases = PurchaseQuoteOut(many=True)
    problems = serializers.ListField(child=serializers.CharField())
    shown = serializers.CharField()


class PlacedPurchaseOut(serializers.Serializer):
    """A purchase that waits for its payment until `due_at`. `access_token` comes once, for guests."""

    number = Number()
    total = MoneyOut()
    due_at = serializers.DateTimeField()
    access_token = serializers.SerializerMethodField()

    def get_access_token(self, purchase: Any) -> str | None:
        return None if purchase.shopper_id else purchase.access_token


class PlacedOut(serializers.Serializer):
    """One purchase for each currency."""

    purchases = PlacedPurchaseOut(many=True)


class CheckoutDoor(OpenDoor):
    resource = "checkout"
    scope = "checkout"
    guest_headers = (who.BASKET,)
    header_words = who.BASKET_WORDS

    @operation(takes=QuoteIn, gives=QuoteOut)
    def quote(self, request: Request, body: Mapping[str, Any]) -> Any:
        """What the basket would become if it were bought now. Nothing is reserved yet."""
        basket = who.basket_of(request)
        quote = quote_basket(basket, choices=body.get("delivery", {})) if basket else Quote(())
        return {"purchases": quote.purchases, "problems": problems_of(quote), "shown": seal(quote)}

    @operation(takes=PlaceIn, gives=PlacedOut, status=201, needs_key=True)
    def place(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Buy: everything is reserved, or nothing. Then pay each purchase."""
        basket = who.basket_of(request)
        if basket is None:
            raise EmptyBasket(_("Your basket is empty."))
        purchases = services.place_purchases(
            basket,
            checkout_key=self._checkout_key(request),
            email=self._email(request, body),
            address=Address(**body["address"]),
            delivery_choices=body.get("delivery", {}),
            shown=unseal(body["shown"]),
            language=translation.get_language() or "en",
            time_zone=self._time_zone(request, body),
        )
        return {"purchases": purchases}

    def _checkout_key(self, request: Request) -> str:
        """The idempotency key again, at the purchase itself: it outlasts the kept answer."""
        return token_digest(f"{self.actor_of(request)}:{request.headers[idempotency.HEADER]}")

    def _email(self, request: Request, body: Mapping[str, Any]) -> str:
        if user := who.member_of(request):
            return user.email
        if not body.get("email"):
            raise EmailNeeded(_("Give an e-mail address: the link to the order goes there."))
        return str(body["email"])

    def _time_zone(self, request: Request, body: Mapping[str, Any]) -> str:
        user = who.member_of(request)
        wanted = body.get("time_zone") or (user.time_zone if user else "UTC")
        return wanted if wanted in known_zones() else "UTC"
