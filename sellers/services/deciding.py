"""What a reviewer can do: ask for more, approve, refuse; later suspend and reinstate."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, foureyes
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.models import Proposal
from core.reasons import state_reasons
from core.text import plain
from core.versions import SHOPS, TRADING, shop_scope, touch
from sellers.events import (
    ApplicationApproved,
    ApplicationRefused,
    ApplicationReopened,
    ApprovalRenewed,
    MoreRequested,
    SellerReinstated,
    SellerSuspended,
    ShopOpened,
)
from sellers.models import Application, Membership, Seller, Shop
from sellers.reviewing.claims import check_claim
from sellers.rules import APPROVAL_HOLDS, may_decide
from sellers.selectors import addressees_of, is_own_business, owners_of, risks_in
from sellers.services.reasons import REVIEWERS, MayNotDecide, ReasonMissing, reason_of, words_needed
from sellers.states import ApplicationStatus, ReasonCode, SellerStatus, ShopRole
from sellers.versions import touch_shops_of
from sellers.vetting.services.ends import work_out_ends
from sellers.vetting.services.requiring import check_credentials, hand_over_credentials

__all__ = ["REVIEWERS", "MayNotDecide", "ReasonMissing"]

# What takes two people (sellers/foureyes.py).
APPROVE, REINSTATE = "sellers.approve_application", "sellers.reinstate_seller"
# What is given with reasons (sellers/reasons.py).
REFUSED, SUSPENDED = "sellers.refused", "sellers.suspended"
name_acts(
    {
        "sellers.asked_for_more": _("asked for more"),
        "sellers.approved": _("approved it"),
        "sellers.refused": _("refused it"),
        "sellers.suspended": _("suspended it"),
        "sellers.renewed": _("renewed the approval"),
        "sellers.reinstated": _("ended the suspension"),
    }
)


class AmendedMeanwhile(DomainError):
    """The applicant answered after the reviewer had read: what is there now, nobody has read."""

    code = "sellers.amended_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("The applicant has changed the application since you read it. Please read it again."))


@transaction.atomic
def request_more(application: Application, *, by: User, what: str) -> Application:
    """
    Give the application back with a request.

    Raises MayNotDecide, ClaimedByAnother, ReasonMissing, or ImpossibleMove unless it waits for review.
    """
    _check_application(application, by)
    check_claim(application, by=by)
    words = words_needed(what)
    application.move_to(ApplicationStatus.MORE_REQUESTED, request_for_more=words)
    announce(MoreRequested(application_id=application.pk, what=words), actor=by)
    _record_decision("sellers.asked_for_more", application, by)
    return application


@transaction.atomic
def approve_application(
    application: Application,
    *,
    by: User,
    note: str = "",
    as_submitted_at: datetime | None = None,
    confirmed: Proposal | None = None,
) -> Shop:
    """
    Let the applicant sell for a year: makes the seller, opens the shop, makes the applicant its owner.

    `as_submitted_at` is when that was submitted which the reviewer read; `confirmed` is needed where it is of high risk
    (`risks_in`). Raises MayNotDecide, ClaimedByAnother, AmendedMeanwhile, CredentialsMissing, NeedsSecondPerson, or
    ImpossibleMove unless it waits for review. Of two reviewers who decide at once, one wins.
    """
    _check_application(application, by)
    if confirmed is None:
        # A second person has looked at it meanwhile, and may have it still.
        check_claim(application, by=by)
    _check_read(application, as_submitted_at)
    check_credentials(application)
    now = clock.now()
    risks = risks_in(application)
    # The move comes first: whoever loses it has made neither seller nor shop.
    application.move_to(ApplicationStatus.APPROVED, decided_by=by, decided_at=now, reason=plain(note), risks=risks)
    proposal_id = foureyes.redeem(confirmed, APPROVE, application).pk if risks else None
    seller = Seller.objects.create(
        application=application,
        approved_at=now,
        valid_until=now + APPROVAL_HOLDS,
        sells_until=now + APPROVAL_HOLDS,
        **application.business_facts(),
    )
    hand_over_credentials(application, seller)
    shop = _open_shop(seller, application)
    touch(shop_scope(shop.pk), SHOPS, TRADING)
    Membership.objects.create(shop=shop, user=application.applicant, role=ShopRole.OWNER, joined_at=now)
    announce(ApplicationApproved(application_id=application.pk, shop_id=shop.pk, proposal_id=proposal_id), actor=by)
    announce(ShopOpened(shop_id=shop.pk), actor=by)
    _record_decision("sellers.approved", application, by)
    return shop


def propose_approval(
    application: Application, *, by: User, because: str, as_submitted_at: datetime | None = None
) -> Proposal:
    """
    Ask a second person to approve what is of high risk.

    Raises MayNotDecide, ClaimedByAnother, AmendedMeanwhile, ImpossibleMove unless it waits for review, and what
    foureyes.propose raises.
    """
    _check_application(application, by)
    check_claim(application, by=by)
    _check_read(application, as_submitted_at)
    if not application.can_move_to(ApplicationStatus.APPROVED):
        raise ImpossibleMove
    return foureyes.propose(APPROVE, application, by=by, because=because)


@transaction.atomic
def refuse_application(
    application: Application,
    *,
    by: User,
    because: str,
    code: str = ReasonCode.OTHER,
    as_submitted_at: datetime | None = None,
) -> Application:
    """
    Refuse, with a statement of reasons for the applicant: the code's sentence and ground, and the reviewer's words.

    `as_submitted_at` is when that was submitted which the reviewer read. Raises MayNotDecide, ClaimedByAnother,
    AmendedMeanwhile, ReasonMissing, or ImpossibleMove unless it waits for review.
    """
    _check_application(application, by)
    check_claim(application, by=by)
    _check_read(application, as_submitted_at)
    words = words_needed(because)
    application.move_to(ApplicationStatus.REFUSED, decided_by=by, decided_at=clock.now(), reason=words)
    to = [application.applicant_id]
    statement = state_reasons(REFUSED, application, by=by, reason=reason_of(code), words=words, to=to)
    announce(ApplicationRefused(application_id=application.pk, statement_id=statement.pk), actor=by)
    _record_decision("sellers.refused", application, by)
    return application


@transaction.atomic
def reopen_application(application: Application, *, by: User) -> Application:
    """
    Take a refusal back, because a complaint against it was right: the application waits for review in its old place.

    Raises ImpossibleMove unless it is refused.
    """
    application.move_to(ApplicationStatus.SUBMITTED, decided_by=None, decided_at=None, reason="")
    announce(ApplicationReopened(application_id=application.pk), actor=by)
    return application


@transaction.atomic
def suspend_seller(seller: Seller, *, by: User, because: str, code: str = ReasonCode.OTHER) -> Seller:
    """
    Take everything of the seller off sale from this moment, with a statement of reasons; open orders go on.

    Raises MayNotDecide, ReasonMissing, or ImpossibleMove unless the seller is approved.
    """
    _check_seller(seller, by)
    words = words_needed(because)
    seller.move_to(SellerStatus.SUSPENDED, suspended_at=clock.now(), suspended_reason=words)
    touch_shops_of(seller)
    statement = state_reasons(SUSPENDED, seller, by=by, reason=reason_of(code), words=words, to=addressees_of(seller))
    announce(SellerSuspended(seller_id=seller.pk, because=words, statement_id=statement.pk), actor=by)
    _record_decision("sellers.suspended", seller, by)
    return seller


def propose_reinstatement(seller: Seller, *, by: User, because: str) -> Proposal:
    """
    Ask a second person to end a suspension.

    Raises MayNotDecide, ImpossibleMove unless the seller is suspended, and what foureyes.propose raises.
    """
    _check_seller(seller, by)
    # A closed seller stays closed, and an approved one has nothing to end.
    if seller.status != SellerStatus.SUSPENDED:
        raise ImpossibleMove
    return foureyes.propose(REINSTATE, seller, by=by, because=because)


@transaction.atomic
def reinstate_seller(seller: Seller, *, by: User, confirmed: Proposal | None, note: str = "") -> Seller:
    """
    End a suspension, as a second person confirmed. Its reason, and the note why it ended, stay in the history.

    Raises MayNotDecide, NeedsSecondPerson, or ImpossibleMove unless the seller is suspended.
    """
    _check_seller(seller, by)
    seller.move_to(SellerStatus.APPROVED, suspended_at=None, suspended_reason="")
    proposal = foureyes.redeem(confirmed, REINSTATE, seller)
    touch_shops_of(seller)
    announce(SellerReinstated(seller_id=seller.pk, note=plain(note), proposal_id=proposal.pk), actor=by)
    _record_decision("sellers.reinstated", seller, by)
    return seller


@transaction.atomic
def renew_approval(seller: Seller, *, by: User, because: str) -> Seller:
    """
    Let the approval hold for a year from now, whether it lapsed or is about to. Why it still holds stays in the
    seller's history.

    Raises MayNotDecide, ReasonMissing, or ImpossibleMove unless the seller is approved. Of two who renew at once, one
    wins.
    """
    _check_seller(seller, by)
    words = words_needed(because)
    # No move: the status stays. What was read is part of the condition all the same, as in a move.
    read = Seller.objects.filter(pk=seller.pk, status=SellerStatus.APPROVED, valid_until=seller.valid_until)
    valid_until = clock.now() + APPROVAL_HOLDS
    if not read.update(valid_until=valid_until):
        raise ImpossibleMove(status=str(seller.status))
    seller.valid_until = valid_until
    work_out_ends(seller)
    touch_shops_of(seller)
    announce(ApprovalRenewed(seller_id=seller.pk, because=words), actor=by)
    _record_decision("sellers.renewed", seller, by)
    return seller


def _record_decision(act: str, thing: Application | Seller, by: User) -> None:
    about = owners_of(thing) if isinstance(thing, Seller) else [thing.applicant_id]
    record(act, by=by, role=by.acts_as(*REVIEWERS), thing=thing, about=about, because=STANDS_WITH_IT)


def _check_application(application: Application, by: User) -> None:
    _obey(by, is_own=application.applicant_id == by.pk)


def _check_read(application: Application, as_submitted_at: datetime | None) -> None:
    if as_submitted_at is not None and application.submitted_at != as_submitted_at:
        raise AmendedMeanwhile


def _check_seller(seller: Seller, by: User) -> None:
    _obey(by, is_own=is_own_business(seller.application, by))


def _obey(by: User, *, is_own: bool) -> None:
    verdict = may_decide(is_reviewer=by.has_role(*REVIEWERS), is_own=is_own)
    if not verdict:
        raise MayNotDecide(verdict.reason)


def _open_shop(seller: Seller, application: Application) -> Shop:
    """The name in Latin letters becomes the address; where it is taken, or empty, a public number helps."""
    number = application.number.lower()
    plain_slug = slugify(application.trading_name)[:50].strip("-_")
    shop = Shop(
        seller=seller,
        slug=plain_slug or f"shop-{number}",
        name=application.trading_name,
        currency=application.currency,
        language=application.language,
        about=application.about,
        city=application.city,
        country=application.country,
        opened_at=seller.approved_at,
    )
    try:
        with transaction.atomic():
            shop.save()
    except IntegrityError:
        shop.slug = f"{plain_slug}-{number}"
        shop.save()
    return shop
