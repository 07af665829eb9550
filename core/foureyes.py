"""
Four eyes: what one person asks for and another lets happen, or not.

An app names its acts in its `foureyes.py`: who may ask, who may confirm, who gains by it, on which facts it rests, and
which service performs it. That service takes the proposal and redeems it (`redeem`): no door can go past the second
person, because without a confirmed proposal there is nothing to redeem.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from core import clock
from core.audit import STANDS_WITH_IT, key_of, name_acts, record
from core.errors import DomainError
from core.events import Fact, announce
from core.models import Proposal
from core.rules import PROPOSAL_HOLDS, may_answer, may_confirm, may_propose
from core.states import ProposalStatus
from core.text import plain
from core.timers import sweep
from core.verdict import Verdict

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.roles import Role

EXPLAINED = gettext_noop("Some decisions here are made by two people.")

name_acts(
    {
        "core.proposed": _("asked a second person to decide"),
        "core.confirmed": _("agreed, as the second person"),
        "core.refused": _("refused, as the second person"),
        "core.withdrew": _("took back what was asked for"),
    }
)


class NotTheSecondPerson(DomainError):
    """Who asks or answers has not the role, would gain by it, or is the same person twice."""

    code = "core.not_the_second_person"


class CannotConfirm(DomainError):
    """The time is over, or what it was asked about is no longer as it was."""

    code = "core.cannot_confirm"


class AlreadyProposed(DomainError):
    """The same act about the same thing waits for a second person already."""

    code = "core.already_proposed"

    def __init__(self) -> None:
        super().__init__(_("This waits for a second person already."))


class WhyMissing(DomainError):
    """A second person is asked, or refuses, without a word why."""

    code = "core.why_missing"

    def __init__(self) -> None:
        super().__init__(_("Write why: the other person reads it."), field="words")


class NeedsSecondPerson(DomainError):
    """The act takes two people, and no confirmed proposal for it was given."""

    code = "core.needs_second_person"

    def __init__(self) -> None:
        super().__init__(_("This takes two people: ask a second one."))


@dataclass(frozen=True)
class ProposalMade(Fact):
    """Somebody asked for an act that takes two people."""

    proposal_id: int
    kind: str


@dataclass(frozen=True)
class ProposalConfirmed(Fact):
    """A second person agreed, and it was done in the same moment."""

    proposal_id: int
    kind: str


@dataclass(frozen=True)
class ProposalRefused(Fact):
    """A second person did not agree; why stands on the proposal."""

    proposal_id: int
    kind: str


@dataclass(frozen=True)
class ProposalExpired(Fact):
    """Nobody answered in time."""

    proposal_id: int
    kind: str


@dataclass(frozen=True)
class ProposalWithdrawn(Fact):
    """Whoever asked took it back."""

    proposal_id: int
    kind: str


@dataclass(frozen=True)
class Change:
    """One line of what would be different."""

    label: object
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act that takes two people. The functions take the thing that it is about."""

    kind: str
    title: object
    # The model's label, as in "sellers.seller".
    thing: str
    asked_by: tuple[Role, ...]
    confirmed_by: tuple[Role, ...]
    # People who gain by it: they neither ask nor answer.
    gains: Callable[[Any], Collection[int]]
    # The facts that it rests on, as text: other facts, and it cannot be confirmed.
    rests_on: Callable[[Any], str]
    changes: Callable[[Any, Mapping[str, Any]], Sequence[Change]]
    perform: Callable[[Any, Proposal], object]
    # What follows, in the same transaction, where it was asked for and did not come to be; and what the second person
    # reads about it before they refuse.
    unmet: Callable[[Any, Proposal], object] | None = None
    before_refusing: object = ""
    # Where staff read about the thing, if not on a page of its own in the admin.
    page: Callable[[Any], str] | None = None


ACTS: dict[str, Act] = {}


def four_eyes(*acts: Act) -> None:
    """Name acts that take two people."""
    ACTS.update({act.kind: act for act in acts})


def kinds_of(user: User) -> list[str]:
    """The acts that this person may ask for or answer, and so may read about."""
    return [kind for kind, act in ACTS.items() if user.acts_as(*act.asked_by, *act.confirmed_by)]


def act_of(proposal: Proposal) -> Act:
    return ACTS[proposal.kind]


def thing_of(proposal: Proposal) -> Any:
    """The row that it is about."""
    return _rows(proposal).get()


def gainers_of(proposal: Proposal) -> Collection[int]:
    """The keys of those who gain by it."""
    return act_of(proposal).gains(thing_of(proposal))


def changes_of(proposal: Proposal) -> Sequence[Change]:
    """What would be different, or what became so."""
    return act_of(proposal).changes(thing_of(proposal), proposal.arguments)


@transaction.atomic
def propose(
    kind: str, thing: models.Model, *, by: User, because: str, arguments: Mapping[str, Any] | None = None
) -> Proposal:
    """
    Ask for an act that takes two people.

    Raises NotTheSecondPerson, WhyMissing, or AlreadyProposed.
    """
    act = ACTS[kind]
    role = by.acts_as(*act.asked_by)
    gains = act.gains(thing)
    _obey(may_propose(has_role=bool(role), gains=by.pk in gains))
    words = _words(because)
    now = clock.now()
    # One whose time is over does not stand in the way of a new one until the sweep comes.
    for stale in Proposal.objects.due().filter(kind=kind, thing=key_of(thing)):
        # Nobody is told that it did not come to be: it is asked for anew at this moment.
        _expire(stale)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                kind=kind,
                thing=key_of(thing),
                arguments=dict(arguments or {}),
                because=words,
                fingerprint=_fingerprint(act, thing),
                asked_by=by,
                asked_at=now,
                expires_at=now + PROPOSAL_HOLDS,
            )
    except IntegrityError:
        raise AlreadyProposed from None
    record("core.proposed", by=by, role=role, thing=thing, about=gains, because=EXPLAINED)
    announce(ProposalMade(proposal_id=proposal.pk, kind=kind), actor=by)
    return proposal


@transaction.atomic
def confirm(proposal: Proposal, *, by: User, words: str = "") -> Proposal:
    """
    Let it happen: the act is performed in this transaction.

    Raises NotTheSecondPerson; CannotConfirm when its time is over or its facts have changed; ImpossibleMove when
    somebody else was quicker; and whatever the act itself refuses. Then nothing has happened.
    """
    act, thing = act_of(proposal), _rows(proposal).select_for_update(no_key=True).get()
    gains = act.gains(thing)
    answers = _answers(act, proposal, by, gains)
    _obey(answers)
    # Read anew: what they are now counts, not what they were when the row was loaded.
    asker = Proposal.objects.select_related("asked_by").get(pk=proposal.pk).asked_by
    verdict = may_confirm(
        answers=answers,
        asker_has_role=bool(asker.acts_as(*act.asked_by)) and asker.pk not in gains,
        is_over=proposal.expires_at <= clock.now(),
        is_as_it_was=_fingerprint(act, thing) == proposal.fingerprint,
    )
    if not verdict:
        raise CannotConfirm(verdict.reason)
    # The move comes first: of two who confirm at once, the slower has done nothing yet.
    proposal.move_to(ProposalStatus.CONFIRMED, answered_by=by, answered_at=clock.now(), answer=plain(words))
    act.perform(thing, proposal)
    record(
        "core.confirmed", by=by, role=by.acts_as(*act.confirmed_by), thing=thing, about=gains, because=STANDS_WITH_IT
    )
    announce(ProposalConfirmed(proposal_id=proposal.pk, kind=proposal.kind), actor=by)
    return proposal


@transaction.atomic
def refuse(proposal: Proposal, *, by: User, because: str) -> Proposal:
    """
    Say no, with a reason that the asker reads.

    Raises NotTheSecondPerson, WhyMissing, or ImpossibleMove.
    """
    act, thing = act_of(proposal), thing_of(proposal)
    gains = act.gains(thing)
    _obey(_answers(act, proposal, by, gains))
    proposal.move_to(ProposalStatus.REFUSED, answered_by=by, answered_at=clock.now(), answer=_words(because))
    _unmet(proposal)
    record("core.refused", by=by, role=by.acts_as(*act.confirmed_by), thing=thing, about=gains, because=STANDS_WITH_IT)
    announce(ProposalRefused(proposal_id=proposal.pk, kind=proposal.kind), actor=by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """
    Take back what one asked for.

    Raises NotTheSecondPerson when somebody else asked, or ImpossibleMove.
    """
    if by.pk != proposal.asked_by_id:
        raise NotTheSecondPerson(_("Only who asked can take it back."))
    act, thing = act_of(proposal), thing_of(proposal)
    proposal.move_to(ProposalStatus.WITHDRAWN)
    _unmet(proposal)
    record(
        "core.withdrew", by=by, role=by.acts_as(*act.asked_by), thing=thing, about=act.gains(thing), because=EXPLAINED
    )
    announce(ProposalWithdrawn(proposal_id=proposal.pk, kind=proposal.kind), actor=by)
    return proposal


@transaction.atomic
def expire(proposal: Proposal) -> Proposal:
    """End what nobody answered in time. Raises ImpossibleMove when somebody did."""
    _expire(proposal)
    _unmet(proposal)
    return proposal


def expire_due() -> int:
    """End every proposal whose time is over."""
    return sweep(Proposal.objects.due(), expire)


def redeem(proposal: Proposal | None, kind: str, thing: models.Model) -> Proposal:
    """
    For the service that performs an act: use the confirmed proposal up, which works once.

    Raises NeedsSecondPerson unless it is for this act and this thing, confirmed, and not used yet.
    """
    if proposal is None:
        raise NeedsSecondPerson
    now = clock.now()
    used = Proposal.objects.filter(
        pk=proposal.pk, kind=kind, thing=key_of(thing), status=ProposalStatus.CONFIRMED, performed_at=None
    ).update(performed_at=now)
    if not used:
        raise NeedsSecondPerson
    proposal.performed_at = now
    return proposal


def _expire(proposal: Proposal) -> None:
    proposal.move_to(ProposalStatus.EXPIRED)
    announce(ProposalExpired(proposal_id=proposal.pk, kind=proposal.kind))


def _unmet(proposal: Proposal) -> None:
    if unmet := act_of(proposal).unmet:
        unmet(thing_of(proposal), proposal)


def _rows(proposal: Proposal) -> models.QuerySet[Any]:
    label, _colon, pk = proposal.thing.partition(":")
    rows: models.QuerySet[Any] = apps.get_model(label)._default_manager.filter(pk=pk)
    return rows


def _fingerprint(act: Act, thing: models.Model) -> str:
    return hashlib.sha256(act.rests_on(thing).encode()).hexdigest()


def _answers(act: Act, proposal: Proposal, by: User, gains: Collection[int]) -> Verdict:
    return may_answer(
        is_asker=by.pk == proposal.asked_by_id, has_role=bool(by.acts_as(*act.confirmed_by)), gains=by.pk in gains
    )


def _obey(verdict: Verdict) -> None:
    if not verdict:
        raise NotTheSecondPerson(verdict.reason)


def _words(text: str) -> str:
    words = plain(text)
    if not words:
        raise WhyMissing
    return words
