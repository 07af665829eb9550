"""What somebody claims about themselves, with what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.events import announce
from core.files import read_private, store_private
from core.models import PrivateFile
from core.pictures import Look, PicturesBusy, look_at_document
from sellers.documents import SafeDocument, UploadedDocument, inspect_document
from sellers.models import Application, Membership, Seller
from sellers.states import UNDECIDED, ApplicationStatus, SellerStatus, ShopRole
from sellers.vetting.events import CredentialClaimed
from sellers.vetting.likeness import marks_of
from sellers.vetting.models import Credential, CredentialDocument, DocumentMark, Requirement
from sellers.vetting.numbers import compact_subject, contact_in, digest_of, is_same
from sellers.vetting.rules import private_numbers, reaches, shown
from sellers.vetting.services.checking import run_checks
from sellers.vetting.services.forgetting import forget_after_commit
from sellers.vetting.states import CredentialStatus, EvidenceKind

PURPOSE = "credential"
MOST_DOCUMENTS = 4
# What is kept of how a document looks, beside its likeness and how many pages it has.
LOOKED_AT = ("width", "height", "sharpness", "contrast", "detail", "turned")


class ClaimRefused(DomainError):
    """Something about the claim cannot be right, or is missing; `field` names it."""

    code = "sellers.claim_refused"


class NotAsked(DomainError):
    """Nobody asks this of them: the requirement is not about their country, kind or time."""

    code = "sellers.not_asked"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said of one credential, as text that is already clean (core.text)."""

    subject: str = ""
    scheme: str = ""
    holder: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Shown:
    """A document, and what it is said to be."""

    evidence: str
    document: UploadedDocument


def claim_credential(
    application: Application,
    requirement: Requirement,
    *,
    by: User,
    claim: Claim,
    documents: Sequence[Shown] = (),
    kept: Sequence[tuple[str, PrivateFile]] = (),
) -> Credential:
    """
    Say that a requirement is met, and send what shows it. What was claimed for it before, and nobody has decided,
    is withdrawn; `kept` are files that we have already, and what they are: they show this, too.

    Automatic checks run at once, after commit. Raises NotAsked, ClaimRefused, WrongNumber, and what inspect_document
    raises; then nothing has changed.
    """
    check_who(application, by)
    _check_asked(application, requirement)
    subject = compact_subject(requirement, claim.subject, scheme=claim.scheme, country=application.country)
    _check_contact(application, requirement, subject.number)
    _check_dates(requirement, claim)
    safe = [_look(_evidence(requirement, each.evidence), inspect_document(each.document)) for each in documents]
    shared = [(_evidence(requirement, evidence), file, _look_again(file)) for evidence, file in kept]
    if requirement.evidence and not (safe or shared):
        raise ClaimRefused(_("Send a document that shows it."), field="document")
    if len(safe) + len(shared) > MOST_DOCUMENTS:
        raise ClaimRefused(_("At most four documents show one thing."), field="document")
    try:
        with transaction.atomic():
            # An approval at this moment waits, and takes this one, too; one that came first has made the seller.
            locked = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
            check_who(locked, by)
            before = _replaced(locked, requirement)
            credential = Credential.objects.create(
                requirement=requirement,
                application=application,
                seller=Seller.objects.filter(application=application).first(),
                subject=subject.number,
                subject_digest=digest_of(requirement.credential, subject.number),
                subject_shown=shown(requirement.credential, subject.number, private=private_numbers(application.kind)),
                scheme=subject.scheme,
                holder=claim.holder,
                issuer=claim.issuer,
                issued_on=claim.issued_on,
                expires_on=claim.expires_on,
                claimed_at=clock.now(),
                claimed_by=by,
                renews=_renewed(application, requirement),
            )
            _keep_documents(credential, safe, before, shared)
            announce(CredentialClaimed(credential_id=credential.pk), actor=by)
    except IntegrityError as error:
        # Sent twice at the same moment: the constraint let one in.
        if Credential.objects.open().filter(application=application, requirement=requirement).exists():
            raise ClaimRefused(_("This was sent a moment ago. Look at it again.")) from None
        raise error
    run_checks(credential)
    return credential


def withdraw_claim(credential: Credential, *, by: User) -> Credential:
    """
    Take back what nobody has decided; its documents are deleted.

    Raises ClaimRefused for somebody else's and for what a reviewer reads, ImpossibleMove when it is decided.
    """
    check_who(credential.application, by)
    _check_unread(credential.application, credential)
    with transaction.atomic():
        credential.move_to(CredentialStatus.WITHDRAWN, ended_at=clock.now())
        forget_after_commit(document.file for document in credential.documents.select_related("file"))
    return credential


def check_who(application: Application, by: User) -> None:
    """
    The applicant, until it is decided; once there is a shop, whoever owns it, until the contract ends. Raises
    ClaimRefused for anybody else.
    """
    seller = Seller.objects.filter(application=application).first()
    if seller and seller.status == SellerStatus.CLOSED:
        # Their file is deleted after a while: nothing new goes into it.
        raise ClaimRefused(_("This shop has closed for good."))
    if seller:
        owns = Membership.objects.filter(shop__seller__application=application, user=by, role=ShopRole.OWNER).exists()
        if not owns:
            raise ClaimRefused(_("Only the owner of the shop can show who it is."))
    elif application.applicant_id != by.pk:
        raise ClaimRefused(_("This application is somebody else's."))
    elif application.status not in UNDECIDED:
        raise ClaimRefused(_("This application is over."))


def _check_asked(application: Application, requirement: Requirement) -> None:
    about = reaches(
        area=requirement.area,
        kinds=requirement.seller_kinds,
        country=application.country,
        kind=application.kind,
    )
    if not (about and requirement.is_active):
        raise NotAsked(_("This is not asked of you."))


def _check_contact(application: Application, requirement: Requirement, subject: str) -> None:
    """What people are told to write to or to call is what is confirmed, and nothing else of the same person."""
    named = contact_in(application, requirement.credential)
    if named is not None and subject and not is_same(requirement.credential, subject, named):
        raise ClaimRefused(_("Only the one that stands in your application can be confirmed."), field="subject")


def _check_dates(requirement: Requirement, claim: Claim) -> None:
    today = clock.today()
    if requirement.asks_expiry and claim.expires_on is None:
        raise ClaimRefused(_("Say until when it holds."), field="expires_on")
    if claim.expires_on is not None and claim.expires_on < today:
        raise ClaimRefused(_("It has expired already. Send one that still holds."), field="expires_on")
    if claim.issued_on is not None and claim.issued_on > today:
        raise ClaimRefused(_("It cannot be issued in the future."), field="issued_on")


def _evidence(requirement: Requirement, kind: str) -> EvidenceKind:
    if not kind and len(requirement.evidence) == 1:
        # Where only one thing will do, it need not be said.
        return EvidenceKind(requirement.evidence[0])
    if kind not in requirement.evidence:
        raise ClaimRefused(
            _("This takes one of: %(kinds)s.") % {"kinds": ", ".join(requirement.evidence_labels)}, field="evidence"
        )
    return EvidenceKind(kind)


def _look(evidence: EvidenceKind, document: SafeDocument) -> tuple[EvidenceKind, SafeDocument, Look | None]:
    return evidence, document, look_if_possible(document.content)


def _look_again(file: PrivateFile) -> Look | None:
    """How a file looks that we have; what was seen of it before is still true."""
    # Those that were looked at before pages were turned, too, are looked at again.
    seen = CredentialDocument.objects.filter(file=file, look__has_key="turned").first()
    if seen:
        return Look(pages=seen.pages, likeness=seen.likeness, **seen.look)
    return look_if_possible(read_private(file))


def look_if_possible(content: bytes) -> Look | None:
    """None too when the machine is too busy: then a reviewer looks, and software has not."""
    try:
        return look_at_document(content)
    except PicturesBusy:
        return None


def _replaced(application: Application, requirement: Requirement) -> list[CredentialDocument]:
    """Ends what waits, and returns its documents."""
    waiting = Credential.objects.open().filter(application=application, requirement=requirement).first()
    if waiting is None:
        return []
    _check_unread(application, waiting)
    waiting.move_to(CredentialStatus.WITHDRAWN, ended_at=clock.now())
    return list(waiting.documents.select_related("file"))


def _check_unread(application: Application, waiting: Credential) -> None:
    """What a reviewer has begun to check with an application that was sent stays as it is until they ask for more."""
    if application.status == ApplicationStatus.SUBMITTED and waiting.status == CredentialStatus.CHECKING:
        raise ClaimRefused(_("A reviewer is reading this right now. If something is missing, they will ask for it."))


def _renewed(application: Application, requirement: Requirement) -> Credential | None:
    """What this one renews: the last that was ever held."""
    held = Credential.objects.filter(application=application, requirement=requirement).exclude(method="")
    return held.order_by("-pk").first()


def _keep_documents(
    credential: Credential,
    safe: Sequence[tuple[EvidenceKind, SafeDocument, Look | None]],
    before: Sequence[CredentialDocument],
    kept: Sequence[tuple[EvidenceKind, PrivateFile, Look | None]],
) -> None:
    needed = {file.pk for _evidence, file, _look in kept}
    for evidence, file, look in kept:
        _keep_document(credential, file, evidence, look)
    for evidence, document, look in safe:
        file = store_private(
            document.content,
            name=document.name,
            content_type=document.content_type,
            purpose=PURPOSE,
            scan=document.scan,
        )
        _keep_document(credential, file, evidence, look)
    forget_after_commit(old.file for old in before if old.file_id not in needed)


def _keep_document(credential: Credential, file: PrivateFile, evidence: EvidenceKind, look: Look | None) -> None:
    seen = {}
    if look:
        numbers = {name: getattr(look, name) for name in LOOKED_AT}
        seen = {"pages": look.pages, "likeness": look.likeness, "look": numbers}
    kept = CredentialDocument.objects.create(credential=credential, file=file, evidence=evidence, **seen)
    DocumentMark.objects.bulk_create(DocumentMark(document=kept, mark=mark) for mark in marks_of(kept.likeness))
