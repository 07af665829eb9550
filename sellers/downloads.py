"""The one way in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core.downloads import download
from core.files import FileIsGone, record_view
from core.models import PrivateFile
from sellers.models import Application, BrandAuthorisation, Credential
from sellers.selectors import owners_of

OWN = gettext_noop("The applicant's own document.")
OWNERS = gettext_noop("The owner's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")
OWN_CLAIM = gettext_noop("The shop's own document about a brand.")
BRAND_REVIEW = gettext_noop("To decide who may offer a brand.")


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is on record before it is sent.

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


def paper_response(claim: BrandAuthorisation, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document of a claim to a brand, in the same way.

    Raises FileIsGone when it was deleted, or there never was one.
    """
    if claim.evidence is None:
        raise FileIsGone(_("There is no document."))
    about = [claim.asked_by_id] if claim.asked_by_id else []
    stem = f"brand-{claim.number}"
    return private_response(claim.evidence, stem=stem, viewer=viewer, role=role, about=about, because=because)


def private_response(
    file: PrivateFile, *, stem: str, viewer: User, role: str, about: Iterable[int], because: str
) -> HttpResponse:
    """The same for any private file, under the name `stem`; `about` are those whose file it is."""
    answer = download(file, called=stem)
    record_view(file, viewer=viewer, role=role, about=about, because=because)
    return answer


def credential_response(credential: Credential, position: int, *, viewer: User) -> HttpResponse:
    """One of the documents that show a credential, counted from 1, for an owner of the seller whose it is."""
    documents = list(credential.documents.select_related("file").order_by("pk")[max(position - 1, 0) : position])
    if not documents:
        raise Http404
    about = owners_of(credential.seller) if credential.seller else [credential.application.applicant_id]
    stem = f"credential-{credential.number}-{position}"
    return private_response(documents[0].file, stem=stem, viewer=viewer, role="", about=about, because=OWNERS)
