"""What an applicant can do: apply, answer what was asked, withdraw."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.files import store_private
from core.models import Complaint, PrivateFile
from core.states import ComplaintStatus
from core.timers import sweep
from sellers.documents import SafeDocument, UploadedDocument, inspect_document
from sellers.events import ApplicationAmended, ApplicationSubmitted, ApplicationWithdrawn
from sellers.facts import ApplicationFacts
from sellers.models import Application, CredentialDocument
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.services.complaining import COMPLAINT
from sellers.states import ApplicationStatus
from sellers.vetting.services.claiming import PURPOSE as CLAIMED
from sellers.vetting.services.contacts import claim_known_contacts
from sellers.vetting.services.forgetting import forget_after_commit, forget_unless_needed
from sellers.vetting.services.outdated import end_claims, end_outdated_claims

PURPOSE = "seller application"


class AlreadyApplied(DomainError):
    """The applicant has an application that is not decided yet."""

    code = "sellers.already_applied"

    def __init__(self) -> None:
        super().__init__(_("You have an application that is not decided yet. One at a time."))


def submit_application(applicant: User, *, facts: ApplicationFacts, document: UploadedDocument) -> Application:
    """
    Put an application into the reviewers' queue.

    Raises IncompleteApplication, WrongNumber, AlreadyApplied, and what inspect_document raises; then nothing is stored.
    """
    columns = facts.checked()
    if Application.objects.made_by(applicant).undecided().exists():
        raise AlreadyApplied
    safe = inspect_document(document)
    now = clock.now()
    try:
        with transaction.atomic():
            application = Application.objects.create(
                applicant=applicant, document=keep_document(safe), submitted_at=now, undertook_at=now, **columns
            )
            announce(ApplicationSubmitted(application_id=application.pk), actor=applicant)
    except IntegrityError as error:
        # Sent twice at the same moment: the constraint let one in.
        if Application.objects.made_by(applicant).undecided().exists():
            raise AlreadyApplied from None
        raise error
    claim_known_contacts(application, by=applicant)
    return application


def amend_application(
    application: Application, *, by: User, facts: ApplicationFacts, document: UploadedDocument | None = None
) -> Application:
    """
    Answer what was asked for: the new facts replace the old, a new document replaces the old one.

    Raises ImpossibleMove unless more was requested, and what submit_application raises.
    """
    # A refused one may be submitted again too, but by a complaint that was right, not by its applicant.
    if application.status != ApplicationStatus.MORE_REQUESTED:
        raise ImpossibleMove(status=str(application.status))
    columns = facts.checked()
    safe = inspect_document(document) if document else None
    replaced = [application.document] if safe and application.document else []
    now = clock.now()
    with transaction.atomic():
        replacement = {"document": keep_document(safe)} if safe else {}
        application.move_to(ApplicationStatus.SUBMITTED, submitted_at=now, undertook_at=now, **columns, **replacement)
        end_outdated_claims(application)
        announce(ApplicationAmended(application_id=application.pk), actor=by)
        forget_after_commit(replaced)
    claim_known_contacts(application, by=by)
    return application


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> Application:
    """
    End an application that is not decided yet. Its documents are deleted: nobody needs them any more.

    Raises ImpossibleMove when it is over already.
    """
    application.move_to(ApplicationStatus.WITHDRAWN)
    announce(ApplicationWithdrawn(application_id=application.pk), actor=by)
    files = [application.document] if application.document else []
    end_claims(application)
    forget_after_commit(files)
    return application


def forget_documents() -> int:
    """
    Delete the documents that no application and no credential needs any more; returns how many were looked at.

    Those of applications that were refused half a year ago; those of complaints that were over then; and, where a crash
    came before their deletion, those that were withdrawn or replaced, and those of a draft that is gone. What was
    claimed in those that were refused is over by then.
    """
    now = clock.now()
    still = Application.objects.need_their_document(now=now)
    over = Application.objects.refused_before(now - REFUSED_DOCUMENT_KEPT).with_live_claims()
    # While a complaint is open, the application may be taken up again, with all that was found true of it.
    sweep(over.exclude(pk__in=still.values("pk")), transaction.atomic(end_claims))
    needed = still.filter(document=OuterRef("pk"))
    disputed = Complaint.objects.filter(
        Q(status=ComplaintStatus.FILED) | Q(ended_at__gt=now - REFUSED_DOCUMENT_KEPT), document=OuterRef("pk")
    )
    shown = CredentialDocument.objects.filter(file=OuterRef("pk"))
    unneeded = (
        Q(purpose=PURPOSE) & ~Exists(needed)
        | Q(purpose=COMPLAINT) & ~Exists(disputed)
        # Of a draft that was deleted, credentials and all.
        | Q(purpose=CLAIMED) & ~Exists(shown)
    )
    # A file is there shortly before its application is.
    kept = PrivateFile.objects.filter(deleted_at=None, created_at__lt=now - timedelta(days=1))
    return sweep(kept.filter(unneeded), forget_unless_needed)


def keep_document(document: SafeDocument) -> PrivateFile:
    """Put it into the private store, as the document of an application."""
    return store_private(
        document.content,
        name=document.name,
        content_type=document.content_type,
        purpose=PURPOSE,
        scan=document.scan,
    )
