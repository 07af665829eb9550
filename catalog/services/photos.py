"""Photos: taken in as they are, prepared by the worker, shown in the order that the seller gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from catalog.events import PhotoAdded
from catalog.models import Listing, Photo, Variant
from catalog.rules import MOST_PHOTOS
from catalog.services.changing import locked, open_for_change, record_edit
from catalog.services.summaries import refresh_offer
from catalog.states import PhotoStatus
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.files import FileIsGone, delete_private, read_private, store_private
from core.pictures import NotAPicture, Rendered, check_upload, keep_picture, render_picture
from core.text import plain_line
from core.timers import sweep

MOST_ATTEMPTS = 3


class PhotoIsThere(DomainError):
    """The listing has this very photo already: `digest` is that of its original."""

    code = "catalog.photo_is_there"


class TooManyPhotos(DomainError):
    """More photos than a listing shows."""

    code = "catalog.too_many_photos"


@transaction.atomic
def add_photo(
    listing: Listing, *, content: bytes, name: str, by: User | None, variant: Variant | None = None, alt: str = ""
) -> Photo:
    """
    Take in a photo: the original waits, encrypted, for the worker to prepare it.

    Raises NotAPicture for what cannot be one, PhotoIsThere, TooManyPhotos, ImpossibleMove when retracted.
    """
    check_upload(content)
    listing = open_for_change(listing)
    digest = hashlib.sha256(content).hexdigest()
    twin = listing.photos.filter(original_digest=digest).first()
    if twin is not None and twin.status != PhotoStatus.REFUSED:
        raise PhotoIsThere(gettext_lazy("This photo is there already."), digest=digest)
    if twin is not None:
        # It may come again: perhaps it was the machine that failed, not the photo.
        _take_off(twin)
    if listing.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos(gettext_lazy("A listing has at most %(most)d photos.") % {"most": MOST_PHOTOS})
    last = listing.photos.aggregate(last=Max("position"))["last"]
    photo = Photo.objects.create(
        listing=listing,
        variant=variant,
        position=0 if last is None else last + 1,
        alt=plain_line(alt)[:200],
        original=store_private(content, name=name, content_type="application/octet-stream", purpose="listing photo"),
        original_name=plain_line(name)[:120],
        original_digest=digest,
    )
    announce(PhotoAdded(photo_id=photo.pk), actor=by)
    return photo


def process_photo(photo: Photo) -> Photo:
    """
    Prepare a waiting photo: decode, encode, keep the files, delete the original. Doing it twice does it once.

    Call it outside a transaction: it takes up to some seconds. A photo that cannot be read is refused with a sentence,
    and so is one whose decoding was cut off a few times. Raises PicturesBusy when the machine has no room for it now.
    """
    begun = Photo.objects.waiting().filter(pk=photo.pk).update(attempts=F("attempts") + 1)
    photo.refresh_from_db()
    if not begun:
        return photo
    try:
        _decide(photo)
    except ImpossibleMove:
        # Another worker was quicker; the file that both wrote is the same.
        photo.refresh_from_db()
        return photo
    if photo.original is not None:
        delete_private(photo.original)
    return photo


def process_photos(*, limit: int = 100) -> int:
    """Prepare what waits, and delete originals that a crash left behind; returns how many were prepared."""
    done = sweep(Photo.objects.waiting().order_by("pk"), process_photo, limit=limit)
    sweep(Photo.objects.with_needless_original(), _forget_original, limit=limit)
    return done


@transaction.atomic
def remove_photo(photo: Photo, *, by: User | None) -> None:
    """
    Take a photo off its listing. The file stays: orders show what was promised with it.

    Raises NotReady when the listing is public and this is its last photo.
    """
    listing = open_for_change(photo.listing)
    _take_off(photo)
    record_edit(listing, ["photos"], by=by)


@transaction.atomic
def arrange_photos(listing: Listing, *, order: Sequence[int], by: User | None) -> None:
    """Show the photos in the order of these keys; the first is the cover. Photos that are not named come last."""
    listing = open_for_change(listing)
    photos = list(listing.photos.in_order())
    wanted = {pk: place for place, pk in enumerate(order)}
    photos.sort(key=lambda photo: wanted.get(photo.pk, len(wanted)))
    moved = [photo for place, photo in enumerate(photos) if photo.position != place]
    for place, photo in enumerate(photos):
        photo.position = place
    if moved:
        Photo.objects.bulk_update(photos, ["position"])
        record_edit(listing, ["photos"], by=by)


@transaction.atomic
def describe_photo(photo: Photo, *, alt: str, by: User | None) -> Photo:
    """Say in words what the photo shows, for those who do not see it."""
    listing = open_for_change(photo.listing)
    alt = plain_line(alt)[:200]
    if alt != photo.alt:
        photo.alt = alt
        photo.save(update_fields=["alt"])
        record_edit(listing, ["photos"], by=by)
    return photo


def _take_off(photo: Photo) -> None:
    original = photo.original
    photo.delete()
    if original is not None:
        transaction.on_commit(lambda: delete_private(original))


def _decide(photo: Photo) -> None:
    """Ready or refused. Raises ImpossibleMove when it has been decided meanwhile."""
    try:
        picture = _picture_of(photo)
    except (NotAPicture, FileIsGone) as refusal:
        _refuse(photo, refusal.message)
    else:
        _finish(photo, picture)


def _picture_of(photo: Photo) -> Rendered:
    """The picture in the photo's original, kept on disk. Raises NotAPicture, PicturesBusy, FileIsGone."""
    if photo.attempts > MOST_ATTEMPTS or photo.original is None:
        raise NotAPicture(_("This photo cannot be read."))
    picture = render_picture(read_private(photo.original))
    keep_picture(picture)
    return picture


@transaction.atomic
def _finish(photo: Photo, picture: Rendered) -> None:
    listing = locked(photo.listing)
    photo.move_to(
        PhotoStatus.READY,
        digest=picture.digest,
        file=picture.file,
        width=picture.width,
        height=picture.height,
        tone=picture.tone,
    )
    refresh_offer(listing)


@transaction.atomic
def _refuse(photo: Photo, because: str) -> None:
    listing = locked(photo.listing)
    photo.move_to(PhotoStatus.REFUSED, refusal=because[:200])
    refresh_offer(listing)


def _forget_original(photo: Photo) -> None:
    if photo.original is not None:
        delete_private(photo.original)
