"""Whom requirements reach, and when selling ends: pure, so asked for every case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sellers.vetting.rules import (
    Needed,
    ends_of,
    holds_until,
    lapses_at,
    may_check,
    next_warning,
    private_numbers,
    reaches,
    shown,
)
from sellers.vetting.states import Checker, CredentialKind

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
YEAR = NOW + timedelta(days=365)
SOON = NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("area", "country", "is_reached"),
    [("", "ID", True), ("ID", "ID", True), ("ID", "SG", False), ("EU", "DE", True), ("EU", "GB", False)],
)
def test_a_requirement_reaches_an_area(area: str, country: str, is_reached: bool) -> None:
    assert reaches(area=area, kinds=[], country=country, kind="company") is is_reached


def test_a_requirement_reaches_kinds() -> None:
    assert reaches(area="", kinds=["company"], country="ID", kind="company")
    assert not reaches(area="", kinds=["company"], country="ID", kind="private_person")


def test_what_is_held_for_ever_never_lapses() -> None:
    assert lapses_at(NOW, [SOON, None]) is None


def test_the_latest_end_counts_and_nothing_lapses_before_it_is_due() -> None:
    assert lapses_at(NOW, [SOON, NOW]) == SOON
    assert lapses_at(SOON, []) == SOON
    assert lapses_at(SOON, [NOW]) == SOON


def test_selling_ends_with_the_approval_or_the_first_credential() -> None:
    ends = ends_of(YEAR, [Needed(1, NOW), Needed(2, NOW)], {1: [SOON], 2: [None]})
    assert ends.at_all == SOON
    assert not ends.by_category
    assert ends_of(SOON, [Needed(1, NOW)], {1: [YEAR]}).at_all == SOON


def test_what_a_category_asks_ends_selling_there_alone_and_the_first_end_wins() -> None:
    needed = [Needed(1, NOW, [7, 8]), Needed(2, NOW, [8])]
    ends = ends_of(YEAR, needed, {1: [SOON], 2: []})
    assert ends.at_all == YEAR
    assert ends.by_category == {7: (SOON, 1), 8: (NOW, 2)}


def test_a_credential_holds_through_the_day_that_its_document_names() -> None:
    until = holds_until(now=NOW, holds_days=None, expires_on=date(2026, 5, 31))
    assert until == datetime(2026, 6, 1, tzinfo=UTC)
    assert holds_until(now=NOW, holds_days=10, expires_on=date(2026, 5, 31)) == NOW + timedelta(days=10)
    assert holds_until(now=NOW, holds_days=None, expires_on=None) is None


@pytest.mark.parametrize(
    ("days_left", "warned", "warning"),
    [
        (61, None, None),
        (60, None, 60),
        (45, 60, None),
        (30, 60, 30),
        (20, None, 30),
        (7, 30, 7),
        (1, 7, None),
        (0, 7, None),
    ],
)
def test_each_warning_is_given_once_and_of_missed_ones_the_last(
    days_left: int, warned: int | None, warning: int | None
) -> None:
    assert next_warning(now=NOW, valid_until=NOW + timedelta(days=days_left), warned_days=warned) == warning


def test_who_may_check() -> None:
    def may(checked_by: str, *, reviewer: bool = True, senior: bool = False, own: bool = False) -> bool:
        return bool(may_check(checked_by=checked_by, is_reviewer=reviewer, is_senior=senior, is_own=own))

    assert may(Checker.REVIEWER)
    assert may(Checker.REVIEWER, reviewer=False, senior=True)
    assert not may(Checker.REVIEWER, reviewer=False)
    assert not may(Checker.SENIOR_REVIEWER)
    assert may(Checker.SENIOR_REVIEWER, senior=True)
    assert not may(Checker.REVIEWER, own=True)


def test_of_a_private_number_only_the_end_is_shown() -> None:
    assert shown(CredentialKind.BANK_ACCOUNT, "DE89370400440532013000") == "…3000"
    assert shown(CredentialKind.IDENTITY, "A1234") == "…4"
    assert shown(CredentialKind.PHONE, "12") == "…"
    assert shown(CredentialKind.LICENCE, "BPOM MD 123") == "BPOM MD 123"


@pytest.mark.parametrize(
    ("kind", "seen"),
    [("private_person", "…789"), ("sole_trader", "…789"), ("company", "078056789"), ("brand", "078056789")],
)
def test_the_tax_number_of_a_person_is_private_and_that_of_a_company_is_not(kind: str, seen: str) -> None:
    private = private_numbers(kind)

    assert shown(CredentialKind.TAX_NUMBER, "078056789", private=private) == seen
    assert shown(CredentialKind.REGISTRATION, "HRB 117", private=private) == "HRB 117"
