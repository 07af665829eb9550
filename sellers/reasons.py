"""The decisions about sellers that are given with reasons, and how each is undone where a complaint was right."""

from __future__ import annotations

from contextlib import suppress

from django.utils.translation import gettext_lazy, gettext_noop

from accounts.models import User
from accounts.roles import Role
from core.foureyes import AlreadyProposed
from core.models import Complaint
from core.reasons import Decision, decisions
from sellers import services
from sellers.foureyes import gain_by_application, gain_by_seller
from sellers.models import Application, Seller
from sellers.services.deciding import REFUSED, REVIEWERS, SUSPENDED, reopen_application
from sellers.services.ending import ENDED_AT_ONCE, ENDING
from sellers.services.staying import STAYS, decided_before
from sellers.states import ApplicationStatus, SellerStatus

SENIORS = (Role.SENIOR_REVIEWER,)

REOPENED = gettext_noop("The application waits for a reviewer again, in its old place.")
APPLIED_ANEW = gettext_noop(
    "The refusal counts no longer. The application was not opened again, since there is a newer one."
)
SECOND_ASKED = gettext_noop("A second person was asked to end the suspension; you are told as soon as it has ended.")
NOT_SUSPENDED = gettext_noop("The suspension had ended already.")
CALLED_OFF = gettext_noop("The contract goes on.")
IS_OVER = gettext_noop(
    "The contract has ended and is not opened again. You can apply anew; this does not count against you."
)


def reopen(application: Application, complaint: Complaint, by: User) -> str:
    newer = Application.objects.filter(applicant_id=application.applicant_id, pk__gt=application.pk)
    if application.status != ApplicationStatus.REFUSED or newer.exclude(status=ApplicationStatus.WITHDRAWN).exists():
        return APPLIED_ANEW
    reopen_application(application, by=by)
    return REOPENED


def end_suspension(seller: Seller, complaint: Complaint, by: User) -> str:
    if seller.status != SellerStatus.SUSPENDED:
        return NOT_SUSPENDED
    # Where a colleague has asked for it meanwhile, theirs is as good.
    with suppress(AlreadyProposed):
        services.propose_reinstatement(seller, by=by, because=complaint.answer)
    return SECOND_ASKED


def call_off(seller: Seller, complaint: Complaint, by: User) -> str:
    ending = seller.endings.announced().filter(statement=complaint.statement_id).first()
    if ending is None:
        return IS_OVER
    services.call_off_ending(ending, by=by, because=complaint.answer)
    return CALLED_OFF


decisions(
    Decision(
        kind=REFUSED,
        title=gettext_lazy("Your application to sell was refused"),
        effect=gettext_lazy(
            "You cannot sell here with this application, in any country. It holds until you apply again, which you can "
            "do at any time, or until a complaint is upheld."
        ),
        heard_by=REVIEWERS,
        appealed_to=SENIORS,
        gains=gain_by_application,
        undo=reopen,
    ),
    Decision(
        kind=SUSPENDED,
        title=gettext_lazy("You are suspended as a seller"),
        effect=gettext_lazy(
            "From this moment nothing of yours is on sale, in all countries, until two reviewers end the suspension. "
            "Orders that were placed go on: send them as promised. Money that you earn by them stays yours."
        ),
        heard_by=REVIEWERS,
        appealed_to=SENIORS,
        gains=gain_by_seller,
        undo=end_suspension,
    ),
    Decision(
        kind=STAYS,
        title=gettext_lazy("Your suspension stays"),
        effect=gettext_lazy(
            "Your complaint was right, as whoever read it found, but a suspension ends only when a second person "
            "agrees, and that did not happen. Nothing of yours is on sale, in all countries, until two reviewers end "
            "the suspension. Orders that were placed go on: send them as promised. Money that you earn by them stays "
            "yours."
        ),
        heard_by=REVIEWERS,
        appealed_to=SENIORS,
        gains=gain_by_seller,
        undo=end_suspension,
        earlier=decided_before,
    ),
    Decision(
        kind=ENDING,
        title=gettext_lazy("We end the contract with you"),
        effect=gettext_lazy(
            "In thirty days your shops close for good, in all countries. Until then you sell as before, if you are not "
            "suspended. Orders that were placed go on to their end, also after that day. Money that you earn by them "
            "stays yours."
        ),
        heard_by=REVIEWERS,
        appealed_to=SENIORS,
        gains=gain_by_seller,
        undo=call_off,
    ),
    Decision(
        kind=ENDED_AT_ONCE,
        title=gettext_lazy("We have ended the contract with you"),
        effect=gettext_lazy(
            "Your shops are closed for good, in all countries, from this moment. The law needs no notice for this "
            "reason. Orders that were placed go on to their end. Money that you earn by them stays yours."
        ),
        heard_by=REVIEWERS,
        appealed_to=SENIORS,
        gains=gain_by_seller,
        undo=call_off,
    ),
)
