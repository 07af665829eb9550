"""Four eyes: asked for by one, let happen by another, once, in time, and only while the facts are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from accounts.roles import Role
from core import foureyes
from core.errors import DomainError, ImpossibleMove
from core.foureyes import (
    Act,
    AlreadyProposed,
    CannotConfirm,
    Change,
    NeedsSecondPerson,
    NotTheSecondPerson,
    ProposalConfirmed,
    ProposalExpired,
    ProposalMade,
    ProposalRefused,
    ProposalWithdrawn,
    WhyMissing,
)
from core.invariants import violations
from core.models import Proposal, Trace
from core.rules import PROPOSAL_HOLDS, may_answer, may_confirm, may_propose
from core.states import ProposalStatus
from core.verdict import Verdict

KIND = "core.rename_person"
Announced = Callable[..., list[Any]]


def rename(person: User, proposal: Proposal) -> None:
    foureyes.redeem(proposal, KIND, person)
    User.objects.filter(pk=person.pk).update(name=proposal.arguments["name"])


@pytest.fixture(autouse=True)
def act() -> Iterator[Act]:
    """A reviewer asks for another name of somebody, a senior reviewer agrees, and whoever is renamed gains by it."""
    act = Act(
        kind=KIND,
        title="Rename somebody",
        thing="accounts.user",
        asked_by=(Role.REVIEWER, Role.SENIOR_REVIEWER),
        confirmed_by=(Role.SENIOR_REVIEWER,),
        gains=lambda person: [person.pk],
        rests_on=lambda person: f"{person.name} {person.is_active}",
        changes=lambda person, arguments: [Change("name", person.name, arguments["name"])],
        perform=rename,
    )
    foureyes.four_eyes(act)
    yield act
    del foureyes.ACTS[KIND]


def a_senior(name: str = "Sena", role: Role = Role.SENIOR_REVIEWER) -> User:
    senior = User.objects.create_user(f"{name.lower()}@example.com", name=name, is_staff=True)
    senior.groups.add(Group.objects.get_or_create(name=role)[0])
    return senior


@pytest.fixture
def sena(db: None) -> User:
    return a_senior()


def asked(rita: User, alice: User, name: str = "Alicia") -> Proposal:
    return foureyes.propose(KIND, alice, by=rita, because="She asked for it.", arguments={"name": name})


def name_of(person: User) -> str:
    return User.objects.values_list("name", flat=True).get(pk=person.pk)


def test_asking_changes_nothing_yet(rita: User, alice: User, announced: Announced) -> None:
    proposal = asked(rita, alice)

    assert (proposal.status, proposal.asked_by, proposal.because) == ("proposed", rita, "She asked for it.")
    assert proposal.expires_at - proposal.asked_at == PROPOSAL_HOLDS
    assert proposal.thing == f"accounts.user:{alice.pk}"
    assert name_of(alice) == "Alice"
    assert announced() == [ProposalMade(proposal_id=proposal.pk, kind=KIND)]
    assert list(foureyes.changes_of(proposal)) == [Change("name", "Alice", "Alicia")]


def test_a_second_person_lets_it_happen(rita: User, sena: User, alice: User, announced: Announced) -> None:
    proposal = foureyes.confirm(asked(rita, alice), by=sena, words=" Fine. ")

    proposal.refresh_from_db()
    assert (proposal.status, proposal.answered_by, proposal.answer) == ("confirmed", sena, "Fine.")
    assert proposal.answered_at
    assert proposal.performed_at
    assert name_of(alice) == "Alicia"
    assert announced(ProposalConfirmed) == [ProposalConfirmed(proposal_id=proposal.pk, kind=KIND)]
    assert [(each.actor, each.role, each.act) for each in Trace.objects.about(alice).order_by("pk")] == [
        (rita, "reviewer", "core.proposed"),
        (sena, "senior reviewer", "core.confirmed"),
    ]


def test_a_second_person_refuses_with_a_reason(rita: User, sena: User, alice: User, announced: Announced) -> None:
    proposal = asked(rita, alice)
    with pytest.raises(WhyMissing):
        foureyes.refuse(proposal, by=sena, because=" ")

    foureyes.refuse(proposal, by=sena, because="Nobody asked for it.")

    assert (proposal.status, proposal.answered_by, proposal.answer) == ("refused", sena, "Nobody asked for it.")
    assert name_of(alice) == "Alice"
    assert announced(ProposalRefused) == [ProposalRefused(proposal_id=proposal.pk, kind=KIND)]


def test_whoever_asked_takes_it_back_and_nobody_else(rita: User, sena: User, alice: User, announced: Announced) -> None:
    proposal = asked(rita, alice)
    with pytest.raises(NotTheSecondPerson):
        foureyes.withdraw(proposal, by=sena)

    foureyes.withdraw(proposal, by=rita)

    assert proposal.status == ProposalStatus.WITHDRAWN
    assert announced(ProposalWithdrawn) == [ProposalWithdrawn(proposal_id=proposal.pk, kind=KIND)]


@pytest.mark.parametrize("answer", [foureyes.confirm, lambda each, *, by: foureyes.refuse(each, by=by, because="No.")])
def test_nobody_answers_who_asked_who_gains_or_who_has_not_the_role(
    sena: User, rita: User, mallory: User, announced: Announced, answer: Callable[..., object]
) -> None:
    about_somebody = asked(sena, mallory)
    other = a_senior("Other")
    about_other = asked(rita, other)
    start = announced()

    mistakes = [(about_somebody, sena), (about_other, other), (about_somebody, rita), (about_other, mallory)]
    for proposal, wrong in mistakes:
        with pytest.raises(NotTheSecondPerson):
            answer(proposal, by=wrong)

    assert set(Proposal.objects.values_list("status", flat=True)) == {"proposed"}
    assert announced() == start


def test_nobody_asks_without_the_role_for_themselves_or_without_a_reason(rita: User, mallory: User) -> None:
    for by, about, because in ((mallory, rita, "Why not."), (rita, rita, "Why not.")):
        with pytest.raises(NotTheSecondPerson):
            foureyes.propose(KIND, about, by=by, because=because)
    with pytest.raises(WhyMissing):
        foureyes.propose(KIND, mallory, by=rita, because=" ")

    assert not Proposal.objects.exists()


def test_a_role_counts_at_the_moment_of_confirming(rita: User, sena: User, alice: User) -> None:
    proposal = asked(rita, alice)
    sena.groups.clear()
    with pytest.raises(NotTheSecondPerson):
        foureyes.confirm(proposal, by=User.objects.get(pk=sena.pk))

    # Whatever the row in memory remembers of the asker.
    rita.groups.clear()
    with pytest.raises(CannotConfirm, match="may no longer do so"):
        foureyes.confirm(proposal, by=a_senior("Other"))

    assert name_of(alice) == "Alice"


def test_what_has_changed_since_is_not_confirmed(rita: User, sena: User, alice: User) -> None:
    proposal = asked(rita, alice)
    User.objects.filter(pk=alice.pk).update(name="Alice Weber")

    with pytest.raises(CannotConfirm, match="has changed since"):
        foureyes.confirm(proposal, by=sena)

    assert name_of(alice) == "Alice Weber"
    assert Proposal.objects.get().status == ProposalStatus.PROPOSED


def test_what_is_over_is_not_confirmed_and_expires(
    rita: User, sena: User, alice: User, later: Callable[[timedelta], object], announced: Announced
) -> None:
    proposal = asked(rita, alice)
    assert foureyes.expire_due() == 0
    later(PROPOSAL_HOLDS)

    with pytest.raises(CannotConfirm, match="time is over"):
        foureyes.confirm(proposal, by=sena)
    assert foureyes.expire_due() == 1
    assert foureyes.expire_due() == 0

    proposal.refresh_from_db()
    assert (proposal.status, proposal.answered_by) == (ProposalStatus.EXPIRED, None)
    assert announced(ProposalExpired) == [ProposalExpired(proposal_id=proposal.pk, kind=KIND)]
    assert name_of(alice) == "Alice"


def test_one_at_a_time_about_the_same_thing(
    rita: User, sena: User, alice: User, bob: User, later: Callable[[timedelta], object]
) -> None:
    first = asked(rita, alice)
    with pytest.raises(AlreadyProposed):
        asked(sena, alice)
    asked(rita, bob)

    later(PROPOSAL_HOLDS)
    again = asked(rita, alice)

    first.refresh_from_db()
    assert (first.status, again.status) == (ProposalStatus.EXPIRED, ProposalStatus.PROPOSED)


@pytest.mark.parametrize("status", [each for each in ProposalStatus if each != ProposalStatus.PROPOSED])
def test_what_is_answered_stays_answered(rita: User, sena: User, alice: User, status: str) -> None:
    proposal = asked(rita, alice)
    seen = Proposal.objects.get(pk=proposal.pk)
    {
        "confirmed": lambda: foureyes.confirm(proposal, by=sena),
        "refused": lambda: foureyes.refuse(proposal, by=sena, because="No."),
        "expired": lambda: foureyes.expire(proposal),
        "withdrawn": lambda: foureyes.withdraw(proposal, by=rita),
    }[status]()
    after, other = name_of(alice), a_senior("Other")

    for late in (
        lambda: foureyes.confirm(seen, by=other),
        lambda: foureyes.refuse(seen, by=other, because="No."),
        lambda: foureyes.expire(seen),
        lambda: foureyes.withdraw(seen, by=rita),
    ):
        # Once it was done, the facts are others too: that may be what is said.
        with pytest.raises((ImpossibleMove, CannotConfirm)):
            late()

    assert name_of(alice) == after


def test_a_failing_act_leaves_the_proposal_as_it_was(
    rita: User, sena: User, alice: User, act: Act, announced: Announced
) -> None:
    def fail(_person: User, _proposal: Proposal) -> None:
        raise ImpossibleMove

    foureyes.four_eyes(Act(**{**vars(act), "perform": fail}))
    proposal = asked(rita, alice)

    with pytest.raises(ImpossibleMove):
        foureyes.confirm(proposal, by=sena)

    assert Proposal.objects.get().status == ProposalStatus.PROPOSED
    assert announced(ProposalConfirmed) == []


def test_a_service_cannot_be_called_past_the_second_person(rita: User, sena: User, alice: User, bob: User) -> None:
    waiting = asked(rita, alice)
    used = foureyes.confirm(asked(rita, bob), by=sena)

    for proposal, thing in ((None, alice), (waiting, alice), (used, bob), (used, alice)):
        with pytest.raises(NeedsSecondPerson):
            foureyes.redeem(proposal, KIND, thing)


def test_the_database_refuses_one_person_twice_and_silence(rita: User, alice: User) -> None:
    proposal = asked(rita, alice)
    for columns in (
        {"status": "confirmed", "answered_by": rita, "answered_at": proposal.asked_at},
        {"status": "confirmed"},
        {"status": "refused", "answered_by": alice, "answered_at": proposal.asked_at},
        {"because": ""},
        {"performed_at": proposal.asked_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(**columns)


def test_what_was_confirmed_and_not_done_is_found(rita: User, sena: User, alice: User) -> None:
    foureyes.confirm(asked(rita, alice), by=sena)
    assert not [each for invariant, each in violations() if invariant.code == "I11"]

    Proposal.objects.update(performed_at=None)

    assert [each.sentence for invariant, each in violations() if invariant.code == "I11"] == [
        "It was confirmed and not done."
    ]


# --- The rules alone


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"has_role": True, "gains": False}, True),
        ({"has_role": False, "gains": False}, False),
        ({"has_role": True, "gains": True}, False),
    ],
)
def test_who_may_ask(facts: dict[str, bool], allowed: bool) -> None:
    assert may_propose(**facts).allowed is allowed


@pytest.mark.parametrize("is_asker", [True, False])
@pytest.mark.parametrize("has_role", [True, False])
@pytest.mark.parametrize("gains", [True, False])
def test_who_is_a_second_person(is_asker: bool, has_role: bool, gains: bool) -> None:
    verdict = may_answer(is_asker=is_asker, has_role=has_role, gains=gains)

    assert verdict.allowed is (has_role and not is_asker and not gains)
    assert verdict.allowed or str(verdict.reason)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"answers": Verdict(False, "Not you.")}, "Not you."),
        ({"is_over": True}, "Its time is over"),
        ({"asker_has_role": False}, "may no longer do so"),
        ({"is_as_it_was": False}, "has changed since"),
    ],
)
def test_when_it_may_be_confirmed(changed: dict[str, Any], reason: str) -> None:
    facts: dict[str, Any] = {
        "answers": Verdict(True),
        "asker_has_role": True,
        "is_over": False,
        "is_as_it_was": True,
    }

    verdict = may_confirm(**facts | changed)

    assert verdict.allowed is (not changed)
    assert reason in str(verdict.reason)


# --- Two at the same moment


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins() -> None:
    rita, alice = a_senior("Rita", Role.REVIEWER), User.objects.create_user("alice@example.com", name="Alice")
    seniors = [a_senior(f"Senior{number}") for number in range(4)]
    for _ in range(5):
        proposal = asked(rita, alice, name=f"{name_of(alice)}.")
        wanted = proposal.arguments["name"]
        seen = [Proposal.objects.select_related("asked_by").get(pk=proposal.pk) for _ in seniors]
        barrier = Barrier(len(seniors))

        def answer(place: int, seen: list[Proposal] = seen, barrier: Barrier = barrier) -> str:
            try:
                connection.ensure_connection()
                barrier.wait(timeout=20)
                if place % 2:
                    foureyes.confirm(seen[place], by=seniors[place])
                else:
                    foureyes.refuse(seen[place], by=seniors[place], because="No.")
            except DomainError:
                return "told"
            else:
                return "confirmed" if place % 2 else "refused"
            finally:
                connection.close()

        with ThreadPoolExecutor(len(seniors)) as threads:
            said = sorted(threads.map(answer, range(len(seniors))))

        proposal.refresh_from_db()
        assert said.count("told") == 3
        assert proposal.status in said
        assert (name_of(alice) == wanted) == (proposal.status == "confirmed")
