"""Complaints of sellers and applicants: the ground's, with a document that is looked at as every other."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core import complaints
from core.files import store_private
from core.models import Complaint, StatementOfReasons
from sellers.documents import UploadedDocument, inspect_document

COMPLAINT = "complaint"


def complain(
    statement: StatementOfReasons, *, by: User, words: str, document: UploadedDocument | None = None
) -> Complaint:
    """
    Complain about a decision, or appeal, with a document if there is one.

    Raises what core.complaints.file_complaint and inspect_document raise; then nothing is stored.
    """
    safe = inspect_document(document) if document else None
    with transaction.atomic():
        # The complaint first: whoever may not complain leaves no file behind.
        complaint = complaints.file_complaint(statement, by=by, words=words)
        if safe:
            complaint.document = store_private(
                safe.content, name=safe.name, content_type=safe.content_type, purpose=COMPLAINT, scan=safe.scan
            )
            complaint.save(update_fields=["document"])
    return complaint
