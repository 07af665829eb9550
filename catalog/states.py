"""The lives of a listing, a photo, an import, a report and a strike: every move they can make."""

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
    # A retracted listing stays as a tombstone with its date and reason; what was sold of it keeps its page. Only what
    # we took down by mistake goes back to its shop, which looks at it before anybody else does.
    ListingStatus.RETRACTED: {ListingStatus.DRAFT},
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


class ReportReason(TextChoices):
    """What somebody can say is wrong with a listing, and what a moderator can find."""

    COUNTERFEIT = "counterfeit", _("It is a counterfeit.")
    UNSAFE = "unsafe", _("It is not safe.")
    FORBIDDEN = "forbidden", _("It may not be sold.")
    MISLEADING = "misleading", _("It is not what it says.")
    STOLEN_PHOTOS = "stolen_photos", _("Its photos or words belong to somebody else.")
    OTHER = "other", _("Something else is wrong with it.")


class WarnedOf(TextChoices):
    """The grounds of which whoever bought the thing is told, and what it means for them."""

    COUNTERFEIT = "counterfeit", _("It is a counterfeit. Do not pass it on as the real thing.")
    UNSAFE = "unsafe", _("It is not safe. Do not use it any more, and keep it away from others.")
    FORBIDDEN = "forbidden", _("It may not be sold.")


class ReportStatus(TextChoices):
    WAITING = "waiting", _("waiting for a moderator")
    IN_HAND = "in_hand", _("being looked at")
    UPHELD = "upheld", _("upheld")
    REJECTED = "rejected", _("rejected")
    OVERTURNED = "overturned", _("upheld, and taken back after a complaint")


REPORT_LIFE: dict[str, set[str]] = {
    ReportStatus.WAITING: {ReportStatus.IN_HAND},
    # Only whoever took it up decides; they may also put it back.
    ReportStatus.IN_HAND: {ReportStatus.WAITING, ReportStatus.UPHELD, ReportStatus.REJECTED},
    ReportStatus.UPHELD: {ReportStatus.OVERTURNED},
    ReportStatus.REJECTED: set(),
    ReportStatus.OVERTURNED: set(),
}
REPORT_OPEN = (ReportStatus.WAITING, ReportStatus.IN_HAND)


class Step(TextChoices):
    """What follows from a counterfeit that was found."""

    WARNING = "warning", _("the seller is warned")
    SENIOR_TOLD = "senior_told", _("the seller is warned again, and senior reviewers are told")
    SUSPENSION_PROPOSED = "suspension_proposed", _("reviewers decide about a suspension")


class StrikeStatus(TextChoices):
    NOTED = "noted", _("noted")
    OPEN = "open", _("waiting for a reviewer")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", _("looked at, and left")
    CANCELLED = "cancelled", _("taken back")


STRIKE_LIFE: dict[str, set[str]] = {
    StrikeStatus.NOTED: {StrikeStatus.CANCELLED},
    # Noted only, once an earlier one was taken back and too few are left.
    StrikeStatus.OPEN: {StrikeStatus.SUSPENDED, StrikeStatus.LEFT, StrikeStatus.NOTED, StrikeStatus.CANCELLED},
    StrikeStatus.SUSPENDED: set(),
    StrikeStatus.LEFT: set(),
    StrikeStatus.CANCELLED: set(),
}


class Standing(TextChoices):
    """How somebody who reports stands, judged by what became of their reports."""

    GOOD = "good", _("good")
    WARNED = "warned", _("warned")
    PAUSED = "paused", _("paused")
