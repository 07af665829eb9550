"""A shop's catalogue as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from catalog.exporting import EXPORTS, headings_of, rows_of
from catalog.views.finding import own_shop
from core import clock


@require_safe
@login_required
@never_cache
def export(request: SignedInRequest, shop: str, kind: str) -> StreamingHttpResponse:
    """All listings with variants, facts, stock, prices and the addresses of photos; written while it is sent."""
    own = own_shop(request.user, shop)
    if kind not in EXPORTS:
        raise Http404
    content = EXPORTS[kind].write(headings_of(own), rows_of(own))
    response = StreamingHttpResponse(content, content_type=EXPORTS[kind].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{own.slug}-{clock.today()}.{kind}"'
    return response
