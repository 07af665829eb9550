"""A shop's catalogue as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from catalog.downloads import export_response
from catalog.exporting import EXPORTS
from catalog.views.finding import own_shop


@require_safe
@login_required
@never_cache
def export(request: SignedInRequest, shop: str, kind: str) -> StreamingHttpResponse:
    """All listings with variants, facts, stock, prices and the addresses of photos; written while it is sent."""
    own = own_shop(request.user, shop)
    if kind not in EXPORTS:
        raise Http404
    return export_response(own, kind)
