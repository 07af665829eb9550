"""
Every picture in the market goes through here: drawn anew by a child process under limits, kept under names made of
its content, shown in the width and the format that a browser asks for.
"""

from core.pictures.children import PicturesBusy
from core.pictures.models import KeptPicture, PictureFields
from core.pictures.pages import NotAPage, Page, draw_page
from core.pictures.rendered import Look, Redrawn, Rendered
from core.pictures.rendering import (
    MOST_BYTES,
    NotAPicture,
    check_upload,
    keep_picture,
    look_at_document,
    redraw_picture,
    render_picture,
)
from core.pictures.uploads import UploadedPicture

__all__ = [
    "MOST_BYTES",
    "KeptPicture",
    "Look",
    "NotAPage",
    "NotAPicture",
    "Page",
    "PictureFields",
    "PicturesBusy",
    "Redrawn",
    "Rendered",
    "UploadedPicture",
    "check_upload",
    "draw_page",
    "keep_picture",
    "look_at_document",
    "redraw_picture",
    "render_picture",
]
