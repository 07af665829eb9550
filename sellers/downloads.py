"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core.files import FileIsGone, read_private, record_view
from core.models import PrivateFile
from sellers.models import Application, BrandAuthorisation

OWN = gettext_noop("The applicant's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")
OWN_CLAIM = gettext_noop("The shop's own document about a brand.")
BRAND_REVIEW = gettext_noop("To decide who may offer a brand.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is recorded first.

    Raises FileIsGone when it was deleted.
    """
    about = [application.applicant_id]
    name = f"application-{application.number}"
    return _download(application.document, name, viewer=viewer, role=role, about=about, because=because)


def paper_response(claim: BrandAuthorisation, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document of a claim to a brand, in the same way.

    Raises FileIsGone when it was deleted, or there never was one.
    """
    if claim.evidence is None:
        raise FileIsGone(_("There is no document."))
    about = [claim.asked_by_id] if claim.asked_by_id else []
    name = f"brand-{claim.number}"
    return _download(claim.evidence, name, viewer=viewer, role=role, about=about, because=because)


def _download(file: PrivateFile, name: str, *, viewer: User, role: str, about: list[int], because: str) -> HttpResponse:
    content = read_private(file)
    record_view(file, viewer=viewer, role=role, about=about, because=because)
    response = HttpResponse(content, content_type=file.content_type)
    # Plain ASCII: the sender's own file name is theirs, and may say more than the reader's disk should keep.
    suffix = file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
