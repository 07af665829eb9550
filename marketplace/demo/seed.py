"""The whole demo, in the order in which it would have happened over the last six weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from catalog.models import Listing, Variant
from core import bell, clock
from core.events import deliver_due
from core.mail import send_due_mail
from marketplace.demo import orders as story
from marketplace.demo.applications import fill_queue
from marketplace.demo.people import make_people
from marketplace.demo.shops import offer, open_shop, read_catalogue
from orders.models import Purchase
from payments.providers.sandbox import bank
from payments.services import sweep_payments
from policies.kinds import PolicyKind
from policies.models import Policy
from policies.services import publish_policy
from policies.terms import ReturnTerms
from sellers.models import Shop
from taxonomy.loading import load_starting_tree

OWNERS = {
    "tanah-liat": "bob",
    "anyam-bersama": "sari",
    "lichtwerk-berlin": "jonas",
    "laufgut": "carol",
    "harbor-audio": "dana",
    "mayak-wool": "vera",
}
WEEKS = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass
class Market:
    """What the seed has made so far."""

    people: dict[str, User]
    shops: dict[str, Shop]
    listings: dict[str, Listing]

    def variant(self, ref: str, position: int = 0) -> Variant:
        return self.listings[ref].variants.order_by("position")[position]


def seed(tell: Callable[[str], object] = lambda sentence: None) -> Market:
    """Build the demo in an empty, migrated database; takes about half a minute."""
    with bell.muted():
        return _seed(tell, clock.now())


def _seed(tell: Callable[[str], object], now: datetime) -> Market:
    start = now - 6 * WEEKS
    catalogue = read_catalogue()
    load_starting_tree()
    with clock.at(start):
        people = make_people()
    market = Market(people, {}, {})
    tell(f"{len(people)} people")
    for days, said in enumerate(catalogue["shops"]):
        market.shops[said["slug"]] = open_shop(
            said, people[OWNERS[said["slug"]]], people["rita"], at=start + days * DAY
        )
    fill_queue(people, start=now - 4 * DAY)
    tell(f"{len(market.shops)} shops, and applications in every state")
    for hours, said in enumerate(catalogue["listings"]):
        owner = people[OWNERS[said["shop"]]]
        at = start + 8 * DAY + timedelta(hours=5 * hours)
        market.listings[said["ref"]] = offer(market.shops[said["shop"]], said, by=owner, at=at)
    tell(f"{len(market.listings)} listings")
    change_a_policy(market, at=now - 9 * DAY)
    purchases = list(tell_stories(market, now))
    tell(f"{len(purchases)} purchases, in every state")
    catch_up()
    return market


def change_a_policy(market: Market, *, at: datetime) -> None:
    """One shop has improved its returns: what was sold before keeps the older version."""
    shop = market.shops["laufgut"]
    current = Policy.objects.select_related("current").get(shop=shop, kind=PolicyKind.RETURNS).current
    if current is None:
        return
    with clock.at(at):
        publish_policy(
            shop=shop,
            kind=PolicyKind.RETURNS,
            title=current.title,
            body="Wear them at home for as long as you like. Whatever does not fit comes back to us.",
            terms=ReturnTerms(window_days=60, return_postage="seller"),
            language=shop.language,
            by=market.people["carol"],
        )


@dataclass(frozen=True)
class Tale:
    """Who bought what, how long ago, and what happened then."""

    who: str
    refs: Sequence[tuple[str, int]]
    ago: timedelta
    steps: Sequence[story.Step]


def tell_stories(market: Market, now: datetime) -> Iterator[Purchase]:
    """Every tale, each at its time."""
    for tale in tales(list(market.listings)):
        bought_at = now - tale.ago
        wanted = [(market.variant(ref), quantity) for ref, quantity in tale.refs]
        for purchase in story.buy(market.people[tale.who], wanted, at=bought_at, address=story.ADDRESSES[tale.who]):
            for order in purchase.orders.order_by("pk"):
                story.live_through(order, tale.steps, since=bought_at)
            yield purchase
    yield from unfinished(market, now)


def tales(refs: Sequence[str]) -> list[Tale]:
    """The tales; `refs` are the catalogue's listings in its order, about seven for each shop."""
    mug, lamp, shoe = _first(refs, "tanah-liat"), _first(refs, "lichtwerk-berlin"), _first(refs, "laufgut")
    basket, sound, wool = _first(refs, "anyam-bersama"), _first(refs, "harbor-audio"), _first(refs, "mayak-wool")
    review = story.review
    done = story.ACCEPTED
    return [
        Tale(
            "alice",
            [(mug[0], 2)],
            20 * DAY,
            (
                *done,
                (6 * DAY, review(5, "Heavier than I thought, and lovelier. The glaze has tiny crackles.")),
            ),
        ),
        Tale("dewi", [(mug[0], 1)], 18 * DAY, (*done, (5 * DAY, review(4, "Cantik, hanya kotaknya agak penyok.")))),
        Tale(
            "lena",
            [(mug[0], 1), (lamp[0], 1)],
            16 * DAY,
            (
                *done,
                (6 * DAY, review(5, "Exactly as in the picture, and it came a day early.")),
            ),
        ),
        Tale(
            "sam",
            [(sound[0], 1)],
            17 * DAY,
            (
                *done,
                (7 * DAY, review(2, "The left side crackled after two days. The shop answered, but slowly.")),
            ),
        ),
        Tale("alice", [(shoe[0], 1)], 15 * DAY, (*done, (5 * DAY, review(4, "Comfortable. Order half a size up.")))),
        Tale("dewi", [(wool[0], 1)], 15 * DAY, (*done, (6 * DAY, review(5, "Hangat sekali, dan tidak gatal.")))),
        Tale("lena", [(basket[0], 1)], 14 * DAY, (*done, (6 * DAY, review(5, "Tight weave, smells of hay.")))),
        Tale("sam", [(lamp[1], 1)], 13 * DAY, (*done, (5 * DAY, review(3, "Good light; the cable is short.")))),
        Tale("alice", [(basket[1], 1), (mug[1], 1)], 5 * DAY, story.DELIVERED),
        Tale("alice", [(lamp[2], 1)], 4 * DAY, story.AT_THE_DOOR),
        Tale("alice", [(wool[1], 1)], 3 * DAY, story.TRAVELLING),
        Tale("dewi", [(mug[2], 1)], 2 * DAY, story.SENT),
        Tale("lena", [(shoe[1], 1)], DAY, story.PACKED),
        Tale("alice", [(mug[0], 1)], timedelta(hours=3), ()),
        Tale("dewi", [(mug[1], 2)], timedelta(hours=9), ()),
        Tale("sam", [(shoe[2], 1)], 2 * DAY, ((timedelta(hours=2), story.cancel),)),
        Tale(
            "alice",
            [(sound[1], 1)],
            timedelta(hours=20),
            (
                (timedelta(hours=5), story.pack),
                (timedelta(hours=19, minutes=59), story.send_with_demo_carrier),
            ),
        ),
    ]


def _first(refs: Sequence[str], shop: str) -> list[str]:
    return [ref for ref in refs if ref.startswith(shop)]


def unfinished(market: Market, now: datetime) -> Iterator[Purchase]:
    """A guest who paid, a payment that was declined, and one that nobody has begun."""
    refs = list(market.listings)
    mug, lamp = _first(refs, "tanah-liat")[0], _first(refs, "lichtwerk-berlin")[0]
    guest, alice = story.ADDRESSES["lena"], story.ADDRESSES["alice"]
    yield from story.buy(None, [(market.variant(lamp), 1)], at=now - timedelta(hours=6), address=guest)
    yield from story.buy(
        market.people["alice"],
        [(market.variant(mug, 1), 1)],
        at=now - timedelta(minutes=4),
        address=alice,
        outcome=bank.Outcome.DECLINE,
    )


def catch_up() -> None:
    """Send the refunds, facts and mails that the past owes, so that the demo starts with a quiet worker."""
    sweep_payments()
    while deliver_due() + send_due_mail():
        pass
