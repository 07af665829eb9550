"""What must happen once although two try in the same instant. Proved on PostgreSQL, with threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from core.complaints import reject_complaint, uphold_complaint
from core.errors import DomainError
from core.models import Complaint, Proposal, StatementOfReasons
from core.states import ComplaintStatus
from sellers.models import Application, Ending, Invitation, Membership, Seller, Shop, ShopRole
from sellers.services import (
    accept_invitation,
    approve_application,
    complain,
    end_contract,
    invite_member,
    leave_market,
    refuse_application,
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
