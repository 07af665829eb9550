"""The lives of a listing, of a photo and of an import. Read this file to know every move they can make."""

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


class ImportStatus(TextChoices):
    UPLOADED = "uploaded", _("to be checked")
    MAPPED = "mapped", _("waits its turn")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    FAILED = "failed", _("stopped")
    CANCELLED = "cancelled", _("cancelled")


IMPORT_LIFE: dict[str, set[str]] = {
    # What the columns mean can be changed until somebody says "Import".
    ImportStatus.UPLOADED: {ImportStatus.MAPPED, ImportStatus.CANCELLED},
    ImportStatus.MAPPED: {ImportStatus.RUNNING, ImportStatus.CANCELLED},
    ImportStatus.RUNNING: {ImportStatus.FINISHED, ImportStatus.FAILED, ImportStatus.CANCELLED},
    ImportStatus.FINISHED: set(),
    # It goes on where it stopped.
    ImportStatus.FAILED: {ImportStatus.MAPPED, ImportStatus.CANCELLED},
    ImportStatus.CANCELLED: set(),
}
IMPORT_AT_WORK = (ImportStatus.MAPPED, ImportStatus.RUNNING)
