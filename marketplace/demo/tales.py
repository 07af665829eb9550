"""Who bought what, how far it came, and what they said of it: demo_assets/tales.toml, told through the services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import translation

from accounts.models import User
from catalog.models import Listing, Variant
from core import clock
from demo_assets import catalogue
from demo_assets.catalogue import PHOTOS
from marketplace.demo import orders as story
from marketplace.demo.moments import Moment
from marketplace.demo.people import ADDRESSES
from orders.models import Order
from orders.rules import RESERVATION
from orders.services import cancel_purchase, expire_purchases
from orders.states import CancelledBecause
from payments.providers.sandbox import bank
from reviews.services import add_review_photo, publish_review, remove_review, reply_to_review

DAY = timedelta(days=1)


@dataclass
class Market:
    """What the seed has made so far; listings and owners by the listing's key."""

    people: dict[str, User]
    listings: dict[str, Listing]
    owners: dict[str, User]

    def variants(self, key: str) -> list[Variant]:
        return list(self.listings[key].variants.order_by("position"))


def tales(market: Market, *, now: datetime) -> Iterator[Moment]:
    """Every tale whose people and things are in this market, with the time at which it begins."""
    for tale in catalogue.tales():
        if tale["who"] in market.people and all(thing[0] in market.listings for thing in tale["things"]):
            bought_at = now - DAY * float(tale["days_ago"])
            yield bought_at, partial(_tell, market, tale, bought_at=bought_at, now=now)


def _tell(market: Market, tale: dict[str, Any], *, bought_at: datetime, now: datetime) -> None:
    who = tale["who"]
    wanted = [(market.variants(key)[place], quantity) for key, quantity, place in _things(tale)]
    for purchase in story.buy(market.people[who], wanted, at=bought_at, address=ADDRESSES[who]):
        for order in purchase.orders.order_by("pk"):
            story.live_through(order, story.UNTIL[tale["until"]], since=bought_at)
            if "stars" in tale:
                _review(market, order, tale, at=min(now, bought_at + DAY * float(tale.get("after", 5))))


def _things(tale: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """What was bought: listing, quantity, which of its variants."""
    for key, *rest in tale["things"]:
        yield key, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 0


def _review(market: Market, order: Order, tale: dict[str, Any], *, at: datetime) -> None:
    author = market.people[tale["who"]]
    line = order.lines.select_related("listing").order_by("position")[0]
    with clock.at(at), translation.override(author.language):
        review = publish_review(line, author=author, rating=tale["stars"], text=tale.get("text", ""))
        for snap in catalogue.snaps(tale):
            content = (PHOTOS / snap.file).read_bytes()
            add_review_photo(review, content=content, name=snap.file.replace("/", "-"), by=author)
    if "reply" in tale:
        with clock.at(at + DAY / 2):
            reply_to_review(review, by=market.owners[_first(tale)], text=tale["reply"])
    if "removed" in tale:
        with clock.at(at + DAY):
            remove_review(review, by=market.people["mo"], because=tale["removed"])


def _first(tale: dict[str, Any]) -> str:
    key: str = tale["things"][0][0]
    return key


def given_up(market: Market, *, now: datetime) -> Iterator[Moment]:
    """A purchase that its shopper took back before paying, and one whose reservation ran out."""
    mug = market.variants("tanah-liat/mug")[0]
    began = now - 6 * DAY

    def take_back() -> None:
        [purchase] = story.buy(market.people["sam"], [(mug, 1)], at=began, address=ADDRESSES["sam"], outcome="")
        cancel_purchase(purchase, because=CancelledBecause.BY_SHOPPER, by=purchase.shopper)

    yield began, take_back
    later = now - 5 * DAY
    yield later, partial(story.buy, None, [(mug, 1)], at=later, address=ADDRESSES["lena"], outcome="")
    yield later + 2 * RESERVATION, expire_purchases


def unfinished(market: Market, *, now: datetime) -> Iterator[Moment]:
    """A guest who paid, a payment that was declined, and a purchase that nobody has begun to pay."""
    mug, lamp = market.variants("tanah-liat/mug")[1], market.variants("lichtwerk-berlin/table-lamp")[1]
    for who, address, variant, ago, outcome in (
        (None, "lena", lamp, 6 * story.HOUR, bank.Outcome.PAY),
        ("alice", "alice", mug, timedelta(minutes=4), bank.Outcome.DECLINE),
        ("dewi", "dewi", mug, timedelta(minutes=2), ""),
    ):
        shopper = market.people[who] if who else None
        wanted, address_ = [(variant, 1)], ADDRESSES[address]
        yield now - ago, partial(story.buy, shopper, wanted, at=now - ago, address=address_, outcome=outcome)
