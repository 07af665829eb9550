"""The page on which a buyer writes a review, and later sees what became of its photos."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from core.errors import DomainError
from core.text import plain_line
from orders.models import OrderLine
from reviews import services
from reviews.forms import PhotosForm, ReviewForm
from reviews.models import Review
from reviews.rules import MOST_PHOTOS
from reviews.selectors import verdict_on_reviewing
from reviews.states import ReviewPhotoStatus


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def write(request: SignedInRequest, number: str, position: int) -> HttpResponse:
    """Review one line of one's own order; once it is published, its listing shows it."""
    line = _line_of(request, number, position)
    verdict = verdict_on_reviewing(line, author=request.user)
    form = ReviewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        photos = form.cleaned_data.pop("photos")
        try:
            review = services.publish_review(line, author=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. Your review is published."))
            if not photos:
                return redirect("storefront:listing", number=line.listing.number, slug=line.listing.slug)
            _take(request, review, photos)
            return redirect("reviews:write", number=number, position=position)
    own = Review.objects.with_card().filter(order_line=line, author=request.user).first()
    context = {"line": line, "form": form, "verdict": verdict, "review": own, **_photos(own)}
    return render(request, "reviews/write.html", context)


@require_POST
@login_required
@never_cache
def add_photos(request: SignedInRequest, number: str, position: int) -> HttpResponse:
    """Add photos to one's own review; each is taken or refused for itself."""
    line = _line_of(request, number, position)
    review = get_object_or_404(Review.objects.with_card(), order_line=line, author=request.user)
    form = PhotosForm(request.POST, request.FILES)
    if form.is_valid():
        _take(request, review, form.cleaned_data["photos"])
        return redirect("reviews:write", number=number, position=position)
    context = {"line": line, "review": review, **_photos(review), "photos_form": form}
    return render(request, "reviews/write.html", context, status=422)


def _line_of(request: SignedInRequest, number: str, position: int) -> OrderLine:
    lines = OrderLine.objects.bought_by(request.user).select_related("order__purchase", "order__shop", "listing__cover")
    return get_object_or_404(lines, order__number=number, position=position)


def _take(request: SignedInRequest, review: Review, files: Iterable[UploadedFile]) -> None:
    for file in files:
        name = plain_line(file.name or "")[:100]
        try:
            services.add_review_photo(review, content=file.read(), name=name, by=request.user)
        except DomainError as refusal:
            messages.error(request, f"{name}: {refusal.message}")


def _photos(review: Review | None) -> dict[str, object]:
    if review is None:
        return {}
    photos = list(review.photos.order_by("position", "pk"))
    taken = sum(photo.status != ReviewPhotoStatus.REFUSED for photo in photos)
    return {
        "photos": photos,
        "is_waiting": any(photo.status == ReviewPhotoStatus.WAITING for photo in photos),
        "photos_form": PhotosForm() if taken < MOST_PHOTOS and not review.is_removed else None,
    }
