"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop

from accounts.models import User
from core.files import read_private, record_view
from core.models import PrivateFile
from sellers.models import Application, Credential
from sellers.selectors import owners_of

OWN = gettext_noop("The applicant's own document.")
OWNERS = gettext_noop("The owner's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is recorded first.

    Raises FileIsGone when it was deleted.
    """
    return private_response(
        application.document,
        stem=f"application-{application.number}",
        viewer=viewer,
        role=role,
        about=[application.applicant_id],
        because=because,
    )


def private_response(
    file: PrivateFile, *, stem: str, viewer: User, role: str, about: Iterable[int], because: str
) -> HttpResponse:
    """The same for any private file, under the name `stem`; `about` are those whose file it is."""
    content = read_private(file)
    record_view(file, viewer=viewer, role=role, about=about, because=because)
    response = HttpResponse(content, content_type=file.content_type)
    # Plain ASCII: the applicant's own file name is theirs, and may say more than the reviewer's disk should keep.
    suffix = file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{suffix}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def credential_response(credential: Credential, position: int, *, viewer: User) -> HttpResponse:
    """One of the documents that show a credential, counted from 1, for an owner of the seller whose it is."""
    documents = list(credential.documents.select_related("file").order_by("pk")[max(position - 1, 0) : position])
    if not documents:
        raise Http404
    about = owners_of(credential.seller) if credential.seller else [credential.application.applicant_id]
    stem = f"credential-{credential.number}-{position}"
    return private_response(documents[0].file, stem=stem, viewer=viewer, role="", about=about, because=OWNERS)
