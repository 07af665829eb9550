"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from accounts.models import User
from core.downloads import download
from core.files import record_view
from sellers.models import Application

OWN = gettext_noop("The applicant's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is on record before it is sent.

    Raises FileIsGone when it was deleted.
    """
    answer = download(application.document, called=f"application-{application.number}")
    record_view(application.document, viewer=viewer, role=role, about=[application.applicant_id], because=because)
    return answer
