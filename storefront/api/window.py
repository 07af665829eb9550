"""The API of the shop window: finding listings, everything about one, and who sells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from catalog.api.parts import LargePhotoOut, ListingCardOut, OptionOut, RatingOut, ShopNameOut
from catalog.models import Condition, Listing
from catalog.querysets import ListingQuerySet
from catalog.sorting import BEST, SEARCH_SORTS, SORTS
from core.api.doors import OpenDoor, Ranked, Rows, operation
from core.api.fields import Country, Currency, DatesOut, Line, LineOut, MoneyOut
from core.verdict import Verdict
from policies.selectors import policies_that_bind, short_form
from sellers.models import SellerKind, Shop, ShopStatus
from sellers.selectors import checks_of, identity_of
from storefront import rules
from storefront.choices import Offer
from storefront.finding import facets, find
from storefront.selectors.listing import ListingPage, find_listing, listing_page, may_be_shown
from storefront.selectors.shop import find_shop
from taxonomy.api import CategoryOut

MOST_CHOSEN = 20


def language() -> str:
    return get_language() or ""


class FilterQuery(serializers.Serializer):
    """Words and filters. Within one filter the values widen, between filters they narrow."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="Words.")
    category = serializers.RegexField("^[-a-z0-9_]+(/[-a-z0-9_]+)*$", required=False, max_length=255)
    shop = serializers.SlugField(required=False, max_length=60)
    brand = serializers.ListField(child=Line(max_length=80), required=False, max_length=MOST_CHOSEN)
    condition = serializers.ListField(
        child=serializers.ChoiceField(choices=Condition.choices), required=False, max_length=3
    )
    price = serializers.ListField(
        child=serializers.RegexField("^[A-Z]{3}-[0-9]{1,15}-[0-9]{0,15}$"),
        required=False,
        max_length=MOST_CHOSEN,
        help_text="Bands as the facets name them, in minor units: EUR-2000-5000.",
    )
    fact = serializers.ListField(
        child=serializers.RegexField("^[a-z][a-z0-9_-]{0,39}:[a-z0-9_-]{1,40}$"),
        required=False,
        max_length=MOST_CHOSEN,
        help_text="A fact and its value: material:stoneware.",
    )


class SearchQuery(FilterQuery):
    sort = serializers.ChoiceField(
        choices=[(sort.key, sort.label) for sort in SEARCH_SORTS.values()],
        required=False,
        help_text="Without it: best match when there are words, else the newest.",
    )


class FacetOptionOut(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField(min_value=0)
    is_chosen = serializers.BooleanField()


class FacetOut(serializers.Serializer):
    """A filter: brand, condition, price, or the code of a fact."""

    name = serializers.CharField()
    label = serializers.CharField()
    options = FacetOptionOut(many=True)


class FacetsOut(serializers.Serializer):
    """Each count says how many listings choosing that value would show."""

    total = serializers.IntegerField(min_value=0)
    facets = FacetOut(many=True)


class SortOut(serializers.Serializer):
    """An order, and what it puts first."""

    key = serializers.CharField()
    label = serializers.CharField()
    explanation = serializers.CharField()


class CheckedOut(serializers.Serializer):
    """One thing that was checked, or that was not."""

    text = serializers.CharField()
    done = serializers.BooleanField()
    on_date = serializers.DateField(allow_null=True)


class ShopOut(serializers.Serializer):
    """Who sells, what we checked and what not, and what is promised."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=ShopStatus.choices)
    is_trading = serializers.BooleanField(source="is_trading_now")
    not_trading_because = serializers.SerializerMethodField()
    currency = Currency()
    language = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)
    country = Country()
    opened_at = serializers.DateTimeField()
    rating = RatingOut(source="*")
    seller_kind = serializers.ChoiceField(source="seller.kind", choices=SellerKind.choices)
    identity = serializers.SerializerMethodField()
    checks = serializers.SerializerMethodField()
    promise = serializers.SerializerMethodField()

    def get_not_trading_because(self, shop: Any) -> str | None:
        verdict = rules.may_trade(shop=shop.status, seller=shop.seller.status, is_trading=bool(shop.is_trading_now))
        return None if verdict else str(verdict.reason)

    @extend_schema_field(LineOut(many=True))
    def get_identity(self, shop: Shop) -> Any:
        return LineOut(identity_of(shop.seller), many=True).data

    @extend_schema_field(CheckedOut(many=True))
    def get_checks(self, shop: Shop) -> Any:
        return CheckedOut(checks_of(shop.seller), many=True).data

    @extend_schema_field(LineOut(many=True))
    def get_promise(self, shop: Shop) -> Any:
        return LineOut(short_form(policies_that_bind(shop)), many=True).data


class ShopCardOut(ShopNameOut):
    """A shop in a list."""

    city = serializers.CharField(allow_blank=True)
    country = Country()
    opened_at = serializers.DateTimeField()
    rating = RatingOut(source="*")


class OfferOut(serializers.Serializer):
    """A variant that can be bought; `left` is said only when few are."""

    sku = serializers.CharField()
    label = serializers.CharField(allow_blank=True)
    options = serializers.SerializerMethodField()
    price = MoneyOut()
    in_stock = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()

    @extend_schema_field(OptionOut(many=True))
    def get_options(self, offer: Offer) -> Any:
        return [{"name": name, "value": value} for name, value in offer.options.items()]

    def get_in_stock(self, offer: Offer) -> bool:
        return not offer.is_sold_out

    def get_left(self, offer: Offer) -> int | None:
        return offer.on_hand if offer.on_hand <= rules.LOW_STOCK else None


class FactLineOut(serializers.Serializer):
    label = serializers.CharField()
    value = serializers.SerializerMethodField()
    unit = serializers.CharField(allow_blank=True)

    @extend_schema_field({"oneOf": [{"type": "string"}, {"type": "boolean"}]})
    def get_value(self, fact: Any) -> Any:
        return fact.value if isinstance(fact.value, bool) else str(fact.value)


class PriceLineOut(serializers.Serializer):
    price = MoneyOut()
    since = serializers.DateField()


class OnSaleOut(serializers.Serializer):
    """What only a listing on sale has; prices are those of the first variant that is in stock."""

    offers = OfferOut(many=True)
    photos = LargePhotoOut(many=True)
    facts = FactLineOut(many=True)
    prices = PriceLineOut(many=True, help_text="What it cost, newest first.")
    lowest = MoneyOut(allow_null=True, help_text="The lowest price of the last 30 days.")
    arrives = DatesOut(source="side.arrives", allow_null=True, help_text="If it were bought today.")
    promise = LineOut(source="side.promise", many=True)


@dataclass(frozen=True)
class Shown:
    """Whether a listing is on sale, and what only one on sale has."""

    verdict: Verdict
    page: ListingPage | None


class ListingOut(ListingCardOut):
    """Everything about a listing. One that is no longer on sale says why, and has no offer."""

    description = serializers.SerializerMethodField()
    language = serializers.CharField(help_text="In which its seller wrote it.")
    model = serializers.CharField(allow_blank=True)
    currency = Currency()
    category = CategoryOut()
    is_on_sale = serializers.SerializerMethodField()
    not_on_sale_because = serializers.SerializerMethodField()
    on_sale = serializers.SerializerMethodField()

    def get_description(self, listing: Any) -> str:
        return str(listing.local_description or listing.description)

    def get_is_on_sale(self, listing: Any) -> bool:
        return bool(self._shown(listing).verdict)

    def get_not_on_sale_because(self, listing: Any) -> str | None:
        shown = self._shown(listing)
        return None if shown.verdict else str(shown.verdict.reason)

    @extend_schema_field(OnSaleOut(allow_null=True))
    def get_on_sale(self, listing: Any) -> Any:
        page = self._shown(listing).page
        return OnSaleOut(page).data if page else None

    def _shown(self, listing: Any) -> Shown:
        if not hasattr(listing, "shown"):
            listing.shown = show(listing)
        shown: Shown = listing.shown
        return shown


class ListingDoor(OpenDoor):
    resource = "listings"

    @operation(query=SearchQuery, gives=ListingCardOut, paged=True)
    def index(self, request: Request, query: Mapping[str, Any]) -> Rows | Ranked:
        """What is on sale: by words, category, shop, filters, in one of the orders."""
        found = find(query, language=language())
        cards = card_rows(found.listings)
        sort = SEARCH_SORTS[query.get("sort") or (BEST.key if found.ranked is not None else "newest")]
        if sort is BEST and found.ranked is not None:
            return Ranked(cards, found.ranked)
        return Rows(cards, (sort if sort.columns else SORTS["newest"]).columns)

    @operation(query=FilterQuery, gives=FacetsOut)
    def facets(self, request: Request, query: Mapping[str, Any]) -> Any:
        """The filters of such a list, with how many listings each value would show."""
        found, total = facets(query, language=language())
        return {"total": total, "facets": found}

    @operation(gives=SortOut, many=True)
    def sorts(self, request: Request) -> Any:
        """The orders in which listings can be shown, and what each puts first."""
        return list(SEARCH_SORTS.values())

    @operation(gives=ListingOut)
    def show(self, request: Request, number: str) -> Any:
        """Everything about one listing that is, or ever was, public."""
        listing = find_listing(number, language())
        if listing is None:
            raise Http404
        return listing


class ShopDoor(OpenDoor):
    resource = "shops"

    @operation(gives=ShopCardOut, paged=True)
    def index(self, request: Request) -> Rows:
        """The shops that sell now, those that opened last first."""
        return Rows(Shop.objects.open_for_business(), ("-opened_at", "-pk"))

    @operation(gives=ShopOut)
    def show(self, request: Request, slug: str) -> Any:
        """Who sells here, what we checked, what is promised."""
        shop = find_shop(slug)
        if shop is None:
            raise Http404
        return shop


def card_rows(listings: ListingQuerySet) -> ListingQuerySet:
    return listings.in_language(language()).with_card()


def show(listing: Listing) -> Shown:
    verdict = may_be_shown(listing)
    page = listing_page(listing, language=language()) if verdict else None
    if verdict and page is None:
        verdict = Verdict(False, _("The shop is not offering it at the moment."))
    return Shown(verdict, page)
