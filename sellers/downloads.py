"""The ways in which a document leaves the private store: to somebody who was asked for, and on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext_noop

from accounts.models import User
from core import clock
from core.files import FileIsGone, read_private, record_view, views_of
from core.models import PrivateFile
from core.pictures import NotAPage, PicturesBusy, draw_page
from core.pictures.pages import PDF, SMALL
from sellers.models import Application, CredentialDocument

OWN = gettext_noop("The applicant's own document.")
REVIEW = gettext_noop("To decide about an application to sell.")


# Whoever turns the pages of a document is looking once; after so long without, anew.
LOOKING = timedelta(minutes=30)
# A file never changes; how many pages it has is remembered for a month.
PAGES_KNOWN_FOR = 30 * 24 * 3600


def document_response(application: Application, *, viewer: User, role: str, because: str) -> HttpResponse:
    """
    The document as a download that no browser will run or show in our pages. The view is recorded first.

    Raises FileIsGone when it was deleted.
    """
    file = application.document
    content = read_private(file)
    record_view(file, viewer=viewer, role=role, about=[application.applicant_id], because=because)
    return _download(file, content, f"application-{application.number}")


def credential_document_response(
    document: CredentialDocument, *, viewer: User, role: str, because: str
) -> HttpResponse:
    """The same for what shows a credential. Raises FileIsGone when it was deleted."""
    content = read_private(document.file)
    about = [document.credential.application.applicant_id]
    record_view(document.file, viewer=viewer, role=role, about=about, because=because)
    return _download(document.file, content, f"credential-{document.credential.number}")


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
    return _closed(HttpResponse(page.content, content_type=page.content_type))


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


def _download(file: PrivateFile, content: bytes, name: str) -> HttpResponse:
    response = _closed(HttpResponse(content, content_type=file.content_type))
    # Plain ASCII: the applicant's own file name is theirs, and may say more than the reviewer's disk should keep.
    suffix = file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _closed(response: HttpResponse) -> HttpResponse:
    """No browser runs it, keeps it, or lends it to another site."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
