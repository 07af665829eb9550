"""Requirements and credentials as the services make them."""

from __future__ import annotations

from itertools import count
from typing import Any

from accounts.models import User
from core.models import PrivateFile
from sellers.models import Application, Credential, Requirement, Shop
from sellers.tests.factories import PDF, a_document, a_reviewer, an_application
from sellers.vetting.selectors import sentence_of
from sellers.vetting.services import Claim, Shown, claim_credential, save_requirement, verify_credential
from sellers.vetting.states import Checker, CredentialKind, EvidenceKind
from taxonomy.models import Category

_count = count(1)


def a_requirement(credential: str = CredentialKind.INSURANCE, **fields: Any) -> Requirement:
    """Something that a reviewer checks by a certificate, of everybody, for selling at all."""
    wanted: dict[str, Any] = {
        "code": f"requirement-{next(_count)}",
        "credential": credential,
        "name": "Liability insurance",
        "why": "It pays when somebody is hurt.",
        "evidence": [EvidenceKind.CERTIFICATE],
    }
    return save_requirement(Requirement(**wanted | fields), by=None)


def a_licence(category: Category, **fields: Any) -> Requirement:
    """A permit without which nobody sells in a category."""
    return a_requirement(CredentialKind.LICENCE, category=category, **{"name": "Permit for food"} | fields)


def claimed(
    requirement: Requirement,
    *,
    shop: Shop | None = None,
    application: Application | None = None,
    by: User | None = None,
    **claim: Any,
) -> Credential:
    """What somebody claims, with a certificate that nobody else has sent."""
    application = application or shop.seller.application  # type: ignore[union-attr]
    document = a_document(content=PDF + b"%% certificate %d\n" % next(_count))
    shown = [Shown(requirement.evidence[0], document)] if requirement.evidence else []
    return claim_credential(
        application, requirement, by=by or application.applicant, claim=Claim(**claim), documents=shown
    )


def held(requirement: Requirement, *, by: User | None = None, **claim: Any) -> Credential:
    """A credential that was claimed and verified."""
    credential = claimed(requirement, **claim)
    if credential.requirement.checked_by != Checker.SOFTWARE:
        verify_credential(credential, by=by or a_reviewer())
    return credential


def files_of(credential: Credential) -> list[PrivateFile]:
    return [document.file for document in credential.documents.select_related("file")]


def a_claim(
    kind: str = CredentialKind.INSURANCE,
    *,
    content: bytes | None = None,
    application: Application | None = None,
    **given: Any,
) -> Credential:
    """A claim of a requirement of its own, in an application of its own unless one is named."""
    named = {name: given.pop(name) for name in ("checked_by", "evidence", "asks_number") if name in given}
    requirement = a_requirement(kind, **named)
    application = application or an_application()
    shown = [Shown(requirement.evidence[0], a_document(content=content))] if content else []
    return claim_credential(application, requirement, by=application.applicant, claim=Claim(**given), documents=shown)


def said(credential: Credential, code: str) -> tuple[str, str]:
    """What a check said last, and why."""
    row = credential.checks.filter(check_code=code).latest("pk")
    assert sentence_of(row)
    return row.outcome, str(row.facts.get("because", ""))
