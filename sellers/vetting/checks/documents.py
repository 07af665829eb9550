"""What a document itself says to software: whether it can be read, and whether somebody else has sent it."""

from __future__ import annotations

from sellers.vetting.checks.registry import Found, check
from sellers.vetting.likeness import NEAR, distance, is_copy, marks_near
from sellers.vetting.models import Credential, CredentialDocument
from sellers.vetting.states import CheckOutcome, CredentialKind

EVERYTHING = frozenset(CredentialKind.values)
# Below these a person cannot read small print; measured on our own scans, blurred and faded step by step.
SHORTEST_SIDE = 800  # pixels, of the longer edge of a picture
LEAST_SHARPNESS = 8.0
LEAST_CONTRAST = 12.0
MOST_PAGES = 20
# Of a common form there may be many near ones: the newest are compared.
MOST_CANDIDATES = 500


@check("legible", version=1, kinds=EVERYTHING)
def documents_can_be_read(credential: Credential) -> Found | None:
    """Large, sharp and dark enough on the first page, and not a book."""
    documents = list(credential.documents.select_related("file"))
    if not documents:
        return None
    faults = [fault for document in documents if (fault := _fault_of(document))]
    if "not_drawn" in faults:
        return Found(CheckOutcome.COULD_NOT, {"because": "not_drawn"})
    if faults:
        return Found(CheckOutcome.SUSPICIOUS, {"because": faults[0]})
    return Found(CheckOutcome.PASSED, {"pages": sum(document.pages for document in documents)})


def _fault_of(document: CredentialDocument) -> str:
    look = document.look
    if not look:
        return "not_drawn"
    is_picture = document.file.content_type.startswith("image/")
    if is_picture and max(look["width"], look["height"]) < SHORTEST_SIDE:
        return "small"
    if look["contrast"] < LEAST_CONTRAST:
        return "faint"
    if look["sharpness"] < LEAST_SHARPNESS:
        return "blurred"
    return "many_pages" if document.pages > MOST_PAGES else ""


@check("expiry", version=1, kinds=EVERYTHING)
def document_holds_long_enough(credential: Credential) -> Found | None:
    """Not within a month of its end, and not issued after it."""
    if credential.expires_on is None:
        return None
    if credential.issued_on is not None and credential.issued_on >= credential.expires_on:
        return Found(CheckOutcome.SUSPICIOUS, {"because": "dates"})
    days = (credential.expires_on - credential.claimed_at.date()).days
    if days < 30:
        return Found(CheckOutcome.SUSPICIOUS, {"because": "ends_soon", "days": days})
    return Found(CheckOutcome.PASSED, {"days": days})


@check("same_document", version=2, kinds=EVERYTHING)
def nobody_else_sent_it(credential: Credential) -> Found | None:
    """The very same file, or one that looks nearly so, however it is turned, came with somebody else's credential."""
    documents = list(credential.documents.select_related("file"))
    if not documents:
        return None
    others = CredentialDocument.objects.exclude(credential__application__applicant=credential.application.applicant_id)
    if others.filter(file__digest__in=[document.file.digest for document in documents]).exists():
        return Found(CheckOutcome.SUSPICIOUS, {"because": "same"})
    if any(_is_near_another(document, credential) for document in documents):
        return Found(CheckOutcome.SUSPICIOUS, {"because": "near"})
    return Found(CheckOutcome.PASSED)


def _is_near_another(document: CredentialDocument, credential: Credential) -> bool:
    if not document.likeness:
        return False
    ways = [(document.likeness, document.look.get("detail", "")), *document.look.get("turned", ())]
    marks = {mark for likeness, _detail in ways for mark in marks_near(likeness)}
    near = CredentialDocument.objects.filter(marks__mark__in=marks, evidence=document.evidence).exclude(
        credential__application__applicant=credential.application.applicant_id
    )
    return any(
        distance(likeness, other.likeness) <= NEAR and is_copy(detail, other.look.get("detail", ""))
        for other in near.order_by("-pk").distinct()[:MOST_CANDIDATES]
        for likeness, detail in ways
    )
