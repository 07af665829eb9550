"""The ways in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core import clock
from core.downloads import closed, download
from core.files import FileIsGone, read_private, record_view, views_of
from core.models import Complaint, PrivateFile
from core.pictures import NotAPage, PicturesBusy, draw_page
from core.pictures.pages import PDF, SMALL
from sellers.models import Application, BrandAuthorisation, Credential, CredentialDocument
from sellers.selectors import owners_of, whom_it_concerns

OWN = gettext_noop("The applicant's own document.")
OWNERS = gettext_noop("The owner's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")
OWN_CLAIM = gettext_noop("The shop's own document about a brand.")
OWN_COMPLAINT = gettext_noop("The document of one's own complaint.")
BRAND_REVIEW = gettext_noop("To decide who may offer a brand.")


# Whoever turns the pages of a document is looking once; after so long without, anew.
LOOKING = timedelta(minutes=30)
# A file never changes; how many pages it has is remembered for a month.
PAGES_KNOWN_FOR = 30 * 24 * 3600


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is on record before it is sent.

    Raises FileIsGone when it was deleted, or there is none yet.
    """
    if application.document_id is None:
        raise FileIsGone(_("There is no document."))
    return private_response(
        application.document,
        stem=f"application-{application.number}",
        viewer=viewer,
        role=role,
        about=whom_it_concerns(application),
        because=because,
    )


def paper_response(claim: BrandAuthorisation, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document of a claim to a brand, in the same way.

    Raises FileIsGone when it was deleted, or there never was one.
    """
    if claim.evidence is None:
        raise FileIsGone(_("There is no document."))
    about = {*owners_of(claim.seller), *([claim.asked_by_id] if claim.asked_by_id else [])}
    stem = f"brand-{claim.number}"
    return private_response(claim.evidence, stem=stem, viewer=viewer, role=role, about=about, because=because)


def complaint_response(complaint: Complaint, *, viewer: User) -> HttpResponse:
    """
    What came with a complaint, for whoever complained, in the same way.

    Raises FileIsGone when it was deleted, or there never was one.
    """
    if complaint.document is None:
        raise FileIsGone(_("There is no document."))
    stem, about = f"complaint-{complaint.number}", [complaint.filed_by_id]
    return private_response(complaint.document, stem=stem, viewer=viewer, role="", about=about, because=OWN_COMPLAINT)


def private_response(
    file: PrivateFile, *, stem: str, viewer: User, role: str, about: Iterable[int], because: str
) -> HttpResponse:
    """The same for any private file, under the name `stem`; `about` are those whose file it is."""
    answer = download(file, called=stem)
    record_view(file, viewer=viewer, role=role, about=about, because=because)
    return answer


def credential_response(credential: Credential, position: int, *, viewer: User) -> HttpResponse:
    """One of the documents that show a credential, counted from 1, for whoever `opened_by` finds it for."""
    documents = list(credential.documents.select_related("file").order_by("pk")[max(position - 1, 0) : position])
    if not documents:
        raise Http404
    about = whom_it_concerns(credential.application, sender=credential.claimed_by_id)
    stem = f"credential-{credential.number}-{position}"
    return private_response(documents[0].file, stem=stem, viewer=viewer, role="", about=about, because=OWNERS)


def credential_document_response(
    document: CredentialDocument, *, viewer: User, role: str, because: str
) -> HttpResponse:
    """The same for what shows a credential, to a reviewer. Raises FileIsGone when it was deleted."""
    about = whom_it_concerns(document.credential.application, sender=document.credential.claimed_by_id)
    stem = f"credential-{document.credential.number}"
    return private_response(document.file, stem=stem, viewer=viewer, role=role, about=about, because=because)


def page_response(
    file: PrivateFile, number: int, *, viewer: User, role: str, about: Sequence[int], because: str
) -> HttpResponse:
    """
    One page of a document as a picture that was drawn of it; the file itself stays where it is. Whoever turns the
    pages has opened it once, and that is recorded before anything is shown.

    Raises FileIsGone, NotAPage, PicturesBusy.
    """
    page = draw_page(read_private(file), content_type=file.content_type, number=number)
    lately = views_of(file).filter(actor=viewer, at__gt=clock.now() - LOOKING)
    if not lately.exists():
        record_view(file, viewer=viewer, role=role, about=about, because=because)
    cache.set(_pages_key(file), page.pages, PAGES_KNOWN_FOR)
    return closed(HttpResponse(page.content, content_type=page.content_type))


def pages_of(file: PrivateFile) -> int:
    """How many pages of it can be shown as pictures. Nothing is shown by that, and so nothing recorded."""
    if file.content_type != PDF:
        return 1
    known: int | None = cache.get(_pages_key(file))
    if known is None:
        try:
            known = draw_page(read_private(file), content_type=file.content_type, width=SMALL).pages
        except (NotAPage, FileIsGone):
            known = 0
        except PicturesBusy:
            # Not now: whoever asks for the first page reads why.
            return 1
        cache.set(_pages_key(file), known, PAGES_KNOWN_FOR)
    return known


def _pages_key(file: PrivateFile) -> str:
    return f"pages:{file.pk}"
