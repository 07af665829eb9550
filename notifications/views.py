"""The inbox."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from notifications import services
from notifications.models import Notification
from notifications.selectors import unread_count

PER_PAGE = 20


@require_safe
@login_required
@never_cache
def inbox(request: SignedInRequest) -> HttpResponse:
    """What this person was told, newest first."""
    told = Notification.objects.told_to(request.user).newest_first()
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/inbox.html", {"page": page, "unread": unread_count(request.user)})


@require_safe
@never_cache
def unread(request: HttpRequest) -> HttpResponse:
    """How many letters wait, for the corner of a page that stays open; nothing for whoever has signed out meanwhile."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return render(request, "notifications/unread.html", {"unread": unread_count(request.user)})


@require_POST
@login_required
def mark_read(request: SignedInRequest) -> HttpResponse:
    """Mark one notification as read (`notification`), and go to its page (`open`); or mark them all (`all`)."""
    if "all" in request.POST:
        services.mark_all_read(request.user)
        return redirect("notifications:inbox")
    try:
        pk = int(request.POST.get("notification", ""))
    except ValueError:
        raise Http404 from None
    notification = get_object_or_404(Notification.objects.told_to(request.user), pk=pk)
    services.mark_read(notification)
    return redirect(notification.notice.url if "open" in request.POST else "notifications:inbox")
