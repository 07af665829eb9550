"""
What the public may read of a seller's credentials, as plain data: kept on the seller, worded by whoever shows it.

Numbers and documents are not in it. What ended stays in it with its day, and what is required and was never shown is
in it, too; so is when a reviewer agreed to another name or number, and what was checked of the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db.models import F, Q

from sellers.models import Seller
from sellers.states import ChangeStatus
from sellers.vetting.models import Credential, CredentialDocument, Demand, Requirement
from sellers.vetting.numbers import digest_of
from sellers.vetting.rules import reaches
from sellers.vetting.states import (
    HELD,
    NUMBERS_OF_REGISTERS,
    CredentialKind,
    CredentialStatus,
    EvidenceKind,
    Method,
)

Entry = dict[str, Any]

HOLDS = "holds"
EXPIRED = "expired"
REVOKED = "revoked"
MISSING = "missing"
# Of who they are, what a reviewer has agreed to since the approval.
CHANGED = "changed"
NAME, NUMBER = "legal_name", "registration_number"
# A code that came back says nothing about how anybody is called; a waiver says nothing at all.
_WHOEVER = (Method.CODE, Method.WAIVED)
# What was true once: it says so publicly, whatever became of it.
_TOLD = (*HELD, CredentialStatus.EXPIRED, CredentialStatus.REVOKED)


def checked_of(seller: Seller) -> list[Entry]:
    """The slip, worked out anew: five statements, however many credentials there are."""
    evidence = dict(
        CredentialDocument.objects.filter(credential__seller=seller)
        .order_by("-pk")
        .values_list("credential", "evidence")
    )
    of = defaultdict[int, list[Credential]](list)
    told = Credential.objects.filter(seller=seller, status__in=_TOLD)
    # What was taken back of an application was never public: an applicant had another phone, or a reviewer erred.
    before = Q(status=CredentialStatus.REVOKED, ended_at__lt=seller.approved_at)
    for credential in told.exclude(before).order_by("pk"):
        of[credential.requirement_id].append(credential)
    asked = set(Demand.objects.filter(seller=seller).values_list("requirement_id", flat=True))
    changes = _agreed_of(seller)
    now_of = partial(_about_now, seller, changes)
    entries: list[Entry] = list(_changed(seller, changes))
    # What is for selling at all comes first.
    for requirement in Requirement.objects.order_by(F("category").asc(nulls_first=True), "code"):
        found = list(_of_requirement(requirement, of[requirement.pk], evidence, now_of))
        is_asked = _is_asked_of(requirement, seller) and (not requirement.has_threshold or requirement.pk in asked)
        if not found and is_asked:
            found = [_entry(requirement, MISSING)]
        entries += [entry | {"is_asked": is_asked} for entry in found]
    return entries


@dataclass(frozen=True)
class Agreed:
    """A change of identity, and when a reviewer agreed to it."""

    at: datetime
    facts: Mapping[str, str]
    before: Mapping[str, str]


def counts_at(seller: Seller, moment: datetime) -> list[Entry]:
    """Of the slip, what held at a moment that is not before the last change: what a promise keeps."""
    return [entry for entry in seller.checked if state_at(entry, moment) == HOLDS]


def state_at(entry: Entry, moment: datetime) -> str:
    """What became of an entry until that moment: nothing waits for somebody to write down that it expired."""
    until = entry["until"]
    if entry["state"] == HOLDS and until is not None and datetime.fromisoformat(until) <= moment:
        return EXPIRED
    return str(entry["state"])


def _is_asked_of(requirement: Requirement, seller: Seller) -> bool:
    """Without what a category asks nothing of it is on sale, so only what is for selling at all can be missing."""
    return (
        requirement.is_active
        and requirement.category_id is None
        and reaches(area=requirement.area, kinds=requirement.seller_kinds, country=seller.country, kind=seller.kind)
    )


def _of_requirement(
    requirement: Requirement,
    credentials: Sequence[Credential],
    evidence: dict[int, str],
    now_of: Callable[[Requirement, Credential], Entry],
) -> Iterator[Entry]:
    """What holds longest, or else what expired last; and whatever was taken back."""
    if kept := _longest(credential for credential in credentials if credential.status in HELD):
        yield _entry(requirement, HOLDS, kept, evidence.get(kept.pk, "")) | now_of(requirement, kept)
    elif kept := _longest(each for each in credentials if each.status == CredentialStatus.EXPIRED):
        yield _entry(requirement, EXPIRED, kept, evidence.get(kept.pk, ""))
    for credential in credentials:
        if credential.status == CredentialStatus.REVOKED:
            yield _entry(requirement, REVOKED, credential, evidence.get(credential.pk, ""))


def _agreed_of(seller: Seller) -> list[Agreed]:
    """The oldest first."""
    agreed = seller.identitychanges.filter(status=ChangeStatus.IN_FORCE).order_by("decided_at", "pk")
    return [Agreed(each.decided_at, each.facts, each.before) for each in agreed if each.decided_at]


def _changed(seller: Seller, changes: Sequence[Agreed]) -> Iterator[Entry]:
    """The day of the last agreement to what the public reads: of a person only the number."""
    for fact in (NAME, NUMBER) if seller.is_trader else (NUMBER,):
        if moments := [change.at for change in changes if fact in change.facts]:
            entry = {"code": fact, "kind": "", "names": {"": ""}, "state": CHANGED, "method": "", "evidence": ""}
            yield entry | {"since": _moment(moments[-1]), "until": None, "ended": None, "is_asked": False}


def _about_now(seller: Seller, changes: Sequence[Agreed], requirement: Requirement, credential: Credential) -> Entry:
    """Whether it names the seller's own number, and which fact it was checked of that is another one by now."""
    digest = credential.subject_digest
    is_number = bool(digest) and digest == digest_of(requirement.credential, seller.registration_number)
    former = _former(seller, changes, requirement, credential)
    return {"is_number": is_number, "former": former[0] if former else "", "changed": former and _moment(former[1])}


def _former(
    seller: Seller, changes: Sequence[Agreed], requirement: Requirement, credential: Credential
) -> tuple[str, datetime] | None:
    """The fact, and when a reviewer agreed to the present one; None: it was checked of who they are now."""
    # Whatever is held was decided at a moment; the database sees to it.
    since = credential.decided_at or credential.claimed_at
    numbered = [change for change in changes if NUMBER in change.facts]
    if numbered and requirement.credential in NUMBERS_OF_REGISTERS:
        before = [change for change in numbered if change.before[NUMBER] != seller.registration_number]
        olds = {digest_of(requirement.credential, change.before[NUMBER]) for change in before} - {""}
        # Without a number of its own, it was of the one that they had on that day.
        later = [change for change in before if change.at > since]
        is_unnamed = requirement.credential == CredentialKind.REGISTRATION and not credential.subject_digest
        if credential.subject_digest in olds or (is_unnamed and later):
            return NUMBER, numbered[-1].at
    named = [change for change in changes if NAME in change.facts and change.at > since]
    if named and named[0].before[NAME] != seller.legal_name and credential.method not in _WHOEVER:
        return NAME, named[-1].at
    return None


def _longest(credentials: Iterable[Credential]) -> Credential | None:
    """The one that ends last; one without an end is later than any."""
    forever = datetime.max.replace(tzinfo=UTC)
    return max(credentials, key=lambda each: (each.valid_until or forever, each.pk), default=None)


def _entry(requirement: Requirement, state: str, credential: Credential | None = None, evidence: str = "") -> Entry:
    names = {"": requirement.name} | {
        language: said["name"] for language, said in requirement.translations.items() if said.get("name")
    }
    return {
        "code": requirement.code,
        "kind": requirement.credential,
        "names": names,
        "state": state,
        "method": credential.method if credential else "",
        "evidence": str(EvidenceKind(evidence)) if evidence else "",
        "since": _moment(credential.decided_at) if credential else None,
        "until": _moment(credential.valid_until) if credential else None,
        "ended": _moment(credential.ended_at) if credential else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
