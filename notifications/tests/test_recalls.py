"""Whoever bought what was taken down as illegal or unsafe: through the real wiring, who is told, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings

from accounts.models import User
from catalog.models import Listing, Report, Variant
from catalog.reporting import services as reporting
from catalog.reporting.finding import take_down
from catalog.services import publish_listing
from catalog.states import ReportReason
from catalog.tests.reports import a_moderator, upheld
from core import clock
from core.models import EventDelivery, OutgoingMail
from notifications.models import Notification
from notifications.tests.test_who_is_told import mailed, told
from orders import services as orders
from orders.models import Order
from orders.states import CancelledBecause, OrderStatus
from orders.tests.factories import (
    completed_order,
    delivered_order,
    guest_purchase,
    on_sale,
    packed_order,
    paid_order,
    placed_purchase,
)
from sellers.models import Shop
from sellers.tests.factories import a_person, open_shop

Deliver = Callable[[], int]
KIND = "bought_taken_down"


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, name="Bob's", currency="EUR")


@pytest.fixture
def mug(shop: Shop) -> Variant:
    return on_sale(shop, title="Celadon mug", price=2_500)


def taken_down(variant: Variant, ground: ReportReason = ReportReason.UNSAFE) -> Report:
    return take_down(
        Listing.objects.get(pk=variant.listing_id), by=a_moderator(), ground=ground, facts="Its glaze holds lead."
    )


def given_back(report: Report, owner: User) -> None:
    reporting.complain(report, by=owner, words="It is safe.")
    reporting.overturn_decision(report, by=a_moderator(), because="It is.")


def warnings_to(user: User) -> list[str]:
    return [kind for kind in told(user) if kind == KIND]


def text_for(user: User) -> str:
    notice = Notification.objects.get(user=user, kind=KIND).notice
    return f"{notice.title} {notice.text}"


def test_who_bought_reads_what_it_was_who_sold_it_why_it_is_gone_and_what_they_can_do(
    alice: User, mug: Variant, deliver: Deliver
) -> None:
    order = completed_order(alice, variant=mug)
    taken_down(mug)
    deliver()

    said = text_for(alice)
    seller = order.seller
    for words in (
        "Celadon mug",
        "Bob's",
        seller.legal_name,
        order.number,
        "It is not safe.",
        "take it back and to refund",
    ):
        assert words in said
    letter = OutgoingMail.objects.get(key__contains=f":{KIND}:")
    for words in (letter.text, letter.html):
        for part in ("Celadon mug", order.number, "It is not safe.", "Sold by", "Courts"):
            assert part in words
    assert seller.legal_name in letter.text
    # What the moderator wrote was written to the shop.
    assert "lead" not in said + letter.text + letter.html
    assert f"{settings.SITE_URL}/orders/{order.number}/" in letter.text


def test_it_is_read_in_the_shoppers_language(alice: User, mug: Variant, deliver: Deliver) -> None:
    User.objects.filter(pk=alice.pk).update(language="id")
    paid_order(alice, variant=mug)
    taken_down(mug)
    deliver()

    letter = OutgoingMail.objects.get(key__contains=f":{KIND}:")
    assert "Celadon mug, yang Anda beli, ditarik" in letter.subject.replace("\u2068", "").replace("\u2069", "")
    assert "It is" not in letter.text
    assert "What you can do" not in letter.html


@pytest.mark.parametrize("ground", list(ReportReason))
def test_only_what_is_illegal_or_unsafe_is_told(
    ground: ReportReason, alice: User, mug: Variant, deliver: Deliver
) -> None:
    paid_order(alice, variant=mug)
    upheld(Listing.objects.get(pk=mug.listing_id), ground=ground)
    deliver()

    assert bool(warnings_to(alice)) is (ground in {"counterfeit", "unsafe", "forbidden"})


def test_who_reported_is_not_in_it(alice: User, mug: Variant, deliver: Deliver) -> None:
    carol, moderator = a_person("Carol"), a_moderator()
    paid_order(alice, variant=mug)
    listing = Listing.objects.get(pk=mug.listing_id)
    report = reporting.file_report(listing, by=carol, reason=ReportReason.UNSAFE, words="It made me ill.")
    reporting.take_report(report, by=moderator)
    reporting.uphold_report(report, by=moderator, ground=ReportReason.UNSAFE, facts="So it is.")
    deliver()

    letter = OutgoingMail.objects.get(key__contains=f":{KIND}:")
    for words in ("Carol", carol.email, "ill", report.number):
        assert words not in text_for(alice) + letter.text + letter.html
    assert warnings_to(carol) == []


def test_who_bought_and_reported_it_is_told_as_both(alice: User, mug: Variant, deliver: Deliver) -> None:
    moderator = a_moderator()
    paid_order(alice, variant=mug)
    listing = Listing.objects.get(pk=mug.listing_id)
    report = reporting.file_report(listing, by=alice, reason=ReportReason.UNSAFE, words="It made me ill.")
    reporting.take_report(report, by=moderator)
    reporting.uphold_report(report, by=moderator, ground=ReportReason.UNSAFE, facts="So it is.")
    deliver()

    assert told(alice)[-2:] == ["report_upheld", KIND]
    assert mailed(alice.email)[-2:] == ["report_upheld", KIND]


def test_a_guest_is_mailed_a_link_to_their_purchase_each_their_own(mug: Variant, deliver: Deliver) -> None:
    gus = guest_purchase(email="gus@example.com", variant=mug)
    guest_purchase(email="gina@example.com", variant=mug)
    taken_down(mug)
    deliver()

    assert mailed("gus@example.com")[-1] == mailed("gina@example.com")[-1] == KIND
    letter = OutgoingMail.objects.get(to="gus@example.com", key__contains=f":{KIND}:")
    assert f"/orders/open/{gus.number}/{gus.access_token}/" in letter.text
    assert letter.is_sensitive


def test_who_did_not_buy_it_or_has_it_no_more_is_not_told(
    alice: User, mallory: User, bob: User, shop: Shop, mug: Variant, deliver: Deliver
) -> None:
    cancelled = paid_order(alice, variant=mug)
    orders.cancel_order(cancelled, because=CancelledBecause.BY_SHOPPER)
    unpaid = a_person("Una")
    placed_purchase(unpaid, variant=mug)
    paid_order(mallory, shop)
    long_ago = a_person("Olda")
    old = paid_order(long_ago, variant=mug)
    Order.objects.filter(pk=old.pk).update(paid_at=clock.now() - timedelta(days=185))
    lately = a_person("Nea")
    recent = paid_order(lately, variant=mug)
    Order.objects.filter(pk=recent.pk).update(paid_at=clock.now() - timedelta(days=183))
    taken_down(mug)
    deliver()

    assert [warnings_to(person) for person in (alice, unpaid, mallory, long_ago, bob)] == [[]] * 5
    assert warnings_to(lately) == [KIND]


def test_the_notice_says_who_can_cancel_and_nothing_is_cancelled_by_itself(mug: Variant, deliver: Deliver) -> None:
    people = [a_person(name) for name in ("Paid", "Packed", "Here")]
    made = [paid_order(people[0], variant=mug), packed_order(people[1], variant=mug)]
    made.append(delivered_order(people[2], variant=mug))
    taken_down(mug)
    deliver()

    assert "you can cancel it on its page, and all" in text_for(people[0])
    assert "If it is still not sent once the promised day is over" in text_for(people[1])
    assert "do not release the money" in text_for(people[2])
    statuses = [Order.objects.get(pk=order.pk).status for order in made]
    assert statuses == [OrderStatus.PAID, OrderStatus.PACKED, OrderStatus.DELIVERED]
    orders.cancel_order(made[0], because=CancelledBecause.BY_SHOPPER)


def test_who_bought_it_twice_is_told_once_of_both_and_led_to_what_can_be_cancelled(
    alice: User, mug: Variant, deliver: Deliver
) -> None:
    waits = paid_order(alice, variant=mug)
    here = delivered_order(alice, variant=mug)
    taken_down(mug)
    deliver()

    notice = Notification.objects.get(user=alice, kind=KIND).notice
    assert notice.url == f"/orders/{waits.number}/"
    assert waits.number in notice.text
    assert here.number in notice.text
    letter = OutgoingMail.objects.get(key__contains=f":{KIND}:")
    assert waits.number in letter.html
    assert here.number in letter.html


def test_delivered_twice_is_told_once(alice: User, mug: Variant, deliver: Deliver) -> None:
    paid_order(alice, variant=mug)
    guest_purchase(email="gus@example.com", variant=mug)
    taken_down(mug)
    deliver()
    EventDelivery.objects.update(done_at=None)
    deliver()

    assert warnings_to(alice) == [KIND]
    assert mailed("gus@example.com").count(KIND) == 1


def test_a_second_report_of_the_same_is_no_second_warning_and_another_ground_is(
    alice: User, mug: Variant, deliver: Deliver
) -> None:
    listing, moderator = Listing.objects.get(pk=mug.listing_id), a_moderator()
    paid_order(alice, variant=mug)
    waiting = [
        reporting.file_report(listing, by=a_person(), reason=ReportReason.UNSAFE, words="It is not safe.")
        for _report in range(3)
    ]
    for report, ground in zip(waiting, ("counterfeit", "counterfeit", "unsafe"), strict=True):
        reporting.take_report(report, by=moderator)
        reporting.uphold_report(report, by=moderator, ground=ReportReason(ground), facts="So it is.")
        deliver()

    assert warnings_to(alice) == [KIND] * 2


def test_what_was_given_back_is_not_told_and_taken_down_anew_it_is_told_once_more(
    alice: User, bob: User, mug: Variant, deliver: Deliver
) -> None:
    paid_order(alice, variant=mug)
    report = taken_down(mug)
    deliver()
    given_back(report, bob)
    publish_listing(Listing.objects.get(pk=mug.listing_id), by=None)
    anew = taken_down(mug)
    deliver()
    assert warnings_to(alice) == [KIND] * 2

    # Taken back before anybody was told: there is nothing to tell.
    given_back(anew, bob)
    publish_listing(Listing.objects.get(pk=mug.listing_id), by=None)
    given_back(taken_down(mug), bob)
    deliver()

    assert warnings_to(alice) == [KIND] * 2


def test_telling_many_costs_as_many_statements_as_telling_one(
    shop: Shop, deliver: Deliver, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    costs = []
    for many in (1, 6):
        variant = on_sale(shop, stock=20)
        for number in range(many):
            paid_order(a_person(), variant=variant)
            guest_purchase(email=f"guest-{many}-{number}@example.com", variant=variant)
        deliver()
        # Not a counterfeit: those are counted, and the shop is warned by their number.
        taken_down(variant)
        costs.append(count_queries(deliver))
        assert OutgoingMail.objects.filter(key__contains=f":{KIND}:").count() == 2 * many + (2 if many > 1 else 0)

    assert costs[0] == costs[1]
