"""The page on which a buyer writes a review."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from core.errors import DomainError
from orders.models import OrderLine
from reviews import services
from reviews.forms import ReviewForm
from reviews.selectors import verdict_on_reviewing


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def write(request: SignedInRequest, number: str, position: int) -> HttpResponse:
    """Review one line of one's own order; once it is published, its listing shows it."""
    lines = OrderLine.objects.bought_by(request.user).select_related("order__purchase", "order__shop", "listing__cover")
    line = get_object_or_404(lines, order__number=number, position=position)
    verdict = verdict_on_reviewing(line, author=request.user)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_review(line, author=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. Your review is published."))
            return redirect("storefront:listing", number=line.listing.number, slug=line.listing.slug)
    return render(request, "reviews/write.html", {"line": line, "form": form, "verdict": verdict})
