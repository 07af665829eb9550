"""Papers of an order as files, for pages and programs alike."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control

from core.papers import print_paper


def tag_of(html: str) -> str:
    """What tells one paper from another: laying out is dear, and the same page is the same file."""
    return f'"{hashlib.sha256(html.encode()).hexdigest()}"'


def has_it_already(request: HttpRequest, html: str) -> HttpResponse | None:
    """The short answer for a reader who has this very paper."""
    tag = tag_of(html)
    return HttpResponseNotModified(headers={"ETag": tag}) if request.headers.get("If-None-Match") == tag else None


def paper_response(html: str, *, name: str) -> HttpResponse:
    """The paper as a download. Raises PapersBusy."""
    response = HttpResponse(print_paper(html), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = tag_of(html)
    patch_cache_control(response, private=True, no_cache=True)
    return response
