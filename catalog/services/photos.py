"""Photos: taken in as they are, prepared by the worker, shown in the order that the seller gives them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from accounts.models import User
from catalog.events import PhotoAdded
from catalog.models import Listing, Photo, Variant
from catalog.rules import MOST_PHOTOS
from catalog.services.changing import locked, open_for_change, record_edit
from catalog.services.summaries import refresh_offer
from catalog.states import PhotoStatus
from core.errors import DomainError
from core.events import announce
from core.files import delete_private
from core.pictures import Rendered, check_upload, uploads
from core.text import plain_line


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
    digest = uploads.digest_of(content)
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
        **uploads.keep_original(content, name=name, purpose="listing photo"),
    )
    announce(PhotoAdded(photo_id=photo.pk), actor=by)
    return photo


def process_photo(photo: Photo) -> Photo:
    """
    Prepare a waiting photo: decode, encode, keep the files, delete the original. Doing it twice does it once.

    Call it outside a transaction: it takes up to some seconds. A photo that cannot be read is refused with a sentence,
    and so is one whose decoding was cut off a few times. Raises PicturesBusy when the machine has no room for it now.
    """
    return uploads.prepare(photo, finish=_finish, refuse=_refuse)


def process_photos(*, limit: int = 100) -> int:
    """Prepare what waits, and delete originals that a crash left behind; returns how many were prepared."""
    return uploads.prepare_waiting(Photo.objects.all(), process_photo, limit=limit)


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


@transaction.atomic
def _finish(photo: Photo, picture: Rendered) -> None:
    listing = locked(photo.listing)
    photo.move_to(PhotoStatus.READY, **picture.columns)
    refresh_offer(listing)


@transaction.atomic
def _refuse(photo: Photo, because: str) -> None:
    listing = locked(photo.listing)
    photo.move_to(PhotoStatus.REFUSED, refusal=because)
    refresh_offer(listing)
