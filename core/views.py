"""The demo's post office. Outside demo mode these pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import OutgoingMail

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@demo_only
def demo_mail(request: HttpRequest) -> HttpResponse:
    """Every mail that the demo market has written, newest first, optionally to one address."""
    mails = OutgoingMail.objects.order_by("-pk")
    if to := request.GET.get("to", "").strip():
        mails = mails.filter(to__iexact=to)
    page = Paginator(mails, 25).get_page(request.GET.get("page"))
    return render(request, "core/demo_mail.html", {"page": page, "to": to})


@require_safe
@never_cache
@demo_only
def demo_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, as text."""
    return render(request, "core/demo_letter.html", {"mail": get_object_or_404(OutgoingMail, pk=pk)})
