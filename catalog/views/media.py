"""Files of photos. Only names that we made ourselves, only pictures that we encoded ourselves."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pictures.names import CONTENT_TYPES, IS_FILE


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A prepared photo. Its name is its content, so it never changes and may be kept for ever."""
    matched = IS_FILE.fullmatch(name)
    if matched is None:
        raise Http404(_("There is no such picture."))
    tag = f'"{name[3:]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=_headers(tag))
    try:
        file = (Path(settings.MEDIA_ROOT) / name).open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise Http404(_("There is no such picture.")) from None
    return FileResponse(file, content_type=CONTENT_TYPES[matched["suffix"]], headers=_headers(tag))


def _headers(tag: str) -> dict[str, str]:
    return {
        "ETag": tag,
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        # Whatever a browser makes of it, it runs nothing in our name.
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
