"""Every way in which a report changes: made, taken up, decided, complained about, and what follows from it."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from catalog import services
from catalog.events import (
    DecisionComplained,
    DecisionKept,
    DecisionOverturned,
    ListingReported,
    ReporterPaused,
    ReporterWarned,
    ReportRejected,
    ReportUpheld,
)
from catalog.models import Listing, Report, Strike
from catalog.report_querysets import ReportQuerySet
from catalog.reporting.counting import count_counterfeit, count_no_more, held
from catalog.reporting.grounds import in_public
from catalog.reporting.rules import (
    COMPLAINTS_OPEN,
    DAY,
    MEMORY,
    may_answer_complaint,
    may_complain,
    may_handle,
    may_report,
    may_send_receipt,
    may_take_over,
    standing_of,
)
from catalog.services.changing import locked
from catalog.states import ListingStatus, ReportReason, ReportStatus, Standing, StrikeStatus
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.numbers import new_token, token_digest
from core.text import plain, plain_line
from core.verdict import Verdict
from sellers import services as sellers
from sellers.models import Membership
from sellers.selectors import owners_of
from sellers.services.deciding import REVIEWERS
from sellers.states import ReasonCode

name_acts(
    {
        "catalog.took_report": _("took the report up"),
        "catalog.upheld_report": _("upheld the report"),
        "catalog.rejected_report": _("rejected the report"),
        "catalog.kept_decision": _("read the complaint and kept the decision"),
        "catalog.overturned_decision": _("read the complaint and took the decision back"),
        "catalog.left_strike": _("looked at the counterfeits and left it at that"),
        "catalog.suspended_for_strikes": _("suspended for counterfeits"),
    }
)


class ReportRefused(DomainError):
    """The report is not taken: the listing is gone, the reporter has said so already, or is paused."""

    code = "catalog.report_refused"


class NotYoursToHandle(DomainError):
    """Who asks is no moderator, or would decide in a matter of their own."""

    code = "catalog.not_yours_to_handle"


class WordsMissing(DomainError):
    """Nothing is reported, decided or complained about without words."""

    code = "catalog.words_missing"

    def __init__(self) -> None:
        super().__init__(_("Write what it is about: the other side reads it."), field="words")


class CannotComplain(DomainError):
    """There is no decision to complain about, or no longer."""

    code = "catalog.cannot_complain"


def file_report(
    listing: Listing,
    *,
    by: User | None,
    reason: ReportReason,
    words: str,
    email: str = "",
    owns_brand: bool = False,
    trademark_number: str = "",
    language: str = "",
) -> Report:
    """
    Tell us of a listing. Without an account it takes an address, to which we write; whether that address has reported
    before is nobody's business, so doors for strangers do not show what ReportRefused says.

    Raises WordsMissing, or ReportRefused.
    """
    said, now = plain(words), clock.now()
    if not said:
        raise WordsMissing
    if listing.status == ListingStatus.RETRACTED:
        raise ReportRefused(_("This is taken down already."))
    digest = "" if by else digest_of(email)
    own = Report.objects.made_by(by) if by else Report.objects.of_address(digest)
    _obey_reporter(own)
    if by is None and not (verdict := may_send_receipt(made=own.made_since(now - DAY).count())):
        raise ReportRefused(verdict.reason)
    if own.undecided().filter(listing=listing).exists():
        raise _told_already()
    token = new_token()
    try:
        with transaction.atomic():
            report = Report.objects.create(
                listing=listing,
                reason=reason,
                words=said,
                owns_brand=owns_brand,
                trademark_number=plain_line(trademark_number) if owns_brand else "",
                good_faith_at=now,
                reporter=by,
                email="" if by else email.strip(),
                email_digest=digest,
                access_token=token,
                access_token_digest=token_digest(token),
                language=language or (by.language if by else settings.LANGUAGE_CODE),
                made_at=now,
            )
            announce(ListingReported(report_id=report.pk, listing_id=listing.pk), actor=by)
    except IntegrityError:
        raise _told_already() from None
    return report


@transaction.atomic
def take_report(report: Report, *, by: User) -> Report:
    """
    Take a report up, also one that somebody else left lying.

    Raises NotYoursToHandle, or ImpossibleMove when it is decided or in somebody's hands. Of two, one wins.
    """
    role = _must_handle(report, by)
    now = clock.now()
    if report.status == ReportStatus.IN_HAND and may_take_over(claimed_at=report.claimed_at, now=now):
        # The status stays; what was read is part of the condition all the same, as in a move.
        read = Report.objects.filter(pk=report.pk, status=report.status, claimed_at=report.claimed_at)
        if not read.update(claimed_by=by, claimed_at=now):
            raise ImpossibleMove
        report.claimed_by, report.claimed_at = by, now
    else:
        report.move_to(ReportStatus.IN_HAND, claimed_by=by, claimed_at=now)
    record("catalog.took_report", by=by, role=role, thing=report, about=_reporter_of(report), because=STANDS_WITH_IT)
    return report


@transaction.atomic
def release_report(report: Report, *, by: User) -> Report:
    """Give a report back to the queue. Raises NotYoursToHandle unless it is in one's own hands, or ImpossibleMove."""
    _must_hold(report, by)
    report.move_to(ReportStatus.WAITING, claimed_by=None, claimed_at=None)
    return report


@transaction.atomic
def uphold_report(report: Report, *, by: User, ground: ReportReason, facts: str) -> Report:
    """
    Agree with a report: its listing is taken down, and the shop gets a statement of reasons with these facts.

    A counterfeit counts against the seller. Raises NotYoursToHandle unless it is in one's own hands, WordsMissing, or
    ImpossibleMove when it is decided.
    """
    role = _must_hold(report, by)
    words = _words(facts)
    # The move comes first: whoever loses it has taken nothing down.
    report.move_to(ReportStatus.UPHELD, decided_by=by, decided_at=clock.now(), ground=ground, decision=words)
    # Held until the end: a complaint about another report that is answered at this moment gives nothing back.
    listing = report.listing = locked(report.listing)
    if listing.status != ListingStatus.RETRACTED:
        with translation.override(listing.shop.language):
            because = in_public(ground)
        services.retract_listing(listing, by=by, because=because)
    announce(ReportUpheld(report_id=report.pk, listing_id=listing.pk), actor=by)
    record("catalog.upheld_report", by=by, role=role, thing=report, about=_people_of(report), because=STANDS_WITH_IT)
    if ground == ReportReason.COUNTERFEIT:
        count_counterfeit(report)
    return report


@transaction.atomic
def reject_report(report: Report, *, by: User, because: str, is_unfounded: bool = False) -> Report:
    """
    Do not agree, with the reason that the reporter reads. One plainly without ground counts against them.

    Raises NotYoursToHandle unless it is in one's own hands, WordsMissing, or ImpossibleMove when it is decided.
    """
    role = _must_hold(report, by)
    before = _standing(_of_same_reporter(report))
    report.move_to(
        ReportStatus.REJECTED,
        decided_by=by,
        decided_at=clock.now(),
        decision=_words(because),
        is_unfounded=is_unfounded,
    )
    announce(ReportRejected(report_id=report.pk, listing_id=report.listing_id), actor=by)
    record(
        "catalog.rejected_report", by=by, role=role, thing=report, about=_reporter_of(report), because=STANDS_WITH_IT
    )
    after = _standing(_of_same_reporter(report))
    if is_unfounded and after == Standing.PAUSED:
        announce(ReporterPaused(report_id=report.pk), actor=by)
    elif after == Standing.WARNED and before == Standing.GOOD:
        announce(ReporterWarned(report_id=report.pk), actor=by)
    return report


@transaction.atomic
def complain(report: Report, *, by: User, words: str) -> Report:
    """As the shop, ask that somebody else looks at the decision. Raises CannotComplain, or WordsMissing."""
    said, now = _words(words), clock.now()
    verdict = may_complain(
        status=report.status, decided_at=report.decided_at, complained=bool(report.complained_at), now=now
    )
    if not verdict:
        raise CannotComplain(verdict.reason)
    told = Report.objects.filter(pk=report.pk, status=ReportStatus.UPHELD, complained_at=None)
    if not told.update(complaint=said, complained_at=now):
        raise CannotComplain(_("You have complained already."))
    report.complaint, report.complained_at = said, now
    announce(DecisionComplained(report_id=report.pk, listing_id=report.listing_id), actor=by)
    return report


@transaction.atomic
def keep_decision(report: Report, *, by: User, because: str) -> Report:
    """
    Answer a complaint: the decision stands.

    Raises NotYoursToHandle for whoever made it, WordsMissing, or ImpossibleMove when nothing waits for an answer.
    """
    role = _must_answer(report, by)
    words, now = _words(because), clock.now()
    if not Report.objects.complained().filter(pk=report.pk).update(answer=words, answered_by=by, answered_at=now):
        raise ImpossibleMove
    report.answer, report.answered_by, report.answered_at = words, by, now
    announce(DecisionKept(report_id=report.pk, listing_id=report.listing_id), actor=by)
    record("catalog.kept_decision", by=by, role=role, thing=report, about=_people_of(report), because=STANDS_WITH_IT)
    return report


@transaction.atomic
def overturn_decision(report: Report, *, by: User, because: str) -> Report:
    """
    Answer a complaint: the decision was wrong. The listing is its shop's again unless another report holds it down, and
    nothing of this counts against the seller.

    Raises NotYoursToHandle for whoever made it, WordsMissing, or ImpossibleMove when nothing waits for an answer.
    """
    role = _must_answer(report, by)
    words = _words(because)
    # A kept decision has the same status: of two moderators who answer at once, one does.
    if not Report.objects.complained().select_for_update().filter(pk=report.pk).exists():
        raise ImpossibleMove
    report.move_to(ReportStatus.OVERTURNED, answer=words, answered_by=by, answered_at=clock.now())
    listing = report.listing = locked(report.listing)
    others = listing.reports.filter(status=ReportStatus.UPHELD)
    if listing.retracted_by_us and listing.status == ListingStatus.RETRACTED and not others.exists():
        services.restore_listing(listing, by=by, because=words)
    count_no_more(report)
    announce(DecisionOverturned(report_id=report.pk, listing_id=listing.pk), actor=by)
    people = _people_of(report)
    record("catalog.overturned_decision", by=by, role=role, thing=report, about=people, because=STANDS_WITH_IT)
    return report


@transaction.atomic
def suspend_for_strikes(strike: Strike, *, by: User, because: str) -> Strike:
    """
    Suspend the seller, as the rule proposes.

    Raises NotYoursToHandle, what suspend_seller raises, or ImpossibleMove.
    """
    _must_decide(strike, by)
    seller = held(strike.seller_id)
    strike.move_to(StrikeStatus.SUSPENDED, decided_by=by, decided_at=clock.now(), because=plain(because))
    sellers.suspend_seller(seller, by=by, because=because, code=ReasonCode.COUNTERFEIT_GOODS)
    _record_strike("catalog.suspended_for_strikes", strike, by)
    return strike


@transaction.atomic
def leave_strike(strike: Strike, *, by: User, because: str) -> Strike:
    """Do not suspend the seller, and say why. Raises NotYoursToHandle, WordsMissing, or ImpossibleMove."""
    _must_decide(strike, by)
    strike.move_to(StrikeStatus.LEFT, decided_by=by, decided_at=clock.now(), because=_words(because))
    _record_strike("catalog.left_strike", strike, by)
    return strike


def forget_reporters() -> int:
    """Empty the addresses of strangers whose reports were decided half a year ago; returns how many."""
    # What is encrypted cannot be compared: the digest says whether there is an address.
    old = Report.objects.exclude(email_digest="").filter(decided_at__lte=clock.now() - COMPLAINTS_OPEN)
    return old.update(email="", email_digest="", access_token="")


def digest_of(email: str) -> str:
    """Under what we know an address that has reported, without keeping it readable for that."""
    return salted_hmac("catalog.reporter", email.strip().casefold(), algorithm="sha256").hexdigest()


def _told_already() -> ReportRefused:
    return ReportRefused(_("You have told us of this. A moderator reads it."))


def _obey_reporter(own: ReportQuerySet) -> None:
    last = own.filter(is_unfounded=True).aggregate(last=Max("decided_at"))["last"]
    verdict = may_report(standing=_standing(own), last_unfounded_at=last, now=clock.now())
    if not verdict:
        raise ReportRefused(verdict.reason)


def _standing(own: ReportQuerySet) -> Standing:
    lately = own.decided_since(clock.now() - MEMORY)
    counted = lately.aggregate(decided=Count("pk"), unfounded=Count("pk", filter=Q(is_unfounded=True)))
    return standing_of(**counted)


def _of_same_reporter(report: Report) -> ReportQuerySet:
    if report.reporter is not None:
        return Report.objects.made_by(report.reporter)
    return Report.objects.of_address(report.email_digest)


def _must_handle(report: Report, by: User) -> str:
    """As which role. Raises NotYoursToHandle."""
    role = by.acts_as(Role.MODERATOR)
    _obey(
        may_handle(
            is_moderator=bool(role),
            works_there=_works_for(report.listing.shop.seller_id, by),
            is_reporter=report.reporter_id == by.pk,
        )
    )
    return role


def _must_hold(report: Report, by: User) -> str:
    role = _must_handle(report, by)
    if report.status == ReportStatus.IN_HAND and report.claimed_by_id != by.pk:
        raise NotYoursToHandle(_("Another moderator has taken this up."))
    return role


def _must_decide(strike: Strike, by: User) -> None:
    if not by.has_role(*REVIEWERS) or _works_for(strike.seller_id, by):
        raise NotYoursToHandle(_("Only reviewers decide about sellers, and never about their own."))


def _must_answer(report: Report, by: User) -> str:
    role = _must_handle(report, by)
    _obey(may_answer_complaint(decided_it=report.decided_by_id == by.pk))
    return role


def _obey(verdict: Verdict) -> None:
    if not verdict:
        raise NotYoursToHandle(verdict.reason)


def _works_for(seller: int, user: User) -> bool:
    return Membership.objects.filter(shop__seller=seller, user=user).exists()


def _reporter_of(report: Report) -> list[int]:
    """Whom it concerns before it is upheld: that somebody reported, and in vain, is not the shop's to read."""
    return [report.reporter_id] if report.reporter_id else []


def _people_of(report: Report) -> list[int]:
    return [*owners_of(report.listing.shop.seller), *_reporter_of(report)]


def _record_strike(act: str, strike: Strike, by: User) -> None:
    role = by.acts_as(*REVIEWERS)
    record(act, by=by, role=role, thing=strike, about=owners_of(strike.seller), because=STANDS_WITH_IT)


def _words(text: str) -> str:
    words = plain(text)
    if not words:
        raise WordsMissing
    return words
