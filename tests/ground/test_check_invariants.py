"""
`manage.py check_invariants` exits 1 and names the row, for each invariant that there is.

One market that is sound; each invariant in turn is broken by hand in it, as somebody with a shell could, and mended.
What the database itself forbids is done past its constraints.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Model

from accounts.events import StaffRolesChanged
from catalog.models import CatalogueImport, PriceChange, Report, Variant
from catalog.services import add_photo
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import taken_in
from core import clock
from core.events import announce
from core.invariants import REGISTRY
from core.mail import queue_message
from core.models import Complaint, Event, EventDelivery, OutgoingMail, Proposal, StatementOfReasons, Trace
from core.reasons import decided_thing
from orders import services as orders
from orders.models import Order, OrderLine, Promise, Purchase
from orders.states import CancelledBecause, OrderStatus
from orders.tests.factories import captured_payment
from payments.kinds import AccountKind, TransactionKind
from payments.models import Payment, Refund
from payments.tests.test_invariants import write_past_the_services
from policies.models import Policy, PolicyVersion
from policies.tests.test_invariants import tamper
from reviews.models import Review
from reviews.tests.factories import a_review_photo
from sellers.events import SellerSuspended
from sellers.models import (
    Application,
    BrandAuthorisation,
    Credential,
    Membership,
    PayoutAccount,
    Recheck,
    Shop,
)
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.services import leave_market
from sellers.services.deciding import APPROVE
from sellers.states import Risk
from sellers.vetting.services import work_out_all_ends
from sellers.vetting.states import CredentialStatus, Method
from taxonomy.models import Brand
from tests.access.knocking import undone
from tests.access.world import World, build_world

TWO_DAYS = timedelta(days=2)
Damage = Callable[[World], str]
DAMAGES: dict[str, Damage] = {}


def breaks(title: str) -> Callable[[Damage], Damage]:
    """Mark what breaks the invariant of this title, and answers the row that must be named."""

    def mark(damage: Damage) -> Damage:
        DAMAGES[title] = damage
        return damage

    return mark


def write(row: Model, **columns: object) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


def write_past(constraint: str, row: Model, **columns: object) -> None:
    """The same although the database has a constraint against it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE {row._meta.db_table} DROP CONSTRAINT "{constraint}"')
            write(row, **columns)
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            write(row, **columns)
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def order_of(world: World, name: str) -> Order:
    return Order.objects.get(number=world.things[name])


def variant_of(world: World) -> Variant:
    return Variant.objects.get(sku=world.things["sku"])


def review_of(world: World, name: str = "reviewed") -> Review:
    return Review.objects.get(order_line__order__number=world.things[name])


def application_of(world: World) -> Application:
    return Application.objects.get(number=world.things["application"])


def unpaid_of(world: World) -> Purchase:
    return Purchase.objects.get(number=world.things["unpaid"])


# --- The ground


@breaks("No fact waits longer than an hour for its subscriber")
def waiting_fact(world: World) -> str:
    delivery = EventDelivery.objects.filter(done_at=None)[0]
    with connection.cursor() as cursor:
        then = clock.now() - TWO_DAYS
        cursor.execute("UPDATE core_event SET occurred_at = %s WHERE id = %s", [then, delivery.event_id])
    write(delivery, due_at=then)
    return f"delivery {delivery.pk}"


@breaks("No fact is parked undelivered")
def parked_fact(world: World) -> str:
    delivery = EventDelivery.objects.filter(done_at=None)[0]
    write(delivery, parked_at=clock.now())
    return f"delivery {delivery.pk}"


@breaks("No mail waits longer than a day")
def waiting_mail(world: World) -> str:
    mail: OutgoingMail = queue_message(key="k", to="a@example.com", subject="Hello", text="Words", language="en")
    write(mail, created_at=clock.now() - TWO_DAYS)
    return f"mail {mail.pk}"


@breaks("What takes two people was done by two, and done when it was confirmed")
def confirmed_and_not_done(world: World) -> str:
    proposal = Proposal.objects.get(kind=APPROVE)
    write(proposal, status="confirmed", answered_by=world.people["sena"], answered_at=clock.now())
    return f"proposal {proposal.pk}"


@breaks("No proposal waits longer than an hour past its time")
def forgotten_proposal(world: World) -> str:
    proposal = Proposal.objects.get(kind=APPROVE)
    write(proposal, expires_at=clock.now() - TWO_DAYS)
    return f"proposal {proposal.pk}"


@breaks("Nothing was taken out of the trail")
def taken_out_of_the_trail(world: World) -> str:
    """PostgreSQL refuses, until somebody puts its trigger to sleep."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE core_trace DISABLE TRIGGER core_trace_append_only")
            return "trigger core_trace_append_only"
        middle = Trace.objects.order_by("pk").values_list("pk", flat=True)[1]
        cursor.execute("DELETE FROM core_traceperson WHERE trace_id = %s", [middle])
        cursor.execute("DELETE FROM core_trace WHERE id = %s", [middle])
    return "trace"


# --- People


@breaks("Nobody's staff roles changed without a second person")
def roles_by_one_person(world: World) -> str:
    announce(StaffRolesChanged(user_id=world.people["mallory"].pk, roles=["finance"], proposal_id=0))
    return f"event {Event.objects.latest('pk').pk}"


# --- Sellers


@breaks("No seller was approved in spite of a risk, and no suspension ended, without a second person")
def approved_by_one_person(world: World) -> str:
    application = Application.objects.get(applicant=world.people["bob"])
    write(application, risks=[Risk.NUMBER_ELSEWHERE])
    return f"application {application.pk}"


@breaks("Nobody owns a brand whom a second person has not confirmed")
def owned_by_one_word(world: World) -> str:
    held = BrandAuthorisation.objects.get(number=world.things["brand_granted"])
    owned = BrandAuthorisation.objects.get(number=world.things["brand_owned"])
    write(owned, role="authorised")
    write(held, role="owner")
    return f"brand authorisation {held.number}"


@breaks("An approved application has its seller and a shop, no other has either")
def approved_without_a_shop(world: World) -> str:
    application = application_of(world)
    write(application, status="approved", decided_by=world.people["rita"], decided_at=clock.now())
    return f"application {application.pk}"


@breaks("Every decision says who, when and, where it hurts, why")
def refused_without_a_reason(world: World) -> str:
    application = application_of(world)
    columns = {"status": "refused", "decided_by": world.people["rita"], "decided_at": clock.now(), "reason": ""}
    write_past("application_refused_with_reason", application, **columns)
    return f"application {application.pk}"


@breaks("Nobody decided about their own application")
def decided_by_oneself(world: World) -> str:
    application = Application.objects.get(applicant=world.people["bob"])
    write(application, decided_by=world.people["bob"])
    return f"application {application.pk}"


@breaks("Every shop that is not closed has one owner")
def nobodys_shop(world: World) -> str:
    shop = Shop.objects.get(slug=world.things["shop"])
    Membership.objects.filter(shop=shop).delete()
    return f"shop {shop.pk}"


# --- What sellers must hold


@breaks("When selling ends is what requirements and credentials say")
def sells_a_day_less(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    # The worker has worked everything out, and nothing is on its way.
    EventDelivery.objects.filter(subscriber__startswith="sellers.vetting").update(done_at=clock.now())
    work_out_all_ends()
    write(seller, sells_until=F("sells_until") - TWO_DAYS)
    return f"seller {seller.pk}"


@breaks("No credential was verified by who claimed it, and none of an approved application is missing")
def verified_by_oneself(world: World) -> str:
    return _verified(world, by=world.people["alice"], method=Method.DOCUMENT)


@breaks("No requirement was waived without a second person")
def waived_by_one_person(world: World) -> str:
    return _verified(world, by=world.people["rita"], method=Method.WAIVED)


def _verified(world: World, **columns: object) -> str:
    credential = Credential.objects.filter(application=application_of(world)).earliest("pk")
    columns["decided_by"] = columns.pop("by")
    write(credential, status=CredentialStatus.VERIFIED, decided_at=clock.now(), **columns)
    return f"credential {credential.number}"


@breaks("No look again, and nobody's turn, waits past its limit")
def forgotten_recheck(world: World) -> str:
    recheck = Recheck.objects.get()
    write(recheck, due_at=clock.now() - TWO_DAYS)
    return f"recheck {recheck.pk}"


# --- Stock, prices, what is on sale


@breaks("Stock adds up")
def more_than_there_was(world: World) -> str:
    variant = variant_of(world)
    write_past("catalog_stock_adds_up", variant, on_hand=F("on_hand") + 1)
    return f"variant {variant.pk}"


@breaks("Stock agrees with its history")
def received_in_silence(world: World) -> str:
    variant = variant_of(world)
    write(variant, received=F("received") + 1, on_hand=F("on_hand") + 1)
    return f"variant {variant.pk}"


@breaks("Listings repeat what their variants say")
def wrongly_sold_out(world: World) -> str:
    listing = variant_of(world).listing
    write(listing, in_stock=False)
    return f"listing {listing.number}"


@breaks("Each variant has the currency of its listing, and that the shop's; its last price is on record")
def another_price_on_record(world: World) -> str:
    variant = variant_of(world)
    PriceChange.objects.create(variant=variant, amount=1, currency=variant.currency)
    return f"variant {variant.pk}"


@breaks("No photo waits longer than an hour to be prepared")
def waiting_photo(world: World) -> str:
    photo = add_photo(variant_of(world).listing, content=picture_bytes(), name="x.png", by=None)
    write(photo, added_at=clock.now() - TWO_DAYS)
    return f"photo {photo.pk}"


@breaks("No import waits longer than an hour for a worker to go on")
def forgotten_import(world: World) -> str:
    taken = CatalogueImport.objects.get(number=world.things["import"])
    write(taken, status="running", lease_until=clock.now() - TWO_DAYS)
    return f"import {taken.number}"


@breaks("What an import counts is what its report says")
def miscounted_import(world: World) -> str:
    taken = taken_in(variant_of(world).shop, world.people["bob"], b"title,price\nA cup,5\n")
    write(taken, created=F("created") + 1)
    return f"import {taken.number}"


@breaks("Nothing is on sale without a shop that is open and a seller whose approval holds")
def nothing_left_to_buy(world: World) -> str:
    """That the query itself lets nobody in, catalog/tests/test_on_sale.py says; here a listing lost its variants."""
    listing = variant_of(world).listing
    Variant.objects.filter(listing=listing).update(is_active=False)
    return f"listing {listing.number}"


# --- Purchases, orders, promises


@breaks("What is reserved is what open purchases hold")
def more_reserved(world: World) -> str:
    variant = variant_of(world)
    write(variant, on_hand=F("on_hand") - 1, reserved=F("reserved") + 1)
    return f"variant {variant.pk}"


@breaks("What is sold is what paid orders hold")
def less_sold(world: World) -> str:
    variant = variant_of(world)
    write(variant, on_hand=F("on_hand") + 1, sold=F("sold") - 1)
    return f"variant {variant.pk}"


@breaks("A purchase is the sum of its orders, an order the sum of its lines and its delivery")
def dearer_purchase(world: World) -> str:
    purchase = unpaid_of(world)
    write(purchase, items_amount=F("items_amount") + 1, total_amount=F("total_amount") + 1)
    return f"purchase {purchase.number}"


@breaks("Each captured payment belongs to one purchase, whole, or went back")
def paid_by_nothing(world: World) -> str:
    purchase = order_of(world, "paid").purchase
    write(purchase, payment_number="0000-0000")
    return f"purchase {purchase.number}"


@breaks("What is held is what open orders are worth")
def completed_by_hand(world: World) -> str:
    order = order_of(world, "delivered")
    write(order, status=OrderStatus.COMPLETED, released_at=clock.now())
    return f"order {order.number}"


@breaks("No reservation outlives its time")
def forgotten_reservation(world: World) -> str:
    purchase = unpaid_of(world)
    write(purchase, due_at=clock.now() - TWO_DAYS)
    return f"purchase {purchase.number}"


@breaks("No window to inspect outlives its time")
def forgotten_window(world: World) -> str:
    order = order_of(world, "delivered")
    write(order, release_at=clock.now() - TWO_DAYS)
    return f"order {order.number}"


@breaks("Every promise fits its digest, and each line still is what was promised with it")
def another_promise(world: World) -> str:
    promise = order_of(world, "paid").lines.get().promise
    Promise.objects.filter(pk=promise.pk).update(document=promise.document.replace("mug", "jug"))
    return f"promise {promise.digest[:12]}"


# --- Money


@breaks("Every ledger transaction sums to zero in each currency")
def unbalanced(world: World) -> str:
    movement = write_past_the_services("by hand", [(AccountKind.COMMISSION, 5, "")], variant_of(world).shop.seller)
    return f"ledger transaction {movement.pk}"


@breaks("Every captured payment came into the ledger once and whole")
def nowhere(world: World) -> str:
    payment = captured_payment(unpaid_of(world))
    write(payment, captured_at=clock.now() - TWO_DAYS)
    return f"payment {payment.number}"


@breaks("No more leaves the held funds of an order than was held")
def overdrawn(world: World) -> str:
    number = world.things["delivered"]
    moved = [(AccountKind.HELD, -5, number), (AccountKind.COMMISSION, 5, number)]
    write_past_the_services("release", moved, variant_of(world).shop.seller)
    return f"order {number}"


@breaks("An order is paid by one payment")
def held_twice(world: World) -> str:
    number = world.things["delivered"]
    moved = [(AccountKind.HELD, 5, number), (AccountKind.COMMISSION, -5, number)]
    write_past_the_services(TransactionKind.HOLD, moved, variant_of(world).shop.seller)
    return f"order {number}"


@breaks("No payment gives back more than it took")
def gives_back_too_much(world: World) -> str:
    order = orders.cancel_order(order_of(world, "paid"), because=CancelledBecause.BY_SHOPPER)
    refund = Refund.objects.get(order_number=order.number)
    write(refund, minor_units=F("minor_units") + 1)
    return f"payment {refund.payment.number}"


@breaks("What providers tell fits our record")
def disagreeing_payment(world: World) -> str:
    payment = Payment.objects.get(provider_reference=world.things["charge"])
    write(payment, problem="The provider says another amount.")
    return f"payment {payment.number}"


@breaks("No payment, webhook or refund waits on machines for longer than its limit")
def payment_that_nobody_closed(world: World) -> str:
    payment = Payment.objects.get(provider_reference=world.things["charge"])
    write(payment, pay_until=clock.now() - TWO_DAYS)
    return f"payment {payment.number}"


# --- Policies


@breaks("Every policy version still is what was published")
def another_text(world: World) -> str:
    version = PolicyVersion.objects.filter(policy__shop__isnull=False)[0]
    tamper(version, body="Never.")
    return f"policy version {version.pk}"


@breaks("Versions of a policy are numbered without a gap, and the newest is in force")
def none_in_force(world: World) -> str:
    policy = Policy.objects.filter(shop__isnull=False)[0]
    write(policy, current=None)
    return f"policy {policy.pk}"


@breaks("A version is of its policy's kind, and the platform has every policy")
def missing_policy(world: World) -> str:
    Policy.objects.filter(shop=None, kind="privacy").update(current=None)
    return "policy privacy"


# --- Reviews


@breaks("A review is by the buyer of the delivered line that it is about")
def review_by_somebody_else(world: World) -> str:
    review = review_of(world)
    write(review, author=world.people["mallory"])
    return f"review {review.pk}"


@breaks("What was removed left a tombstone")
def removed_without_a_word(world: World) -> str:
    review = review_of(world)
    write_past("review_removed_with_tombstone", review, status="removed")
    return f"review {review.pk}"


@breaks("The ratings of listings and shops add up")
def better_rated(world: World) -> str:
    review = review_of(world)
    write(review.listing, rating_sum=F("rating_count") * 5)
    return f"listing {review.listing_id}"


@breaks("A review counts the photos that it shows, and those that it showed")
def miscounted_photos(world: World) -> str:
    review = review_of(world)
    write(review, photo_count=3)
    return f"review {review.pk}"


@breaks("What was removed with a review is removed: no photo outlives it")
def photo_of_a_removed_review(world: World) -> str:
    photo = a_review_photo(review_of(world, "replied"))
    columns = {"removed_at": clock.now(), "removed_by": world.people["mora"], "removed_reason": "insult"}
    write(photo.review, status="removed", text="", **columns)
    return f"review photo {photo.pk}"


# --- Reasons, complaints, the end of a contract


@breaks("Every complaint was decided by somebody who had not decided before")
def complaint_decided_by_whoever_decided(world: World) -> str:
    complaint = Complaint.objects.get()
    columns = {"ended_at": clock.now(), "decided_by": complaint.statement.issued_by, "answer": "I said so."}
    write(complaint, status="rejected", **columns)
    return f"complaint {complaint.pk}"


@breaks("Nobody appeals before their complaint was rejected")
def appeal_out_of_nothing(world: World) -> str:
    complaint = Complaint.objects.get()
    write(complaint, hearing="appeal")
    return f"complaint {complaint.pk}"


@breaks("Whoever was refused or suspended has been told why, in writing")
def suspended_without_a_word(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    announce(SellerSuspended(seller_id=seller.pk, because="So.", statement_id=987_654))
    return f"event {Event.objects.latest('pk').pk}"


@breaks("The contract of every closed seller has ended, and of no other")
def closed_by_nobody(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    write(seller, status="closed")
    return f"seller {seller.pk}"


@breaks("Of a forgotten seller nothing is left that reaches a person")
def forgotten_by_halves(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    ending = leave_market(seller, by=world.people["bob"])
    write(ending, forgotten_at=clock.now())
    return f"ending {ending.pk}"


@breaks("Of a refused applicant nothing is left that reaches a person, once nobody can complain")
def remembered_for_ever(world: World) -> str:
    statement = StatementOfReasons.objects.get(number=world.things["decided"])
    application: Application = decided_thing(statement)
    write(application, decided_at=clock.now() - REFUSED_DOCUMENT_KEPT - timedelta(days=3))
    return f"application {application.number}"


@breaks("No payout account is in force without a second person")
def account_of_one(world: World) -> str:
    account = PayoutAccount.objects.get()
    write(account, status="in_force", decided_by=world.people["rita"], decided_at=clock.now())
    return f"payout account {account.pk}"


# --- The command


@breaks("Nothing of a protected brand is on sale by a seller who may not offer it")
def offered_without_authorisation(world: World) -> str:
    listing = variant_of(world).listing
    Brand.objects.update(changed_at=clock.now() - timedelta(hours=2))
    write(listing, brand="Faraway")
    return f"listing {listing.number}"


@breaks("Every listing knows the protected brand that its words mean, an hour after the register changed")
def unknown_brand(world: World) -> str:
    listing = variant_of(world).listing
    Brand.objects.update(changed_at=clock.now() - timedelta(hours=2))
    write(listing, brand="Bobware")
    return f"listing {listing.number}"


@breaks("What was reported and upheld has a statement of reasons, and is down or was given back with reasons")
def upheld_and_still_there(world: World) -> str:
    report = Report.objects.get(number=world.things["taken_down"])
    write(report.listing, status="paused", retracted_at=None, retracted_because="")
    return f"report {report.number}"


def check() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("check_invariants", stdout=said, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


def named(title: str, said: str) -> set[str]:
    """The rows that were named under this invariant."""
    lines = (line.partition(f"{title}: ") for line in said.splitlines())
    return {rest.partition(": ")[0] for _code, found, rest in lines if found}


@pytest.fixture
def sound(db: None) -> World:
    world = build_world()
    assert check()[0] == 0, check()[1]
    return world


def test_what_is_broken_by_hand_is_named_by_the_command(sound: World) -> None:
    unnoticed = {}
    for title, damage in DAMAGES.items():
        with undone():
            row = damage(sound)
            code, said = check()
            if code != 1 or row not in named(title, said):
                unnoticed[title] = (row, code, said)

    assert unnoticed == {}
    assert check()[0] == 0


def test_each_invariant_is_broken_above() -> None:
    assert {each.title for each in REGISTRY} == set(DAMAGES)


@pytest.mark.parametrize("columns", [{"title": "Another"}, {"sku": "OTHER"}, {"unit_amount": 1, "total_amount": 1}])
def test_a_line_that_says_something_else_than_its_promise_is_named(sound: World, columns: dict[str, Any]) -> None:
    line = OrderLine.objects.get(order=order_of(sound, "paid"))
    write(line, **columns)

    code, said = check()

    assert code == 1
    assert f"order line {line.pk}: " in said
