"""Letting software look at what was claimed."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import DomainError
from sellers.vetting.checks import CHECKS, Found
from sellers.vetting.models import Credential, CredentialCheck
from sellers.vetting.services.deciding import verify_by_software
from sellers.vetting.states import OPEN, Checker, CheckOutcome

SPEAKS_FOR_IT = (CheckOutcome.PASSED, CheckOutcome.FORMAT_OK)


def run_checks(credential: Credential) -> list[CredentialCheck]:
    """
    Run every check that applies, and store what each found with its version. Where a requirement leaves it to software
    alone, and all that was found speaks for the claim, it is verified; otherwise it waits for a reviewer.

    Not inside a transaction: a check may take its time.
    """
    stored, found = [], []
    for each in CHECKS:
        said = each.look(credential) if credential.requirement.credential in each.kinds else None
        if said is None:
            continue
        found.append(said)
        stored.append(
            CredentialCheck.objects.create(
                credential=credential,
                check_code=each.code,
                version=each.version,
                outcome=said.outcome,
                facts=dict(said.facts),
            )
        )
    if credential.requirement.checked_by == Checker.SOFTWARE and credential.status in OPEN:
        _verify_if_enough(credential, found)
    return stored


def _verify_if_enough(credential: Credential, found: Sequence[Found]) -> None:
    """Nothing found is not enough, and what could not be checked never counts as passed."""
    methods = [each.method for each in found if each.method]
    if not methods or any(each.outcome not in SPEAKS_FOR_IT for each in found):
        return
    try:
        verify_by_software(credential, method=methods[0])
    except DomainError:
        # Withdrawn in the meantime, or its document has expired: then it waits for what comes next.
        credential.refresh_from_db()
