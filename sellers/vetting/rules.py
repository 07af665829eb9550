"""Whom a requirement reaches, and when what it protects must stop. Pure: facts in, a verdict or a moment out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict
from sellers.rules import APPROVAL_HOLDS
from sellers.states import SellerKind
from sellers.vetting.states import Checker, CredentialKind

EUROPEAN_UNION = frozenset(
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU")
    + ("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK")
)
EU = "EU"
# How long before its end a credential is warned about.
WARNED_BEFORE = (60, 30, 7)
# Once a year an owner says that everything is still true (INFORM Consumers Act, 15 U.S.C. 45f(a)(2)); so long after a
# day that passed without it, selling stops.
CERTIFIED_FOR = timedelta(days=365)
CERTIFY_LATE = timedelta(days=10)
REMINDED_BEFORE = (30, 7, 0)
# Of these only the end is shown, even to those who may see the rest of the file.
PRIVATE_NUMBERS = frozenset(
    {CredentialKind.BANK_ACCOUNT, CredentialKind.IDENTITY, CredentialKind.PHONE, CredentialKind.EMAIL}
)


def is_in(country: str, area: str) -> bool:
    """Whether a country belongs to the area of a requirement: "" is everywhere, EU its members."""
    return not area or country == area or (area == EU and country in EUROPEAN_UNION)


def reaches(*, area: str, kinds: Collection[str], country: str, kind: str) -> bool:
    """Whether a requirement is about sellers of this country and kind; no kinds means all of them."""
    return is_in(country, area) and (not kinds or kind in kinds)


@dataclass(frozen=True)
class Needed:
    """One requirement that reaches a seller: for selling at all, or for one category and those below it."""

    requirement: int
    due_at: datetime
    # Every category that it is about; None for selling at all.
    categories: Sequence[int] | None = None


def lapses_at(due_at: datetime, held_until: Iterable[datetime | None]) -> datetime | None:
    """
    From which moment a requirement is not met, given the ends of what is held for it; None: not in sight.

    Before `due_at` nobody is kept from anything. What holds without an end holds.
    """
    latest = due_at
    for until in held_until:
        if until is None:
            return None
        latest = max(latest, until)
    return latest


@dataclass(frozen=True)
class Ends:
    """When selling must end: at all, and by category; beside each category, the requirement that ends first."""

    at_all: datetime
    by_category: Mapping[int, tuple[datetime, int]]


def ends_of(approval_until: datetime, needed: Iterable[Needed], held: Mapping[int, Sequence[datetime | None]]) -> Ends:
    """
    What follows from all requirements that reach a seller, `held` being the ends of what they hold for each.

    The end at all is never later than that of the approval; one that has passed stays in it.
    """
    at_all, by_category = approval_until, dict[int, tuple[datetime, int]]()
    for each in needed:
        end = lapses_at(each.due_at, held.get(each.requirement, ()))
        if end is None:
            continue
        if each.categories is None:
            at_all = min(at_all, end)
            continue
        for category in each.categories:
            known = by_category.get(category)
            if known is None or end < known[0]:
                by_category[category] = (end, each.requirement)
    return Ends(at_all, by_category)


def holds_until(*, now: datetime, holds_days: int | None, expires_on: date | None) -> datetime | None:
    """
    The end of a credential that is verified now: that of the document, or sooner where the requirement says so.

    The day that a document names is the last one on which it holds, in UTC.
    """
    ends = []
    if holds_days is not None:
        ends.append(now + timedelta(days=holds_days))
    if expires_on is not None:
        ends.append(datetime.combine(expires_on + timedelta(days=1), time.min, tzinfo=UTC))
    return min(ends) if ends else None


def next_warning(*, now: datetime, valid_until: datetime, warned_days: int | None) -> int | None:
    """
    The warning that is due: 60, 30 or 7 days before the end, each once, and of several that were missed the last.

    None: none is due.
    """
    left = valid_until - now
    due = [days for days in WARNED_BEFORE if left <= timedelta(days=days)]
    if left <= timedelta(0) or not due:
        return None
    nearest = min(due)
    return nearest if warned_days is None or nearest < warned_days else None


def certification_due(approved_at: datetime, certified_at: datetime | None) -> datetime:
    """
    Until when an owner must say that all of it is still true: a year after they last did, the first time a year after
    the approval, whose application said the same.
    """
    return (certified_at or approved_at) + CERTIFIED_FOR


def certification_ends(approved_at: datetime, certified_at: datetime | None, *, approval_until: datetime) -> datetime:
    """
    From when on they sell nothing if they do not say it: some days after it was due, and as many after an approval
    that lapsed was renewed.
    """
    renewed_at = approval_until - APPROVAL_HOLDS
    return max(certification_due(approved_at, certified_at), renewed_at) + CERTIFY_LATE


def next_reminder(*, now: datetime, due_at: datetime, reminded_days: int | None) -> int | None:
    """The reminder that is due: 30 or 7 days before, or on the day, each once, and of several missed the last."""
    due = [days for days in REMINDED_BEFORE if now >= due_at - timedelta(days=days)]
    if not due:
        return None
    nearest = min(due)
    return nearest if reminded_days is None or nearest < reminded_days else None


def is_reached(
    *, count: int | None, amount: int | None, in_currency: str, sales: int, turnover: int, currency: str
) -> bool:
    """
    Whether what was sold in twelve months reaches a threshold: so many sales and, where one is named, that turnover.

    Sales in another currency than the threshold's do not count toward it.
    """
    if count is None or sales < count:
        return False
    return amount is None or (in_currency == currency and turnover >= amount)


def may_check(*, checked_by: str, is_reviewer: bool, is_senior: bool, is_own: bool) -> Verdict:
    """Whether somebody may say that a credential is true, or that it is not."""
    if is_own:
        return Verdict(False, _("Nobody decides about their own business. Ask another reviewer."))
    if checked_by == Checker.SENIOR_REVIEWER and not is_senior:
        return Verdict(False, _("This is for a senior reviewer to check."))
    if not (is_reviewer or is_senior):
        return Verdict(False, _("Only reviewers decide about sellers."))
    return Verdict(True)


def private_numbers(seller_kind: str) -> frozenset[str]:
    """
    Of which kinds a number is private. A company's tax number stands on its invoices; a person's, also when they trade,
    is in many countries the one by which the state knows them.
    """
    is_company = seller_kind in (SellerKind.COMPANY, SellerKind.BRAND)
    return PRIVATE_NUMBERS if is_company else PRIVATE_NUMBERS | {CredentialKind.TAX_NUMBER}


def shown(kind: str, subject: str, *, private: Collection[str] = PRIVATE_NUMBERS) -> str:
    """What may be seen of a number: of a private one its last four signs, or fewer of a short one."""
    if kind not in private:
        return subject[:60]
    kept = min(4, len(subject) // 3)
    return f"…{subject[-kept:]}" if kept else "…"
