"""The whole demo, in the order in which it would have happened over the last ten weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter

from django.db import transaction

from core import bell, clock
from core.events import deliver_due
from core.mail import send_due_mail
from demo_assets import catalogue
from marketplace.demo.applications import fill_queue
from marketplace.demo.brands import brands_and_reports
from marketplace.demo.credentials import happenings
from marketplace.demo.listings import changes, fill_shop
from marketplace.demo.moments import Moment
from marketplace.demo.past import improve_returns_everywhere, quicken_refunds
from marketplace.demo.people import make_people
from marketplace.demo.replies import keep_replies
from marketplace.demo.shops import open_shop, publish_own
from marketplace.demo.tales import Market, given_up, tales, unfinished
from marketplace.demo.vetting import decide_against
from notifications.services import mark_all_read
from payments.services import sweep_payments
from policies.kinds import PolicyKind
from policies.terms import ReturnTerms
from reviews.services import process_review_photos
from sellers.models import Shop, ShopRole
from sellers.services import accept_invitation, away_shop, invite_member
from sellers.vetting.loading import load_starting_requirements
from taxonomy.loading import load_starting_tree

WEEKS = timedelta(weeks=1)
DAY = timedelta(days=1)
ROUND = timedelta(hours=6)
UNREAD = 2 * DAY
# The small market, for tests: whom README's story needs, and what they buy.
SMALL_SHOPS, SMALL_LISTINGS = 3, 4

Tell = Callable[[str], object]


def seed(tell: Tell = lambda sentence: None, *, small: bool = False) -> Market:
    """
    Build the demo in an empty, migrated database: in about half a minute on a machine with two cores.

    `small` takes the story's cast with a dozen listings, in some seconds.
    """
    with bell.muted():
        return _seed(tell, clock.now(), small=small)


def _seed(tell: Tell, now: datetime, *, small: bool) -> Market:
    start = now - 10 * WEEKS
    load_starting_tree()
    with clock.at(start):
        load_starting_requirements()
        people = make_people(small=small)
        improve_returns_everywhere(people["ada"])
    market = Market(people, {}, {})
    tell(f"{len(people)} people")
    for place, said in enumerate(catalogue.shops()[: SMALL_SHOPS if small else None]):
        owner, opened = people[said.owner], start + 2 * place * DAY
        shop = open_shop(said, owner, people["rita"], at=opened, now=now)
        offered = said.listings[: SMALL_LISTINGS if small else None]
        listings = fill_shop(shop, offered, by=owner, start=opened + 2 * DAY)
        market.listings |= listings
        market.owners |= dict.fromkeys(listings, owner)
        tell(f"{said.name}: {len(listings)} listings")
    with transaction.atomic():
        fill_queue(people, start=now - 4 * DAY)
        keep_replies()
    tell("applications in every state")
    happened = live(market, now=now)
    tell(f"{happened} moments: purchases in every state, reviews, prices that changed")
    catch_up(market, since=start, until=now)
    tell("everybody told, all mail sent")
    return market


def live(market: Market, *, now: datetime) -> int:
    """Let everything happen at its time, oldest first: stock is sold, and prices change, in that order."""
    moments: list[Moment] = [
        *tales(market, now=now),
        *given_up(market, now=now),
        *unfinished(market, now=now),
        *happenings(market.people, now=now),
        *changes(market.listings, market.owners, now=now),
        *brands_and_reports(market, now=now),
        (now - 3 * WEEKS, partial(quicken_refunds, market.people["ada"])),
        (now - 5 * WEEKS, partial(grow_a_team, market)),
        (now - 13 * DAY, partial(decide_against, market.people)),
        (now - 9 * DAY, partial(improve_returns, market)),
        (now - 2 * DAY, partial(take_a_break, market)),
    ]
    for moment, act in sorted(moments, key=itemgetter(0)):
        with clock.at(moment):
            act()
    return len(moments)


def grow_a_team(market: Market) -> None:
    """Bob has somebody for parcels and somebody for pictures; whoever is to count the money has not answered yet."""
    people = market.people
    if "rudi" not in people:
        return
    bob = people["bob"]
    shop = Shop.objects.worked_by(bob, ShopRole.OWNER).order_by("pk")[0]
    for key, role in (("rudi", ShopRole.FULFILMENT), ("tia", ShopRole.CATALOGUE)):
        invitation = invite_member(shop, by=bob, email=people[key].email, role=role)
        accept_invitation(invitation, by=people[key])
    with clock.at(clock.now() + 5 * WEEKS - DAY):
        invite_member(shop, by=bob, email="wati@example.com", role=ShopRole.FINANCE)


def improve_returns(market: Market) -> None:
    """One shop has improved its returns: what was sold before keeps the older version."""
    shop = Shop.objects.get(slug="laufgut")
    body = "Wear them at home for as long as you like. Whatever does not fit comes back to us."
    terms = ReturnTerms(window_days=60, return_postage="seller")
    publish_own(shop, PolicyKind.RETURNS, terms, body=body, by=market.people["carol"])


def take_a_break(market: Market) -> None:
    """One shop is away: its page says so, and nothing of it is sold."""
    shop = Shop.objects.filter(slug="neel-block-print").first()
    if shop is not None:
        away_shop(shop, by=market.people["priya"])


def catch_up(market: Market, *, since: datetime, until: datetime) -> None:
    """
    Send the refunds, facts and mails that the past owes, so that the demo starts with a quiet worker.

    Everybody hears of everything within hours of its time, and has read all but the last two days of it.
    """
    sweep_payments()
    process_review_photos()
    hear(since, until - UNREAD)
    with clock.at(until - UNREAD):
        for person in market.people.values():
            mark_all_read(person)
    hear(until - UNREAD, until)
    while tell_everybody():
        pass


def hear(since: datetime, until: datetime) -> None:
    """Let the worker look every few hours of that time."""
    moment = since
    while moment < until:
        moment = min(moment + ROUND, until)
        with clock.at(moment):
            while tell_everybody():
                pass


def tell_everybody() -> int:
    """What is due now, in one transaction: nobody else works yet, and a thousand small ones take minutes."""
    with transaction.atomic():
        return deliver_due(limit=10_000) + send_due_mail(limit=10_000)
