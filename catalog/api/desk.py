"""A shop's listings: writing, publishing, variants, prices, stock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from catalog import services
from catalog.api.reading import DeskListingCardOut, DeskListingOut
from catalog.models import Condition, Listing, Variant
from catalog.querysets import CATALOGUE_ROLES
from catalog.rules import MOST_VARIANTS
from catalog.selectors import units_on_hand
from catalog.services import VariantDraft
from catalog.services.variants import MOST_OPTIONS
from catalog.states import ListingStatus
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Flag, Line, MoneyIn, OneOf, Text, Whole
from core.errors import DomainError
from sellers.models import Shop
from taxonomy.models import Category
from taxonomy.tree import NoSuchCategory

MOST_AT_ONCE = 1_000_000


class NoSuchLanguage(DomainError):
    """The site does not speak it."""

    code = "catalog.no_such_language"


class DeskQuery(serializers.Serializer):
    q = serializers.CharField(required=False, allow_blank=True, max_length=100)
    status = serializers.ChoiceField(choices=ListingStatus.choices, required=False)


class OptionIn(serializers.Serializer):
    name = Line(max_length=40)
    value = Line(max_length=80)


class VariantIn(serializers.Serializer):
    """A variant to be made. Without an SKU it gets one from the listing's number."""

    sku = Line(max_length=80, blank=True, default="")
    options = OptionIn(many=True, required=False, max_length=MOST_OPTIONS)
    price = MoneyIn()
    stock = Whole(min_value=0, max_value=MOST_AT_ONCE, default=0)


class VariantChangeIn(serializers.Serializer):
    """The variant with this SKU; what is not given stays."""

    sku = Line(max_length=80)
    new_sku = Line(max_length=80, required=False)
    options = OptionIn(many=True, required=False, max_length=MOST_OPTIONS)
    is_offered = Flag(required=False)


class PriceIn(serializers.Serializer):
    sku = Line(max_length=80)
    price = MoneyIn()


class ReceivedIn(serializers.Serializer):
    """Units that arrived: a difference, never a new total."""

    sku = Line(max_length=80)
    quantity = Whole(min_value=1, max_value=MOST_AT_ONCE)
    reason = Line(max_length=200, blank=True, default="")


class WrittenOffIn(ReceivedIn):
    """Units that are gone without having been sold, and why."""

    reason = Line(max_length=200)


class ListingIn(serializers.Serializer):
    """A listing to be begun, as a draft that nobody sees."""

    category = Line(max_length=255)
    title = Line(max_length=150)
    description = Text(max_length=10_000, blank=True, default="")
    brand = Line(max_length=80, blank=True, default="")
    model = Line(max_length=80, blank=True, default="")
    condition = OneOf(choices=Condition.choices, default=Condition.NEW)
    facts = serializers.DictField(required=False)
    variants = VariantIn(many=True, required=False, max_length=MOST_VARIANTS)


class ListingChangeIn(serializers.Serializer):
    """What is not given stays. A fact that is null or empty is taken back."""

    category = Line(max_length=255, required=False)
    title = Line(max_length=150, required=False)
    description = Text(max_length=10_000, blank=True, required=False)
    brand = Line(max_length=80, blank=True, required=False)
    model = Line(max_length=80, blank=True, required=False)
    condition = OneOf(choices=Condition.choices, required=False)
    facts = serializers.DictField(required=False)


class RetractIn(serializers.Serializer):
    because = Line(max_length=300)


class WordsIn(serializers.Serializer):
    title = Line(max_length=150)
    description = Text(max_length=10_000, blank=True, default="")


class DeskDoor(MembersDoor):
    """Starts from the listings that whoever knocks may change."""

    def find(self, request: Request, shop: str, number: str) -> Listing:
        listings = Listing.objects.of_shops_worked_by(request.user).select_related("shop", "category")
        return get_object_or_404(listings, shop__slug=shop, number=number)

    def whole(self, listing: Listing) -> Listing:
        """As it is now, with all that is said of it."""
        return Listing.objects.with_page().get(pk=listing.pk)

    def variant(self, listing: Listing, sku: str) -> Variant:
        return get_object_or_404(listing.variants, sku=sku)


class DeskListingDoor(DeskDoor):
    resource = "desk_listings"

    @operation(query=DeskQuery, gives=DeskListingCardOut, paged=True)
    def index(self, request: Request, shop: str, query: Mapping[str, Any]) -> Rows:
        """All listings of the shop, newest change first, by words and status."""
        listings = Listing.objects.filter(shop=self._shop(request, shop)).select_related("category")
        if query.get("q"):
            listings = listings.named_like(query["q"])
        if query.get("status"):
            listings = listings.filter(status=query["status"])
        return Rows(listings, ("-updated_at", "-pk"), dress=_with_units)

    @operation(takes=ListingIn, gives=DeskListingOut, status=201)
    def create(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Begin a listing as a draft."""
        own = self._shop(request, shop)
        given = {**body, "category": category_at(body["category"])}
        given["variants"] = [_draft(variant) for variant in body.get("variants", ())]
        return self.whole(services.create_listing(own, by=request.user, **given))

    @operation(gives=DeskListingOut)
    def show(self, request: Request, shop: str, number: str) -> Any:
        """Everything about one listing, and what publishing it still asks for."""
        return self.whole(self.find(request, shop, number))

    @operation(takes=ListingChangeIn, gives=DeskListingOut)
    def change(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Change words and facts."""
        listing = self.find(request, shop, number)
        given = dict(body)
        if "category" in given:
            given["category"] = category_at(given["category"])
        return self.whole(services.edit_listing(listing, by=request.user, **given))

    @operation(gives=DeskListingOut)
    def publish(self, request: Request, shop: str, number: str) -> Any:
        """Put it before the public."""
        return self.whole(services.publish_listing(self.find(request, shop, number), by=request.user))

    @operation(gives=DeskListingOut)
    def pause(self, request: Request, shop: str, number: str) -> Any:
        """Take it off sale for a while."""
        return self.whole(services.pause_listing(self.find(request, shop, number), by=request.user))

    @operation(takes=RetractIn, gives=DeskListingOut)
    def retract(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Take it away for good; its page stays, with this reason."""
        return self.whole(services.retract_listing(self.find(request, shop, number), by=request.user, **body))

    @operation(takes=WordsIn, gives=DeskListingOut)
    def words(self, request: Request, shop: str, number: str, language: str, body: Mapping[str, Any]) -> Any:
        """Its words in another language."""
        listing = self.find(request, shop, number)
        known = language in dict(settings.LANGUAGES) or listing.texts.filter(language=language).exists()
        if not known:
            raise NoSuchLanguage(_("This site does not speak that language."))
        return self.whole(services.translate_listing(listing, by=request.user, language=language, **body))

    def _shop(self, request: Request, shop: str) -> Shop:
        return get_object_or_404(Shop.objects.worked_by(request.user, *CATALOGUE_ROLES), slug=shop)


class DeskVariantDoor(DeskDoor):
    resource = "desk_variants"

    @operation(takes=VariantIn, gives=DeskListingOut, status=201)
    def add(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Offer one more variant."""
        listing = self.find(request, shop, number)
        services.add_variant(listing, _draft(body), by=request.user)
        return self.whole(listing)

    @operation(takes=VariantChangeIn, gives=DeskListingOut)
    def change(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Change what a variant is called, or whether it is offered. It is never deleted: orders name it."""
        listing = self.find(request, shop, number)
        services.edit_variant(
            self.variant(listing, body["sku"]),
            by=request.user,
            sku=body.get("new_sku"),
            options=_pairs(body["options"]) if "options" in body else None,
            is_active=body.get("is_offered"),
        )
        return self.whole(listing)

    @operation(takes=PriceIn, gives=DeskListingOut)
    def set_price(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Let a variant cost something else from now on."""
        listing = self.find(request, shop, number)
        services.set_price(self.variant(listing, body["sku"]), price=body["price"], by=request.user)
        return self.whole(listing)

    @operation(takes=ReceivedIn, gives=DeskListingOut)
    def receive(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Units arrived."""
        listing = self.find(request, shop, number)
        variant = self.variant(listing, body["sku"])
        services.receive_stock(variant, quantity=body["quantity"], by=request.user, reason=body["reason"])
        return self.whole(listing)

    @operation(takes=WrittenOffIn, gives=DeskListingOut)
    def write_off(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Units are gone without having been sold."""
        listing = self.find(request, shop, number)
        variant = self.variant(listing, body["sku"])
        services.write_off_stock(variant, quantity=body["quantity"], by=request.user, reason=body["reason"])
        return self.whole(listing)


def _with_units(page: list[Any]) -> list[Any]:
    units = units_on_hand(page)
    for listing in page:
        listing.units = units.get(listing.pk, 0)
    return page


def category_at(path: str) -> Category:
    """Raises NoSuchCategory."""
    category = Category.objects.filter(path=path).first()
    if category is None:
        raise NoSuchCategory(path)
    return category


def _draft(given: Mapping[str, Any]) -> VariantDraft:
    return VariantDraft(
        given["price"], sku=given["sku"], options=_pairs(given.get("options", ())), stock=given["stock"]
    )


def _pairs(options: Any) -> list[tuple[str, str]]:
    return [(option["name"], option["value"]) for option in options]
