"""What is deleted of whoever sells here no longer, or never did, when the legal time has passed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q

from core import clock
from core.audit import key_of
from core.errors import ImpossibleMove
from core.events import announce
from core.files import delete_private
from core.models import Complaint, ComplaintQuerySet, PrivateFile
from core.timers import sweep
from sellers.ending_models import Ending
from sellers.events import ApplicantForgotten, SellerForgotten
from sellers.models import Application, Credential, CredentialDocument, IdentityChange, Seller
from sellers.owing import owed_by
from sellers.rules import FILE_KEPT
from sellers.states import EndingStatus
from sellers.versions import touch_pages_of
from sellers.vetting.querysets import CredentialQuerySet
from sellers.vetting.rules import private_numbers
from sellers.vetting.states import CredentialKind

# What reaches a person; name, country, number and all decisions stay, with the digests of documents and claims.
CONTACT = ("contact_name", "contact_email", "contact_phone", "street", "postal_code", "region")
EMPTY = dict.fromkeys(CONTACT, "")
# The same as it was claimed; what finds it again, and reads nothing, stays.
CLAIMED_CONTACT = frozenset({CredentialKind.EMAIL, CredentialKind.PHONE, CredentialKind.ADDRESS})


def forget_sellers() -> int:
    """Forget those whose contract ended six months ago; returns how many."""
    return sweep(
        Ending.objects.filter(
            status=EndingStatus.DONE, forgotten_at=None, ended_at__lte=clock.now() - FILE_KEPT
        ).select_related("seller__application__document"),
        forget_seller,
    )


@transaction.atomic
def forget_seller(ending: Ending) -> Ending:
    """
    Delete the documents of a seller who is gone, those of their credentials too, with contact data and private numbers.

    Raises ImpossibleMove while an order or a complaint of theirs is open: then they must still be found.
    """
    seller = ending.seller
    if owed_by(seller) or complaints_of(seller).waiting().exists():
        raise ImpossibleMove
    if not Ending.objects.filter(pk=ending.pk, forgotten_at=None).update(forgotten_at=clock.now()):
        raise ImpossibleMove
    Seller.objects.filter(pk=seller.pk).update(**EMPTY)
    Application.objects.filter(pk=seller.application_id).update(**EMPTY)
    # The page of a closed shop stays, and nobody may read there what is deleted.
    touch_pages_of(seller)
    claimed = Credential.objects.filter(Q(seller=seller) | Q(application=seller.application_id))
    claimed.update(holder="")
    private = private_numbers(seller.kind) | CLAIMED_CONTACT
    _forget_claimed(claimed.filter(requirement__credential__in=private))
    for change in IdentityChange.objects.filter(seller=seller):
        change.facts, change.before = _without_contact(change.facts), _without_contact(change.before)
        change.save(update_fields=["facts", "before"])
    announce(SellerForgotten(seller_id=seller.pk, ending_id=ending.pk))
    # Also of what never ended, and so would be kept for ever.
    shown = CredentialDocument.objects.filter(credential__in=claimed)
    complained = complaints_of(seller).filter(document__isnull=False)
    sent = PrivateFile.objects.filter(Q(pk__in=shown.values("file")) | Q(pk__in=complained.values("document")))
    for each in {seller.application.document, *sent}:
        # After commit: a deletion cannot be rolled back.
        transaction.on_commit(partial(delete_private, each), robust=True)
    return ending


def forget_applicants() -> int:
    """Forget those of whose application no shop came, and none comes; returns how many."""
    over = Application.objects.over_for_good(now=clock.now()).exclude(**EMPTY)
    return sweep(over, forget_applicant)


@transaction.atomic
def forget_applicant(application: Application) -> Application:
    """
    Delete the contact data of somebody who applied and does not sell here, and what they claimed. Their documents go
    by themselves (forget_documents).

    Raises ImpossibleMove unless it is over for good.
    """
    if not Application.objects.over_for_good(now=clock.now()).filter(pk=application.pk).update(**EMPTY):
        raise ImpossibleMove
    _forget_claimed(Credential.objects.filter(application=application))
    announce(ApplicantForgotten(application_id=application.pk))
    return application


def _forget_claimed(claimed: CredentialQuerySet) -> None:
    """What was decided of it stays, and the digests by which the same is found again."""
    claimed.update(subject="", subject_shown="", holder="")


def _without_contact(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: "" if name in CONTACT else value for name, value in facts.items()}


def complaints_of(seller: Seller) -> ComplaintQuerySet:
    things = [key_of(seller), key_of(seller.application)]
    return Complaint.objects.filter(statement__thing__in=things)
