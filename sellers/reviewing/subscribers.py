"""How the queue hears of what happens. Each may run twice, and does its work once."""

from __future__ import annotations

from core.models import Event
from sellers import events as sellers
from sellers.models import Application, Credential, Recheck, Seller
from sellers.reviewing import events
from sellers.reviewing.services import stand_in_line
from sellers.reviewing.services.rechecking import end_rechecks
from sellers.reviewing.states import RecheckOutcome
from sellers.vetting import events as vetting

AboutApplication = (
    sellers.ApplicationSubmitted
    | sellers.ApplicationAmended
    | sellers.ApplicationWithdrawn
    | sellers.MoreRequested
    | sellers.ApplicationApproved
    | sellers.ApplicationRefused
)
AboutCredential = vetting.CredentialClaimed | vetting.CredentialVerified | vetting.CredentialRefused


def queue_application(fact: AboutApplication, event: Event) -> None:
    """Whoever else gave the same number or document is at a higher risk by it, or no more."""
    application = Application.objects.select_related("document").get(pk=fact.application_id)
    stand_in_line(application)
    number, digest = application.registration_number, application.document.digest
    others = Application.objects.waiting().exclude(pk=application.pk).select_related("document")
    for other in others.filter(document__digest=digest):
        stand_in_line(other)
    if number:
        for other in others.filter(registration_number=number).exclude(document__digest=digest):
            stand_in_line(other)


def queue_credential(fact: AboutCredential, event: Event) -> None:
    """Whoever else named the same is at a higher risk by it, too."""
    credential = Credential.objects.select_related("application__document").get(pk=fact.credential_id)
    stand_in_line(credential.application)
    if digest := credential.subject_digest:
        same = Credential.objects.filter(subject_digest=digest).exclude(application=credential.application_id)
        others = Application.objects.waiting().filter(pk__in=same.values("application")).select_related("document")
        for other in others:
            stand_in_line(other)


def queue_recheck(fact: events.RecheckAsked | events.RecheckDone, event: Event) -> None:
    stand_in_line(Recheck.objects.select_related("seller__application").get(pk=fact.recheck_id).seller.application)


def look_no_more_at_suspended(fact: sellers.SellerSuspended, event: Event) -> None:
    end_rechecks(Seller.objects.get(pk=fact.seller_id), RecheckOutcome.SUSPENDED, by=event.actor)


def look_no_more_at_closed(fact: sellers.SellerClosed, event: Event) -> None:
    seller = Seller.objects.select_related("application__document").get(pk=fact.seller_id)
    end_rechecks(seller, RecheckOutcome.CLOSED, by=event.actor)
    stand_in_line(seller.application)
