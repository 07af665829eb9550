"""What must happen once although two try in the same instant. Proved on PostgreSQL, with threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from core import clock
from core.complaints import reject_complaint, uphold_complaint
from core.errors import DomainError, ImpossibleMove
from core.models import Complaint, Event, Proposal, StatementOfReasons
from core.states import ComplaintStatus
from sellers.models import (
    Application,
    ContactCode,
    Credential,
    Ending,
    Invitation,
    Membership,
    QueueEntry,
    Recheck,
    Seller,
    Shop,
    ShopRole,
)
from sellers.reviewing.claims import ClaimedByAnother
from sellers.reviewing.services import claim, claim_next, stand_in_line
from sellers.reviewing.services.rechecking import ask_recheck, say_still_true
from sellers.reviewing.states import RecheckWhy
from sellers.services import (
    accept_invitation,
    answer_parts,
    approve_application,
    complain,
    end_contract,
    invite_member,
    leave_market,
    refuse_application,
    send_application,
    submit_application,
    withdraw_invitation,
)
from sellers.states import ApplicationStatus
from sellers.tests.factories import (
    a_document,
    a_person,
    a_reviewer,
    an_application,
    open_shop,
    some_facts,
    suspended_shop,
)
from sellers.tests.reviewing_factories import an_entry
from sellers.tests.test_draft_application import a_whole
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.services import confirm_code, send_code
from sellers.vetting.states import Checker, CredentialKind

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Start all calls at the same moment, each with a connection of its own; their results, refusals among them."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def refused(results: list[object]) -> int:
    return sum(isinstance(result, DomainError) for result in results)


def test_of_six_reviewers_who_decide_at_once_one_wins() -> None:
    for _round in range(5):
        application = an_application()
        reviewers = [a_reviewer() for _each in range(6)]
        seen = [Application.objects.get(pk=application.pk) for _each in reviewers]

        results = at_once(
            [partial(approve_application, seen[place], by=reviewers[place]) for place in range(3)]
            + [partial(refuse_application, seen[place], by=reviewers[place], because="No.") for place in range(3, 6)]
        )

        assert refused(results) == 5
        application.refresh_from_db()
        shops = Shop.objects.filter(seller__application=application)
        assert shops.count() == (application.status == ApplicationStatus.APPROVED)
        assert Membership.objects.filter(shop__in=shops).count() == shops.count()
    assert Seller.objects.count() == Application.objects.filter(status="approved").count()


def test_of_four_applications_that_one_person_sends_at_once_one_arrives() -> None:
    bob = a_person("Bob")

    results = at_once([partial(submit_application, bob, facts=some_facts(), document=a_document())] * 4)

    assert refused(results) == 3
    assert Application.objects.count() == 1


def test_shops_of_one_name_that_open_at_once_all_get_an_address() -> None:
    applications = [an_application() for _each in range(4)]
    rita = a_reviewer()

    results = at_once([partial(approve_application, each, by=rita) for each in applications])

    assert refused(results) == 0
    assert len(set(Shop.objects.values_list("slug", flat=True))) == 4


def test_of_two_heirs_who_take_a_shop_over_at_once_one_wins() -> None:
    for _round in range(5):
        owner = a_person("Owner")
        shop = open_shop(owner)
        heirs = [a_person(name) for name in ("One", "Other")]
        for heir in heirs:
            EmailAddress.objects.create(user=heir, email=heir.email, verified=True)
            Membership.objects.create(shop=shop, user=heir, role=ShopRole.MANAGER)
        invited = [invite_member(shop, by=owner, email=heir.email, role=ShopRole.OWNER) for heir in heirs]

        results = at_once([partial(accept_invitation, invited[place], by=heirs[place]) for place in range(2)])

        assert refused(results) == 1
        assert Membership.objects.filter(shop=shop, role=ShopRole.OWNER).count() == 1


def test_an_invitation_is_accepted_or_withdrawn_never_both() -> None:
    for _round in range(5):
        owner, guest = a_person("Owner"), a_person("Guest")
        shop = open_shop(owner)
        EmailAddress.objects.create(user=guest, email=guest.email, verified=True)
        invitation = invite_member(shop, by=owner, email=guest.email, role=ShopRole.FINANCE)
        seen = [Invitation.objects.get(pk=invitation.pk) for _each in range(4)]

        results = at_once(
            [partial(accept_invitation, each, by=guest) for each in seen[:2]]
            + [partial(withdraw_invitation, each, by=owner) for each in seen[2:]]
        )

        assert refused(results) == 3
        invitation.refresh_from_db()
        assert Membership.objects.filter(shop=shop, user=guest).exists() == (invitation.status == "accepted")


def test_of_six_who_hear_one_complaint_one_wins() -> None:
    for _round in range(3):
        owner = a_person()
        shop = suspended_shop(owner)
        statement = StatementOfReasons.objects.latest("pk")
        complaint = complain(statement, by=owner, words="A namesake.")
        seen = [Complaint.objects.get(pk=complaint.pk) for _each in range(6)]
        acts = [uphold_complaint] * 3 + [reject_complaint] * 3

        results = at_once(
            [partial(act, each, by=a_reviewer(), because="So.") for act, each in zip(acts, seen, strict=True)]
        )

        assert refused(results) == 5
        complaint.refresh_from_db()
        proposals = Proposal.objects.filter(thing=f"sellers.seller:{shop.seller_id}")
        assert proposals.count() == (complaint.status == ComplaintStatus.UPHELD)


def test_a_complaint_sent_twice_at_once_is_one() -> None:
    owner = a_person()
    suspended_shop(owner)
    statement = StatementOfReasons.objects.latest("pk")

    results = at_once([partial(complain, statement, by=owner, words="A namesake.") for _each in range(4)])

    assert refused(results) == 3
    assert Complaint.objects.count() == 1


def test_leaving_and_being_parted_with_at_once_is_one_end() -> None:
    for _round in range(3):
        owner = a_person()
        shop = open_shop(owner)
        calls: list[Callable[[], object]] = [
            partial(leave_market, Seller.objects.get(pk=shop.seller_id), by=owner),
            partial(
                end_contract,
                Seller.objects.get(pk=shop.seller_id),
                by=a_reviewer(),
                code="orders_not_sent",
                because="Nine of ten.",
            ),
        ]

        at_once(calls)

        assert Ending.objects.filter(seller=shop.seller_id).exclude(status="called_off").count() == 1


def test_of_six_who_take_one_thing_up_at_once_one_has_it() -> None:
    for _round in range(3):
        entry = an_entry(an_application())
        reviewers = [a_reviewer() for _each in range(6)]
        seen = [QueueEntry.objects.with_what_waits().get(pk=entry.pk) for _each in reviewers]

        results = at_once([partial(claim, seen[place], by=reviewers[place]) for place in range(6)])

        assert refused(results) == 5
        winner = next(place for place, result in enumerate(results) if not isinstance(result, DomainError))
        entry.refresh_from_db()
        assert entry.claimed_by == reviewers[winner]


def test_six_who_ask_for_the_next_at_once_get_six_different_ones() -> None:
    for _each in range(6):
        an_entry(an_application())

    results = at_once([partial(claim_next, by=reviewer) for reviewer in [a_reviewer() for _each in range(6)]])

    assert refused(results) == 0
    assert len({entry.pk for entry in results if isinstance(entry, QueueEntry)}) == 6


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told() -> None:
    application, holder = an_application(), a_reviewer()
    claim(an_entry(application), by=holder)
    seen = [Application.objects.get(pk=application.pk) for _each in range(2)]

    results = at_once(
        [
            partial(refuse_application, seen[0], by=a_reviewer(), because="No."),
            partial(refuse_application, seen[1], by=holder, because="The stamp is missing."),
        ]
    )

    assert isinstance(results[0], ClaimedByAnother | ImpossibleMove)
    application.refresh_from_db()
    assert (application.decided_by, application.reason) == (holder, "The stamp is missing.")


def test_a_queue_that_is_worked_out_by_six_at_once_is_right() -> None:
    application = an_application()

    results = at_once([partial(stand_in_line, application)] * 6)

    assert refused(results) == 0
    assert QueueEntry.objects.filter(application=application).count() == 1


def test_a_look_again_is_asked_for_and_answered_once() -> None:
    seller = open_shop().seller
    due = clock.now() + timedelta(days=14)
    assert refused(at_once([partial(ask_recheck, seller, RecheckWhy.RANDOM, due_at=due)] * 4)) == 3

    seen = [Recheck.objects.select_related("seller").get() for _each in range(4)]
    results = at_once([partial(say_still_true, each, by=a_reviewer(), because="As it was.") for each in seen])

    assert refused(results) == 3


def test_of_six_who_send_the_same_draft_one_wins_and_it_is_announced_once() -> None:
    for _round in range(3):
        draft = a_whole(a_person())
        seen = [Application.objects.get(pk=draft.pk) for _each in range(6)]

        results = at_once([partial(send_application, each, by=draft.applicant, undertakes=True) for each in seen])

        assert refused(results) == 5
        assert Event.objects.of("application", draft.pk).filter(name="ApplicationSubmitted").count() == 1


def test_an_answer_that_meets_the_sending_is_kept_or_refused_whole() -> None:
    for _round in range(5):
        draft = a_whole(a_person())
        answers = {"city": "Bandung"}
        first, second = (Application.objects.get(pk=draft.pk) for _each in range(2))

        results = at_once(
            [
                partial(send_application, first, by=draft.applicant, undertakes=True),
                partial(answer_parts, second, by=draft.applicant, answers=answers),
            ]
        )

        draft.refresh_from_db()
        assert draft.status == ApplicationStatus.SUBMITTED
        assert draft.city == ("Jakarta" if refused(results) else "Bandung")


def test_of_six_claims_of_one_thing_one_waits() -> None:
    insurance = a_requirement()
    for _round in range(3):
        draft = a_whole(a_person())

        results = at_once([partial(claimed, insurance, application=draft) for _each in range(6)])

        assert 6 - refused(results) >= 1
        assert Credential.objects.open().filter(application=draft, requirement=insurance).count() == 1


def test_many_guesses_at_once_are_no_more_than_five() -> None:
    email = a_requirement(
        CredentialKind.EMAIL, evidence=[], asks_number=True, checked_by=Checker.SOFTWARE, code="address"
    )
    draft = a_whole(a_person())
    send_code(draft, email, by=draft.applicant)

    results = at_once([partial(confirm_code, draft, email, by=draft.applicant, code="none") for _each in range(9)])

    assert refused(results) == 9
    assert ContactCode.objects.get().tries == 5
