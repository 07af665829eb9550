"""Facts, mail, what takes two, the trail, reasons and complaints, roles."""

from __future__ import annotations

from django.db import connection

from accounts.events import StaffRolesChanged
from core import clock
from core.events import announce
from core.mail import queue_message
from core.models import Complaint, Event, EventDelivery, OutgoingMail, Proposal, Trace
from sellers.services.deciding import APPROVE
from tests.access.world import World
from tests.ground.damage.by_hand import TWO_DAYS, breaks, write


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


@breaks("Nobody's staff roles changed without a second person")
def roles_by_one_person(world: World) -> str:
    announce(StaffRolesChanged(user_id=world.people["mallory"].pk, roles=["finance"], proposal_id=0))
    return f"event {Event.objects.latest('pk').pk}"


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
