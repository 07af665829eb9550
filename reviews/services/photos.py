"""Photos of a review: taken in as they are, prepared by the worker, shown with the words; removed with a tombstone."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from catalog.models import Photo
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.events import announce
from core.pictures import Rendered, check_upload, uploads
from reviews.errors import MayNotAddPhoto, MayNotRemove
from reviews.events import ReviewPhotoAdded, ReviewPhotoRefused, ReviewPhotoRemoved
from reviews.models import Review, ReviewPhoto
from reviews.rules import may_add_photo
from reviews.services.showing import shown_anew
from reviews.states import RemovalReason
from reviews.states import ReviewPhotoStatus as Status

REMOVED_PHOTO = "reviews.removed_photo"
name_acts({REMOVED_PHOTO: gettext_lazy("removed it from view")})


@transaction.atomic
def add_review_photo(review: Review, *, content: bytes, name: str, by: User) -> ReviewPhoto:
    """
    Take in a photo by the review's author: the original waits, encrypted, for the worker to prepare it.

    Raises NotAPicture for what cannot be one; MayNotAddPhoto with the rule's sentence.
    """
    check_upload(content)
    # Two photos at once must not both be the fifth.
    review = _locked(review.pk)
    digest = uploads.digest_of(content)
    photos = review.photos.exclude(status=Status.REFUSED)
    verdict = may_add_photo(
        is_author=review.author_id == by.pk,
        is_removed=review.is_removed,
        is_there=photos.filter(original_digest=digest).exists(),
        count=photos.count(),
        attempts=review.photos.count(),
    )
    if not verdict:
        raise MayNotAddPhoto(verdict.reason)
    last = review.photos.aggregate(last=Max("position"))["last"]
    photo = ReviewPhoto.objects.create(
        review=review,
        position=0 if last is None else last + 1,
        **uploads.keep_original(content, name=name, purpose="review photo"),
    )
    announce(ReviewPhotoAdded(photo_id=photo.pk), actor=by)
    return photo


def process_review_photo(photo: ReviewPhoto) -> ReviewPhoto:
    """
    Prepare a waiting photo and delete its original; refuse with a sentence what cannot be read. Twice does it once.

    Call it outside a transaction: it takes up to some seconds. Raises PicturesBusy when the machine has no room now.
    """
    return uploads.prepare(photo, finish=_finish, refuse=_refuse)


def process_review_photos(*, limit: int = 100) -> int:
    """Prepare what waits, and delete originals that a crash left behind; returns how many were prepared."""
    return uploads.prepare_waiting(ReviewPhoto.objects.all(), process_review_photo, limit=limit)


@transaction.atomic
def remove_review_photo(photo: ReviewPhoto, *, by: User, because: str) -> ReviewPhoto:
    """
    Take a photo from view, and its files from the disk, leaving its tombstone with the date and a reason on the list.

    Raises MayNotRemove unless a moderator asks, for such a reason; ImpossibleMove when it is not shown.
    """
    role = by.acts_as(Role.MODERATOR)
    if not role:
        raise MayNotRemove(_("Only moderators remove photos of reviews."))
    if because not in RemovalReason.values:
        raise MayNotRemove(_("That is not a reason to remove a photo."), because=because)
    take_down(photo, by=by, because=because)
    announce(ReviewPhotoRemoved(photo_id=photo.pk, because=because), actor=by)
    record(REMOVED_PHOTO, by=by, role=role, thing=photo, about=[photo.review.author_id], because=STANDS_WITH_IT)
    return photo


def take_down(photo: ReviewPhoto, *, by: User, because: str) -> None:
    """Remove one photo in the caller's transaction, who has asked whether it may be, and announces it."""
    _locked(photo.review_id)
    photo.move_to(Status.REMOVED, removed_at=clock.now(), removed_by=by, removed_reason=because)
    _count(photo.review)
    transaction.on_commit(lambda: _forget_files(photo))


def _locked(review: int) -> Review:
    """
    The review, locked until the transaction ends.

    Every change of a photo begins here: who removes the review has it, and goes on to its photos.
    """
    return Review.objects.select_for_update(of=("self",), no_key=True).get(pk=review)


@transaction.atomic
def _finish(photo: ReviewPhoto, picture: Rendered) -> None:
    _locked(photo.review_id)
    photo.move_to(Status.READY, **picture.columns)
    _count(photo.review)


@transaction.atomic
def _refuse(photo: ReviewPhoto, because: str) -> None:
    photo.move_to(Status.REFUSED, refusal=because)
    announce(ReviewPhotoRefused(photo_id=photo.pk))


def _count(review: Review) -> None:
    """Let the review say again how many photos it shows, and how many it showed."""
    counts = ReviewPhoto.objects.filter(review=review.pk).aggregate(
        ready=Count("pk", filter=Q(status=Status.READY)), removed=Count("pk", filter=Q(status=Status.REMOVED))
    )
    Review.objects.filter(pk=review.pk).update(photo_count=counts["ready"], removed_photo_count=counts["removed"])
    shown_anew(review)


def _forget_files(photo: ReviewPhoto) -> None:
    """What was removed must not be found under its address any more, unless somebody else shows the very same."""
    shown = ReviewPhoto.objects.filter(status=Status.READY, file=photo.file).exists()
    if shown or Photo.objects.filter(file=photo.file).exists():
        return
    base = Path(settings.MEDIA_ROOT) / photo.file
    for path in base.parent.glob(f"{base.name}-*"):
        path.unlink(missing_ok=True)
