"""How a private file is sent to somebody: as a download that no browser will run or show in our pages."""

from __future__ import annotations

from django.http import HttpResponse

from core.files import read_private
from core.models import PrivateFile


def download(file: PrivateFile, *, called: str) -> HttpResponse:
    """
    The file under a name of ours. Who may have it is for the caller to have decided, and to record (`record_view`).

    Raises FileIsGone when it was deleted.
    """
    response = closed(HttpResponse(read_private(file), content_type=file.content_type))
    # Plain ASCII: the sender's own file name is theirs, and may say more than another's disk should keep.
    suffix = file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{called}.{suffix}"'
    return response


def closed(response: HttpResponse) -> HttpResponse:
    """What no browser runs, keeps, or lends to another site."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
