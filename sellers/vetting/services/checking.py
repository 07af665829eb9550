"""Letting software look at what was claimed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import DomainError
from core.timers import sweep
from sellers.vetting.checks import CHECKS, Check
from sellers.vetting.models import Credential, CredentialCheck
from sellers.vetting.services.deciding import verify_by_software
from sellers.vetting.states import OPEN, Checker, CheckOutcome, Method


class NotYet(DomainError):
    """The register answered already, or was asked a moment ago."""

    code = "sellers.not_yet"

    def __init__(self) -> None:
        super().__init__(_("This was asked a moment ago."))


SPEAKS_FOR_IT = (CheckOutcome.PASSED, CheckOutcome.FORMAT_OK)
STRONGEST_FIRST = (Method.CODE, Method.REGISTER, Method.CHECK_DIGIT, Method.FORMAT)
AT_ONCE = [check for check in CHECKS.values() if not check.asks_outside]
OUTSIDE = [check for check in CHECKS.values() if check.asks_outside]


def run_checks(credential: Credential, checks: Iterable[Check] = AT_ONCE) -> list[CredentialCheck]:
    """
    Run every one of these checks that applies, and store what each found with its version. Where a requirement leaves
    it to software alone, and the last word of every check speaks for the claim, it is verified; otherwise it waits for
    a reviewer.
    """
    stored = []
    for each in checks:
        said = each.look(credential) if each.is_about(credential) else None
        if said is not None:
            facts = dict(said.facts) | ({"method": str(said.method)} if said.method else {})
            stored.append(
                CredentialCheck.objects.create(
                    credential=credential,
                    check_code=each.code,
                    version=each.version,
                    outcome=said.outcome,
                    facts=facts,
                )
            )
    if credential.requirement.checked_by == Checker.SOFTWARE and credential.status in OPEN:
        _verify_if_enough(credential)
    return stored


def look_up_outside(credential: Credential) -> None:
    """
    Ask the registers outside about what waits; what has an answer is not asked again. Not inside a transaction.

    One that does not answer is asked again later (`ask_silent_registers`).
    """
    if credential.status not in OPEN:
        return
    said = {row.check_code: row for row in last_words_of(credential)}
    unknown = [each for each in OUTSIDE if each.code not in said or said[each.code].outcome == CheckOutcome.COULD_NOT]
    run_checks(credential, unknown)


def ask_silent_registers() -> int:
    """Ask again where a register gave no answer: after five minutes, then ever more rarely, up to every six hours."""
    silent = Credential.objects.open().filter(
        checks__check_code__in=[each.code for each in OUTSIDE], checks__outcome=CheckOutcome.COULD_NOT
    )
    return sweep(silent.select_related("requirement", "application").distinct(), _ask_again)


def _ask_again(credential: Credential) -> None:
    rows = CredentialCheck.objects.filter(credential=credential, check_code__in=[each.code for each in OUTSIDE])
    asked = list(rows.order_by("-pk")[:10])
    silent = [row for row in asked if row.outcome == CheckOutcome.COULD_NOT]
    if asked[0].outcome != CheckOutcome.COULD_NOT or clock.now() < asked[0].at + pause_after(len(silent)):
        raise NotYet
    look_up_outside(credential)


def pause_after(times: int) -> timedelta:
    """How long a register is left in peace that did not answer so many times."""
    return timedelta(minutes=min(5 * 2 ** max(0, times - 1), 6 * 60))


def last_words_of(credential: Credential) -> list[CredentialCheck]:
    """What each check said last."""
    rows = CredentialCheck.objects.filter(credential=credential).order_by("pk")
    return list({row.check_code: row for row in rows}.values())


def _verify_if_enough(credential: Credential) -> None:
    """Nothing found is not enough, what could not be checked never counts as passed, and what is still out may fail."""
    said = last_words_of(credential)
    methods = [row.facts["method"] for row in said if "method" in row.facts]
    owed = {each.code for each in OUTSIDE if each.is_about(credential)}
    if not methods or owed - {row.check_code for row in said}:
        return
    if any(row.outcome not in SPEAKS_FOR_IT for row in said):
        return
    try:
        # The one that says most.
        verify_by_software(credential, method=min(methods, key=STRONGEST_FIRST.index))
    except DomainError:
        # Withdrawn in the meantime, or its document has expired: then it waits for what comes next.
        credential.refresh_from_db()
