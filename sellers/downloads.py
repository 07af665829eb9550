"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from accounts.models import User
from core.files import read_private, record_view
from sellers.models import Application

OWN = gettext_noop("The applicant's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is recorded first.

    Raises FileIsGone when it was deleted.
    """
    content = read_private(application.document)
    record_view(application.document, viewer=viewer, role=role, about=[application.applicant_id], because=because)
    response = HttpResponse(content, content_type=application.document.content_type)
    # Plain ASCII: the applicant's own file name is theirs, and may say more than the reviewer's disk should keep.
    suffix = application.document.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="application-{application.number}.{suffix}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
