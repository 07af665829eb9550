"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core.downloads import download
from core.files import FileIsGone, record_view
from core.models import PrivateFile
from sellers.models import Application, BrandAuthorisation

OWN = gettext_noop("The applicant's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")
OWN_CLAIM = gettext_noop("The shop's own document about a brand.")
BRAND_REVIEW = gettext_noop("To decide who may offer a brand.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is on record before it is sent.

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
    answer = download(file, called=name)
    record_view(file, viewer=viewer, role=role, about=about, because=because)
    return answer
