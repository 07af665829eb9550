"""Documents as they are read on a screen: one page at a time, as a picture that the child process drew."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.pictures.rendering import CONTENT_TYPES, MOST_PIXELS, NotAPicture, check_upload, draw

PDF = "application/pdf"
# Wide enough for small print, zoomed in; and as much as one page may take, whatever it says of its size.
WIDTH = 1800
# For whoever only wants to know how many pages there are.
SMALL = 64
LONGEST, MOST_PIXELS_OF_A_PAGE = 8_000, 12_000_000


class NotAPage(DomainError):
    """The document has no such page, or none that can be drawn."""

    code = "core.not_a_page"


@dataclass(frozen=True)
class Page:
    """One page as a picture, and how many the document has."""

    content: bytes
    content_type: str
    pages: int


def draw_page(content: bytes, *, content_type: str, number: int = 1, width: int = WIDTH) -> Page:
    """
    A page of a PDF, counted from one, or a picture: drawn by a child process, with nothing in it but its pixels.

    Raises NotAPage for whatever cannot be drawn, PicturesBusy when the machine has no room for it now.
    """
    try:
        if content_type == PDF:
            limits = {"longest": LONGEST, "most_pixels": MOST_PIXELS_OF_A_PAGE}
            drawn = draw("page", content, number=number, width=width, **limits)
        elif number == 1:
            check_upload(content)
            drawn = draw("redraw", content, longest=width, most_pixels=MOST_PIXELS)
        else:
            raise NotAPicture("", because="no_such_page")
    except NotAPicture as refusal:
        if refusal.details.get("because") == "no_such_page":
            raise NotAPage(_("This document has no such page."), because="no_such_page") from None
        raise NotAPage(_("This document cannot be shown as a picture. Download it to read it.")) from None
    # The document may have taken the child over: what it says is held against what was asked.
    shown_as, pages = CONTENT_TYPES.get(str(drawn.says.get("kind"))), drawn.says.get("pages", 1)
    if shown_as is None or len(drawn.files) != 1 or not isinstance(pages, int) or not 1 <= pages <= 100_000:
        raise NotAPage(_("This document cannot be shown as a picture. Download it to read it."))
    return Page(next(iter(drawn.files.values())), shown_as, pages)
