"""What is measured: each journey says what comes before (not measured), and what is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from bench.browser import Browser
from catalog.models import Listing, Variant
from taxonomy.models import Category

PLENTY = 60


@dataclass(frozen=True)
class Thing:
    """A variant that can be bought, and the page that it stands on."""

    address: str
    shop: int


@dataclass(frozen=True)
class Stock:
    """Where the journeys can go: drawn once from what is on sale."""

    categories: list[str]
    listings: list[str]
    words: list[str]
    # Two shops of one currency, so that one payment buys from both.
    left: list[Thing]
    right: list[Thing]


@dataclass(frozen=True)
class Journey:
    """`prepare` happens before the clock starts; `units` is how often `act` is timed. Nothing is asked beyond that."""

    name: str
    units: int
    act: Callable[[Browser, Stock, random.Random], None]
    prepare: Callable[[Browser, Stock, random.Random], None] | None = None


def read_stock(dice: random.Random) -> Stock:
    """Draw what the journeys ask for from the database of the market."""
    listings = Listing.objects.on_sale()
    drawn = dice.sample(list(listings.values_list("number", "slug", "title").order_by("pk")), 1000)
    leaves = Category.objects.filter(children=None, listings__in=listings).distinct().order_by("path")
    things = list(
        Variant.objects.on_sale()
        .filter(on_hand__gte=PLENTY)
        .values_list("listing__shop", "listing__currency", "listing__number", "listing__slug")
        .order_by("pk")
    )
    by_currency: dict[str, list[int]] = {}
    for shop, currency, _number, _slug in things:
        shops = by_currency.setdefault(currency, [])
        if shop not in shops:
            shops.append(shop)
    first, second, *_rest = next(shops for shops in by_currency.values() if len(shops) > 1)

    def of(shop: int) -> list[Thing]:
        found = [Thing(_listing(number, slug), shop) for owner, _c, number, slug in things if owner == shop]
        return dice.sample(found, min(300, len(found)))

    return Stock(
        categories=[reverse("storefront:category", args=[path]) for path in leaves.values_list("path", flat=True)],
        listings=[_listing(number, slug) for number, slug, _title in drawn],
        words=[" ".join(title.split()[: dice.choice((1, 2))]) for _n, _s, title in drawn],
        left=of(first),
        right=of(second),
    )


def _listing(number: str, slug: str) -> str:
    return reverse("storefront:listing", args=[number, slug])


# --- Looking

# A parameter that no page knows: a page asked for with it is made anew, and not kept.
ANEW = "?anew=1"
# So many listings are looked at again and again; of the others the market has kept nothing.
POPULAR = 200


def look_at_bare_page(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get("/")


def look_at_home(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(reverse("storefront:home"))


def look_at_category(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(dice.choice(stock.categories))


def look_at_popular_listing(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(dice.choice(stock.listings[:POPULAR]))


def look_again(browser: Browser, stock: Stock, dice: random.Random) -> None:
    """At the page that somebody has just looked at."""
    browser.get(browser.path)


def look_at_home_anew(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(reverse("storefront:home") + ANEW)


def look_at_category_anew(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(dice.choice(stock.categories) + ANEW)


def look_at_listing_anew(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(dice.choice(stock.listings) + ANEW)


def look_at_filtered_category(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(f"{dice.choice(stock.categories)}?condition={dice.choice(('new', 'used'))}&sort=price_up")


def search(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(f"{reverse('storefront:search')}?q={quote(dice.choice(stock.words))}")


# --- Buying


def stand_before_a_thing(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.get(dice.choice(stock.left).address)


def add_to_basket(browser: Browser, stock: Stock, dice: random.Random) -> None:
    browser.submit("variant")


def fill_basket_from_two_shops(browser: Browser, stock: Stock, dice: random.Random) -> None:
    for things in (stock.left, stock.right):
        browser.get(dice.choice(things).address)
        browser.submit("variant")


def check_out(browser: Browser, stock: Stock, dice: random.Random) -> None:
    """From the address to the paid purchase: seven requests, two of them to the sandbox, which plays the provider."""
    browser.get(reverse("orders:checkout"))
    browser.submit(
        "full_name",
        expect=200,
        email=f"guest{dice.randrange(10**9)}@example.com",
        full_name="Alice Example",
        street="Canary Lane 1",
        postal_code="10115",
        city="Berlin",
        country="DE",
        step="review",
    )
    browser.submit("shown", step="place")
    pay(browser)
    browser.follow(expect=302)
    browser.follow()


def pay(browser: Browser) -> None:
    browser.follow()
    browser.submit("outcome", outcome="pay")


BARE = Journey("bare Django view, 20 kB", 3000, look_at_bare_page)
JOURNEYS = [
    Journey("home, kept", 3000, look_again, prepare=look_at_home),
    Journey("category, kept", 3000, look_again, prepare=look_at_category),
    Journey("listing, kept", 3000, look_again, prepare=look_at_popular_listing),
    Journey("home, made anew", 400, look_at_home_anew),
    Journey("category, made anew", 400, look_at_category_anew),
    Journey("category, filtered and sorted", 300, look_at_filtered_category),
    Journey("listing, made anew", 400, look_at_listing_anew),
    Journey("search", 400, search),
    Journey("add to basket", 300, add_to_basket, prepare=stand_before_a_thing),
    Journey("checkout, two shops", 60, check_out, prepare=fill_basket_from_two_shops),
]
