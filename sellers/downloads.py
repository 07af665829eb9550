"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.models import User
from core.files import read_private, record_view
from sellers.models import Application


def document_response(application: Application, *, viewer: User, reason: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is recorded first.

    Raises FileIsGone when it was deleted.
    """
    content = read_private(application.document)
    record_view(application.document, viewer=viewer, reason=reason)
    response = HttpResponse(content, content_type=application.document.content_type)
    # Plain ASCII: the applicant's own file name is theirs, and may say more than the reviewer's disk should keep.
    suffix = application.document.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="application-{application.number}.{suffix}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
