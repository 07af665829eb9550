"""Looking again at sellers who are approved: whom, why, until when, and what comes of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.text import plain
from core.timers import sweep
from sellers.models import Recheck, Seller
from sellers.reviewing.claims import check_claim
from sellers.reviewing.events import MoreAskedOfSeller, RecheckAsked, RecheckDone
from sellers.reviewing.rules import FOLLOW_UP_TAKES, NOT_TWICE_IN, RANDOM_TAKES, YEARLY_BEFORE, is_drawn
from sellers.reviewing.states import RecheckOutcome, RecheckWhy
from sellers.rules import may_decide
from sellers.selectors import is_own_business, owners_of
from sellers.services.deciding import REVIEWERS, MayNotDecide, ReasonMissing, renew_approval
from sellers.states import SellerStatus

name_acts(
    {
        "sellers.looked_again": _("looked again, and found it still true"),
        "sellers.asked_seller_for_more": _("looked again, and asked for more"),
    }
)


class AlreadyAsked(DomainError):
    """The seller is to be looked at again already."""

    code = "sellers.recheck_already_asked"

    def __init__(self) -> None:
        super().__init__(_("This seller is to be looked at again already."))


def ask_for_rechecks() -> int:
    """
    Ask for today's looks again: those whom the lot draws, and those whose approval ends within a month. Returns how
    many.

    The lot depends on the day and the seller alone: a turn that runs twice draws the same.
    """
    now = clock.now()
    open_ones = Recheck.objects.open().values("seller")
    approved = Seller.objects.filter(status=SellerStatus.APPROVED).exclude(pk__in=open_ones)
    ending = approved.filter(valid_until__lte=now + YEARLY_BEFORE)
    done = sweep(ending.order_by("pk"), lambda seller: ask_recheck(seller, RecheckWhy.YEARLY, due_at=_end(seller)))
    lately = Recheck.objects.filter(asked_at__gt=now - NOT_TWICE_IN).values("seller")
    others = approved.filter(approved_at__lte=now - YEARLY_BEFORE).exclude(pk__in=lately).order_by("pk")
    # Who could work out the lots beforehand could be ready for them.
    seed = salted_hmac("sellers.recheck", now.date().isoformat()).hexdigest()
    keys = others.values_list("pk", flat=True)
    drawn = [pk for pk in keys.iterator() if is_drawn(day=now.date(), seller=pk, seed=seed)]
    return done + sweep(
        others.filter(pk__in=drawn), lambda seller: ask_recheck(seller, RecheckWhy.RANDOM, due_at=now + RANDOM_TAKES)
    )


@transaction.atomic
def ask_recheck(seller: Seller, why: RecheckWhy, *, due_at: datetime) -> Recheck:
    """Let a seller be looked at again. Raises AlreadyAsked."""
    # The seller is locked: of two that ask at once, the second sees what the first has written.
    Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk)
    if Recheck.objects.open().filter(seller=seller).exists():
        raise AlreadyAsked
    recheck = Recheck.objects.create(seller=seller, why=why, asked_at=clock.now(), due_at=due_at)
    announce(RecheckAsked(recheck_id=recheck.pk))
    return recheck


@transaction.atomic
def say_still_true(recheck: Recheck, *, by: User, because: str) -> Recheck:
    """
    Say that all of it still holds, and what was looked at. A yearly look renews the approval.

    Raises MayNotDecide, ClaimedByAnother, ReasonMissing, or ImpossibleMove when it was done.
    """
    words = _may_answer(recheck, by, because)
    _done(recheck, RecheckOutcome.STILL_TRUE, by=by, note=words)
    if recheck.why == RecheckWhy.YEARLY:
        renew_approval(recheck.seller, by=by, because=words)
    _record("sellers.looked_again", recheck, by)
    return recheck


@transaction.atomic
def ask_more_of_seller(recheck: Recheck, *, by: User, what: str) -> Recheck:
    """
    Ask an approved seller for something, in words that they read. In two weeks somebody looks whether it came.

    Raises MayNotDecide, ClaimedByAnother, ReasonMissing, or ImpossibleMove when it was done.
    """
    words = _may_answer(recheck, by, what)
    _done(recheck, RecheckOutcome.MORE_ASKED, by=by, note=words)
    announce(MoreAskedOfSeller(seller_id=recheck.seller_id, what=words), actor=by)
    ask_recheck(recheck.seller, RecheckWhy.FOLLOW_UP, due_at=clock.now() + FOLLOW_UP_TAKES)
    _record("sellers.asked_seller_for_more", recheck, by)
    return recheck


def end_rechecks(seller: Seller, outcome: RecheckOutcome, *, by: User | None) -> None:
    """What was to be looked at again, of a seller who sells no more."""
    for recheck in Recheck.objects.open().filter(seller=seller):
        _done(recheck, outcome, by=by)


def _done(recheck: Recheck, outcome: RecheckOutcome, *, by: User | None, note: str = "") -> None:
    """No life of its own: open or done. Of two who answer at once, one finds it open."""
    now = clock.now()
    if not Recheck.objects.open().filter(pk=recheck.pk).update(done_at=now, outcome=outcome, by=by, note=note):
        raise ImpossibleMove(status="done")
    recheck.done_at, recheck.outcome, recheck.by, recheck.note = now, outcome, by, note
    announce(RecheckDone(recheck_id=recheck.pk), actor=by)


def _may_answer(recheck: Recheck, by: User, text: str) -> str:
    is_own = is_own_business(recheck.seller.application, by)
    verdict = may_decide(is_reviewer=by.has_role(*REVIEWERS), is_own=is_own)
    if not verdict:
        raise MayNotDecide(verdict.reason)
    check_claim(recheck, by=by)
    words = plain(text)
    if not words:
        raise ReasonMissing
    return words


def _end(seller: Seller) -> datetime:
    return max(seller.valid_until, clock.now() + RANDOM_TAKES)


def _record(act: str, recheck: Recheck, by: User) -> None:
    about = owners_of(recheck.seller)
    record(act, by=by, role=by.acts_as(*REVIEWERS), thing=recheck.seller, about=about, because=STANDS_WITH_IT)
