"""The list of blocked numbers in the admin: senior reviewers keep it, reviewers read it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core.models import Trace
from sellers.models import BlockedNumber
from sellers.tests.factories import a_reviewer
from sellers.tests.fixtures import As
from sellers.vetting.services import block_number

ADD = "admin:sellers_blockednumber_add"
LIST = "admin:sellers_blockednumber_changelist"
TYPED = {"kind": "tax_number", "number": "01.312.166.0-091.000", "reason": "The firm was dissolved."}


@pytest.fixture
def senior(db: None) -> User:
    return a_reviewer(Role.SENIOR_REVIEWER)


def test_a_senior_reviewer_blocks_a_number_that_nobody_reads_afterwards(as_: As, senior: User) -> None:
    answer = as_(senior).post(reverse(ADD), TYPED)

    assert answer.status_code == 302
    blocked = BlockedNumber.objects.get()
    assert (blocked.added_by, blocked.reason) == (senior, "The firm was dissolved.")
    assert "013121660091000" not in blocked.digest
    assert Trace.objects.filter(act="sellers.blocked_number", actor=senior).count() == 1


def test_the_same_number_is_blocked_once(as_: As, senior: User) -> None:
    as_(senior).post(reverse(ADD), TYPED)

    page = as_(senior).post(reverse(ADD), TYPED | {"number": "013121660091000"}).content.decode()

    assert "it is blocked already" in page
    assert BlockedNumber.objects.count() == 1


def test_it_is_taken_off_the_list_on_record(as_: As, senior: User) -> None:
    blocked = block_number(kind="phone", number="+62 21 1", because="Fraud.", by=senior)

    as_(senior).post(reverse(LIST), {"action": "unblock", "_selected_action": [str(blocked.pk)]})

    assert not BlockedNumber.objects.exists()
    assert Trace.objects.filter(act="sellers.unblocked_number", actor=senior).count() == 1


@pytest.mark.parametrize("who", ["rita", "mallory"])
def test_others_block_and_unblock_nothing(as_: As, senior: User, request: pytest.FixtureRequest, who: str) -> None:
    blocked = block_number(kind="phone", number="+62 21 1", because="Fraud.", by=senior)
    client = as_(request.getfixturevalue(who))

    assert client.post(reverse(ADD), TYPED).status_code in {302, 403, 404}
    client.post(reverse(LIST), {"action": "unblock", "_selected_action": [str(blocked.pk)]})

    assert list(BlockedNumber.objects.all()) == [blocked]
