"""Letting software look at what was claimed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import DomainError
from core.timers import sweep
from sellers.vetting.checks import CHECKS, Check
from sellers.vetting.models import Credential, CredentialCheck
from sellers.vetting.registers import schemes_in_registers
from sellers.vetting.services.deciding import verify_by_software
from sellers.vetting.states import OPEN, Checker, CheckOutcome, Method


class NotYet(DomainError):
    """The register was asked a moment ago, and did not answer."""

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


def ask_registers() -> int:
    """
    Ask the registers outside about what waits and has no answer: at once where nobody has asked yet, and where one was
    silent after five minutes, then ever more rarely, up to every six hours. Not inside a transaction.
    """
    return sweep(owed_an_answer().select_related("requirement", "application", "seller"), _ask)


def owed_an_answer() -> QuerySet[Credential]:
    """What waits, stands in a register that we know, and of which that has not said anything yet."""
    said = CredentialCheck.objects.filter(credential=OuterRef("pk"), check_code__in=[each.code for each in OUTSIDE])
    kinds = {kind for each in OUTSIDE for kind in each.kinds}
    numbers = Credential.objects.open().filter(requirement__credential__in=kinds, scheme__in=schemes_in_registers())
    return numbers.exclude(Exists(said.exclude(outcome=CheckOutcome.COULD_NOT)))


def _ask(credential: Credential) -> None:
    rows = CredentialCheck.objects.filter(credential=credential, check_code__in=[each.code for each in OUTSIDE])
    silent = list(rows.order_by("-pk")[:10])
    if silent and clock.now() < silent[0].at + pause_after(len(silent)):
        raise NotYet
    run_checks(credential, OUTSIDE)


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
