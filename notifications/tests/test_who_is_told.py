"""Every fact that people are told of, through the real wiring: who is told, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import User
from core import clock
from core.models import EventDelivery, OutgoingMail
from notifications.models import Notification
from orders import services as orders
from orders.models import Order
from orders.states import CancelledBecause, TrackingCode
from orders.tests.factories import (
    cancelled_order,
    completed_order,
    delivered_order,
    guest_purchase,
    packed_order,
    paid_order,
    payment_of,
    placed_purchase,
    sent_order,
    settle,
)
from reviews.services import remove_reply, remove_review, reply_to_review
from reviews.tests.factories import a_moderator, a_review, delivered_line
from sellers import services as sellers
from sellers.models import Shop
from sellers.states import ShopRole
from sellers.tests.factories import (
    a_person,
    a_reviewer,
    an_application,
    open_shop,
    reinstated,
    the_seller_of,
    works_in,
)

Deliver = Callable[[], int]


@pytest.fixture
def shop(bob: User, deliver: Deliver) -> Shop:
    """bob's shop; what he was told on the way is forgotten."""
    shop = open_shop(bob, name="Bob's")
    deliver()
    Notification.objects.all().delete()
    OutgoingMail.objects.all().delete()
    return shop


def told(user: User) -> list[str]:
    return list(Notification.objects.told_to(user).order_by("pk").values_list("kind", flat=True))


def mailed(address: str) -> list[str]:
    keys = OutgoingMail.objects.filter(to=address).order_by("pk").values_list("key", flat=True)
    return [key.split(":")[1] for key in keys]


def text_of(user: User, kind: str) -> str:
    notice = Notification.objects.told_to(user).filter(kind=kind).latest("pk").notice
    return f"{notice.title} {notice.text}"


# --- Becoming a seller, and staying one


def test_an_applicant_is_told_of_every_step(alice: User, rita: User, deliver: Deliver) -> None:
    application = an_application(alice)
    sellers.request_more(application, by=rita, what="The last page of the deed.")
    deliver()

    assert told(alice) == mailed(alice.email) == ["application_submitted", "more_requested"]
    assert "The last page of the deed." in text_of(alice, "more_requested")


def test_an_applicant_is_told_of_approval(bob: User, deliver: Deliver) -> None:
    open_shop(bob, name="Bob's")
    deliver()

    assert told(bob) == ["application_submitted", "application_approved"]
    assert "Bob's is open" in text_of(bob, "application_approved")


def test_an_applicant_is_told_why_they_were_refused(alice: User, rita: User, deliver: Deliver) -> None:
    sellers.refuse_application(an_application(alice), by=rita, because="The number belongs to somebody else.")
    deliver()

    assert "The number belongs to somebody else." in text_of(alice, "application_refused")


def test_owners_are_told_of_suspension_and_reinstatement(bob: User, shop: Shop, deliver: Deliver) -> None:
    helper = member_of(shop, ShopRole.FULFILMENT)
    seller = the_seller_of(shop)
    sellers.suspend_seller(seller, by=a_reviewer(), because="The register says that it is dissolved.")
    reinstated(the_seller_of(shop))
    deliver()

    assert told(bob) == ["seller_suspended", "seller_reinstated"]
    assert "The register says that it is dissolved." in text_of(bob, "seller_suspended")
    assert told(helper) == []


def test_owners_are_told_how_long_a_renewed_approval_holds(bob: User, shop: Shop, deliver: Deliver) -> None:
    seller = the_seller_of(shop)
    with clock.at(datetime(2027, 12, 1, 9, tzinfo=UTC)):
        sellers.renew_approval(seller, by=a_reviewer(), because="The register extract is of this month.")
        deliver()

    assert told(bob) == ["approval_renewed"]
    assert "30 Nov 2028" in text_of(bob, "approval_renewed")


def member_of(shop: Shop, role: ShopRole) -> User:
    user = a_person("Helper")
    works_in(shop, user, role)
    return user


# --- Buying


def test_a_paid_purchase_is_told_to_the_shopper_and_the_order_to_who_sends_it(
    alice: User, bob: User, shop: Shop, deliver: Deliver
) -> None:
    sender, bookkeeper = member_of(shop, ShopRole.FULFILMENT), member_of(shop, ShopRole.FINANCE)
    order = paid_order(alice, shop)
    deliver()

    assert told(alice) == mailed(alice.email) == ["purchase_paid"]
    assert told(bob) == told(sender) == ["shop_order_paid"]
    assert told(bookkeeper) == []
    assert order.number in text_of(bob, "shop_order_paid")


def test_the_confirmation_says_what_was_bought_when_it_comes_and_what_is_promised(
    alice: User, shop: Shop, deliver: Deliver
) -> None:
    order = paid_order(alice, shop, quantity=2)
    deliver()

    line = order.lines.get()
    mail = OutgoingMail.objects.get(to=alice.email)
    for letter in (mail.text, mail.html):
        assert f"2 × {line.title}" in " ".join(letter.split())
        assert order.number in letter
        assert order.delivery_name in letter
        assert "Canary Lane 1" in letter
        assert "commission" not in letter
    assert "word for word" in mail.text


def test_a_guest_is_mailed_every_step_and_nobody_elses_inbox_fills(shop: Shop, bob: User, deliver: Deliver) -> None:
    order = guest_purchase(email="gus@example.com", shop=shop).orders.get()
    orders.ship_order(order, carrier="other", carrier_name="JNE", tracking_number="8820")
    deliver()

    assert mailed("gus@example.com") == ["purchase_paid", "order_handed_over"]
    assert Notification.objects.exclude(user=bob).count() == 0


def test_a_declined_payment_is_told_with_the_time_that_is_left(alice: User, shop: Shop, deliver: Deliver) -> None:
    purchase = placed_purchase(alice, shop=shop)
    settle(payment_of(purchase), "decline")
    deliver()

    assert told(alice) == ["payment_declined"]
    assert f"{purchase.due_at:%H:%M}" in text_of(alice, "payment_declined")


def test_the_end_of_a_reservation_is_told(alice: User, shop: Shop, deliver: Deliver) -> None:
    orders.cancel_purchase(placed_purchase(alice, shop=shop), because=CancelledBecause.NOT_PAID_IN_TIME)
    deliver()

    assert told(alice) == ["purchase_cancelled"]
    assert "It was not paid in time." in text_of(alice, "purchase_cancelled")


def test_who_cancels_before_paying_needs_no_letter_about_it(alice: User, shop: Shop, deliver: Deliver) -> None:
    orders.cancel_purchase(placed_purchase(alice, shop=shop), because=CancelledBecause.BY_SHOPPER)
    orders.cancel_purchase(placed_purchase(shop=shop), because=CancelledBecause.BY_SHOPPER)
    deliver()

    assert told(alice) == []
    assert not OutgoingMail.objects.exists()


# --- The way of a parcel


def test_the_shopper_is_told_of_every_step_of_the_parcel(alice: User, shop: Shop, deliver: Deliver) -> None:
    order = packed_order(alice, shop)
    orders.ship_order(order, carrier="other", carrier_name="JNE", tracking_number="8820 1145")
    for code in (TrackingCode.IN_TRANSIT, TrackingCode.OUT_FOR_DELIVERY, TrackingCode.DELIVERED):
        orders.record_tracking(order.shipment, code=code, place="Berlin")
    deliver()

    steps = ["order_packed", "order_handed_over", "order_in_transit", "order_out_for_delivery", "order_delivered"]
    assert told(alice) == mailed(alice.email) == ["purchase_paid", *steps]
    assert "8820 1145" in text_of(alice, "order_handed_over")


def test_delivery_is_told_with_until_when_to_say_that_something_is_wrong(
    alice: User, shop: Shop, deliver: Deliver
) -> None:
    order = delivered_order(alice, shop)
    deliver()

    assert order.release_at is not None
    assert f"{order.release_at.day} " in text_of(alice, "order_delivered")
    assert "Bob's" in text_of(alice, "order_delivered")


def test_the_released_money_is_told_to_who_keeps_the_books(
    alice: User, bob: User, shop: Shop, deliver: Deliver
) -> None:
    sender, bookkeeper = member_of(shop, ShopRole.FULFILMENT), member_of(shop, ShopRole.FINANCE)
    completed_order(alice, shop)
    deliver()

    assert "shop_order_released" in told(bob)
    assert told(bookkeeper) == ["shop_order_released"]
    assert "shop_order_released" not in told(sender)
    assert told(alice)[-1] == "order_completed"
    assert "order_released" not in " ".join(told(alice))


def test_a_cancelled_order_is_told_to_both_sides(alice: User, bob: User, shop: Shop, deliver: Deliver) -> None:
    order = cancelled_order(alice, shop)
    deliver()

    assert told(alice)[-1] == "order_cancelled"
    assert told(bob)[-1] == "shop_order_cancelled"
    assert order.number in text_of(bob, "shop_order_cancelled")
    assert "The shopper cancelled it." in text_of(bob, "shop_order_cancelled")


# --- Judging


def test_a_review_is_told_to_who_leads_the_shop(alice: User, bob: User, shop: Shop, deliver: Deliver) -> None:
    review = a_review(delivered_line(alice, shop), rating=2)
    deliver()

    assert told(bob)[-1] == "review_published"
    assert "2 of 5" in text_of(bob, "review_published")

    reply = reply_to_review(review, by=bob, text="Sorry.")
    deliver()

    assert told(alice)[-1] == "review_replied"
    assert shop.name in text_of(alice, "review_replied")

    remove_reply(reply, by=a_moderator(), because="advertising")
    deliver()

    assert told(bob)[-1] == "reply_removed"
    assert "It was advertising." in text_of(bob, "reply_removed")

    remove_review(review, by=a_moderator(), because="insult")
    deliver()

    assert told(alice)[-1] == "review_removed"
    assert "It insulted or threatened somebody." in text_of(alice, "review_removed")


# --- Once


def test_a_delivery_that_runs_again_doubles_nothing(alice: User, shop: Shop, deliver: Deliver) -> None:
    sent_order(alice, shop)
    deliver()
    inbox, mails = Notification.objects.count(), OutgoingMail.objects.count()

    EventDelivery.objects.update(done_at=None)
    deliver()

    assert (Notification.objects.count(), OutgoingMail.objects.count()) == (inbox, mails)


def test_who_left_the_shop_or_is_not_active_is_not_told(alice: User, bob: User, shop: Shop, deliver: Deliver) -> None:
    gone = member_of(shop, ShopRole.MANAGER)
    gone.is_active = False
    gone.save()
    paid_order(alice, shop)
    deliver()

    assert told(gone) == []
    assert Order.objects.count() == 1
