"""
What the public may read of a seller's credentials, as plain data: kept on the seller, worded by whoever shows it.

Numbers and documents are not in it. What ended stays in it with its day, and what is required and was never shown is
in it, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Q

from sellers.models import Seller
from sellers.vetting.models import Credential, CredentialDocument, Demand, Requirement
from sellers.vetting.rules import reaches
from sellers.vetting.states import HELD, CredentialStatus, EvidenceKind

Entry = dict[str, Any]

HOLDS = "holds"
EXPIRED = "expired"
REVOKED = "revoked"
MISSING = "missing"
# What was true once: it says so publicly, whatever became of it.
_TOLD = (*HELD, CredentialStatus.EXPIRED, CredentialStatus.REVOKED)


def checked_of(seller: Seller) -> list[Entry]:
    """The slip, worked out anew: four statements, however many credentials there are."""
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
    entries: list[Entry] = []
    # What is for selling at all comes first.
    for requirement in Requirement.objects.order_by(F("category").asc(nulls_first=True), "code"):
        found = list(_of_requirement(requirement, of[requirement.pk], evidence))
        is_asked = _is_asked_of(requirement, seller) and (not requirement.has_threshold or requirement.pk in asked)
        if not found and is_asked:
            found = [_entry(requirement, MISSING)]
        entries += [entry | {"is_asked": is_asked} for entry in found]
    return entries


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
    requirement: Requirement, credentials: Sequence[Credential], evidence: dict[int, str]
) -> Iterator[Entry]:
    """What holds longest, or else what expired last; and whatever was taken back."""
    if kept := _longest(credential for credential in credentials if credential.status in HELD):
        yield _entry(requirement, HOLDS, kept, evidence.get(kept.pk, ""))
    elif kept := _longest(each for each in credentials if each.status == CredentialStatus.EXPIRED):
        yield _entry(requirement, EXPIRED, kept, evidence.get(kept.pk, ""))
    for credential in credentials:
        if credential.status == CredentialStatus.REVOKED:
            yield _entry(requirement, REVOKED, credential, evidence.get(credential.pk, ""))


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
