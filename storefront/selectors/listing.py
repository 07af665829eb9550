"""All that the page of one listing says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import BigIntegerField, BooleanField, CharField, ExpressionWrapper, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from catalog.models import Listing, ListingFact, ListingText, Photo, PriceChange, Variant
from catalog.querysets import is_on_sale
from core import clock
from core.formatting import short_day
from core.memory import Memory
from core.money import Money
from core.statements import Given, Statement
from core.verdict import Verdict
from orders.rules import DateRange, delivery_dates
from policies.selectors import PromiseLine, policies_that_bind, short_form
from policies.terms import ShippingTerms
from reviews.asking import Asked
from reviews.selectors import ALL, ListedReviews, reviews_of_listing
from sellers.models import Shop
from sellers.querysets import is_trading
from sellers.selectors import Check, Line, checks_of, identity_of
from storefront import rules
from storefront.choices import ChoiceRow, Offer, choice_rows, chosen_offer
from storefront.seeing import LISTING, Seen

LONGEST_HISTORY = 100
SHOWN_HISTORY = 12


@dataclass(frozen=True)
class FactLine:
    """A question of the category and the listing's answer, in the reader's language."""

    label: str
    value: object
    unit: str


@dataclass(frozen=True)
class PriceLine:
    """What it cost, from which day on."""

    price: Money
    since: date


@dataclass(frozen=True)
class ShopSide:
    """What the page says of its shop: the same for everything that the shop sells, on one day."""

    arrives: DateRange | None
    promise: list[PromiseLine]
    # The same, the days of arrival first: for what can be bought today.
    promise_today: list[PromiseLine]
    identity: Sequence[Line]
    checks: Sequence[Check]
    # What was rendered of it (see the template tag `kept`).
    kept: dict[object, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ListingPage:
    listing: Listing
    offers: tuple[Offer, ...]
    chosen: Offer
    rows: list[ChoiceRow]
    photos: list[Photo]
    facts: list[FactLine]
    prices: list[PriceLine]
    lowest: Money | None
    true_until: datetime | None
    side: ShopSide
    reviews: ListedReviews

    @property
    def is_sold_out(self) -> bool:
        """Whether nothing of it is left, in any variant."""
        return all(offer.is_sold_out for offer in self.offers)


def _write_listing() -> QuerySet[Listing]:
    words = ListingText.objects.filter(listing=OuterRef("pk"), language=Given("language", CharField()))
    return (
        Listing.objects.filter(number=Given("number", CharField()), published_at__isnull=False)
        .select_related("shop__seller", "category__parent__parent", "cover")
        .annotate(
            is_sold_now=ExpressionWrapper(is_on_sale(), output_field=BooleanField()),
            is_trading_now=ExpressionWrapper(is_trading("shop__"), output_field=BooleanField()),
            local_title=Subquery(words.values("title")[:1]),
            local_description=Subquery(words.values("description")[:1]),
        )
    )


_LISTING = Statement(_write_listing)


def find_listing(number: str, language: str) -> Listing | None:
    """
    The listing that ever was public under this number, with its words in the reader's language where it has them.

    `is_sold_now` and `is_trading_now` are annotated in the same statement, by the database's clock.
    """
    return _LISTING.first(number=number, language=language)


def may_be_shown(listing: Listing) -> Verdict:
    """Whether the listing is on sale, and if not, why; for a listing of `find_listing`."""
    shop = listing.shop
    return rules.may_be_shown(
        listing=listing.status,
        shop=shop.status,
        seller=shop.seller.status,
        is_on_sale=bool(listing.is_sold_now),  # type: ignore[attr-defined]
        is_trading=bool(listing.is_trading_now),  # type: ignore[attr-defined]
        taken_by_us=listing.retracted_by_us,
    )


def listing_page(
    listing: Listing, *, language: str, sku: str = "", reviews: Asked = ALL, seen: Seen | None = None
) -> ListingPage | None:
    """
    Gather the page of a listing of `find_listing`; None when none of its variants is offered any more.

    What was `seen` of it (storefront.seeing) lets what it says of the shop be remembered.
    """
    offers = offers_of(listing)
    chosen = chosen_offer(offers, sku)
    if chosen is None:
        return None
    changes = _PRICES.ask(variant=chosen.pk, start=0, stop=LONGEST_HISTORY)
    lowest = rules.lowest_price([(change.changed_at, change.amount) for change in changes], now=clock.now())
    return ListingPage(
        listing=listing,
        offers=offers,
        chosen=chosen,
        rows=choice_rows(offers, chosen),
        photos=_photos_of(listing, chosen),
        facts=_facts_of(listing, language),
        prices=[PriceLine(change.price, change.changed_at.date()) for change in changes[:SHOWN_HISTORY]],
        lowest=None if lowest is None else Money(lowest, listing.currency),
        true_until=rules.next_forgotten_price([change.changed_at for change in changes], now=clock.now()),
        side=_side_of(listing.shop, language, seen),
        reviews=reviews_of_listing(listing, reviews),
    )


_PRICES = Statement(
    lambda: PriceChange.objects.filter(variant=Given("variant", BigIntegerField())).order_by("-changed_at", "-pk")
)
_OFFERS = Statement(
    lambda: (
        Variant.objects.offered()
        .filter(listing=Given("listing", BigIntegerField()))
        .order_by("position", "pk", "options__position", "options__pk")
        .values("pk", "sku", "label", "price_amount", "currency", "on_hand", "options__name", "options__value")
    )
)
_PHOTOS = Statement(lambda: Photo.objects.ready().in_order().filter(listing=Given("listing", BigIntegerField())))
_FACTS = Statement(
    lambda: (
        ListingFact.objects.filter(listing=Given("listing", BigIntegerField()))
        .select_related("definition", "choice")
        .order_by("definition__category__depth", "definition__position", "definition__code")
    )
)


def offers_of(listing: Listing) -> tuple[Offer, ...]:
    """The variants on offer, in the seller's order, with their options: one statement, a row for each option."""
    rows = _OFFERS.ask(listing=listing.pk)
    offers = []
    for pk, group in groupby(rows, key=itemgetter("pk")):
        named = list(group)
        first = named[0]
        offers.append(
            Offer(
                pk=pk,
                sku=first["sku"],
                label=first["label"],
                price=Money(first["price_amount"], first["currency"]),
                on_hand=first["on_hand"],
                options={row["options__name"]: row["options__value"] for row in named if row["options__name"]},
            )
        )
    return tuple(offers)


def _photos_of(listing: Listing, chosen: Offer) -> list[Photo]:
    """Those of the chosen variant first, then the rest in the seller's order."""
    return sorted(_PHOTOS.ask(listing=listing.pk), key=lambda photo: photo.variant_id != chosen.pk)


def _facts_of(listing: Listing, language: str) -> list[FactLine]:
    return [
        FactLine(
            label=fact.definition.label_in(language),
            value=fact.choice.label_in(language) if fact.choice else fact.value,
            unit=fact.definition.unit,
        )
        for fact in _FACTS.ask(listing=listing.pk)
    ]


_sides: Memory[ShopSide] = Memory(200)


def _side_of(shop: Shop, language: str, seen: Seen | None) -> ShopSide:
    if seen is None:
        return _gather_side(shop)
    # Everything that the page depends on but the listing itself, on this day.
    versions = tuple((scope, number) for scope, number in sorted(seen.versions.items()) if scope != LISTING)
    key = (shop.pk, language, clock.today(), versions)
    return _sides.of(key, lambda: _gather_side(shop), until=seen.until)


def _gather_side(shop: Shop) -> ShopSide:
    binding = policies_that_bind(shop)
    arrives, promise = _arrives(binding.shipping_terms), short_form(binding)
    return ShopSide(
        arrives=arrives,
        promise=promise,
        promise_today=[_days_of_arrival(arrives), *promise] if arrives else promise,
        identity=identity_of(shop.seller),
        checks=checks_of(shop.seller),
    )


def _days_of_arrival(arrives: DateRange) -> PromiseLine:
    first, last = short_day(arrives.first), short_day(arrives.last)
    days = first if first == last else f"{first} – {last}"
    return PromiseLine(_("Arrives"), _("%(days)s, if you buy it today") % {"days": days})


def _arrives(terms: ShippingTerms) -> DateRange | None:
    """When it would arrive if it were bought today with the shop's first way of delivery."""
    if not terms.options:
        return None
    option = terms.options[0]
    return delivery_dates(
        on=clock.today(), handling_days=terms.handling_days, min_days=option.min_days, max_days=option.max_days
    )
