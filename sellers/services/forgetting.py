"""What of a seller's file is deleted when the legal time after the contract's end has passed."""

from __future__ import annotations

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
from sellers.events import SellerForgotten
from sellers.models import Application, Credential, CredentialDocument, IdentityChange, Seller
from sellers.owing import owed_by
from sellers.rules import FILE_KEPT
from sellers.states import EndingStatus

# What reaches a person; name, country, number and all decisions stay, with the digests of the documents.
CONTACT = ("contact_name", "contact_email", "contact_phone", "street", "postal_code", "region")
# The same in what they showed: numbers of passports and accounts, addresses; the digests by which they are found stay.
CLAIMED = ("subject", "holder")


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
    Delete the documents and the contact data of a seller who is gone, and what they claimed.

    Raises ImpossibleMove while an order or a complaint of theirs is open: then they must still be found.
    """
    seller = ending.seller
    if owed_by(seller) or complaints_of(seller).waiting().exists():
        raise ImpossibleMove
    if not Ending.objects.filter(pk=ending.pk, forgotten_at=None).update(forgotten_at=clock.now()):
        raise ImpossibleMove
    empty = dict.fromkeys(CONTACT, "")
    Seller.objects.filter(pk=seller.pk).update(**empty)
    Application.objects.filter(pk=seller.application_id).update(**empty)
    claims = Credential.objects.filter(application=seller.application_id)
    claims.update(**dict.fromkeys(CLAIMED, ""))
    for change in IdentityChange.objects.filter(seller=seller):
        facts, before = (_without_contact(each) for each in (change.facts, change.before))
        IdentityChange.objects.filter(pk=change.pk).update(facts=facts, before=before)
    announce(SellerForgotten(seller_id=seller.pk, ending_id=ending.pk))
    files = PrivateFile.objects.filter(
        Q(pk=seller.application.document_id)
        | Q(pk__in=complaints_of(seller).values("document"))
        | Q(pk__in=CredentialDocument.objects.filter(credential__in=claims).values("file"))
    )
    for each in files:
        # After commit: a deletion cannot be rolled back.
        transaction.on_commit(partial(delete_private, each), robust=True)
    return ending


def _without_contact(facts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if name not in CONTACT}


def complaints_of(seller: Seller) -> ComplaintQuerySet:
    things = [key_of(seller), key_of(seller.application)]
    return Complaint.objects.filter(statement__thing__in=things)
