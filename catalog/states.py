"""The lives of a listing and of a photo. Read this file to know every move they can make."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ListingStatus(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    RETRACTED = "retracted", _("retracted")


LISTING_LIFE: dict[str, set[str]] = {
    ListingStatus.DRAFT: {ListingStatus.PUBLISHED, ListingStatus.RETRACTED},
    ListingStatus.PUBLISHED: {ListingStatus.PAUSED, ListingStatus.RETRACTED},
    ListingStatus.PAUSED: {ListingStatus.PUBLISHED, ListingStatus.RETRACTED},
    # A retracted listing stays as a tombstone with its date and reason; what was sold of it keeps its page.
    ListingStatus.RETRACTED: set(),
}
EDITABLE = (ListingStatus.DRAFT, ListingStatus.PUBLISHED, ListingStatus.PAUSED)


class PhotoStatus(TextChoices):
    WAITING = "waiting", _("being prepared")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")


PHOTO_LIFE: dict[str, set[str]] = {
    PhotoStatus.WAITING: {PhotoStatus.READY, PhotoStatus.REFUSED},
    PhotoStatus.READY: set(),
    PhotoStatus.REFUSED: set(),
}
