"""The life of a review. Read this file to know every move it can make, and why one may be removed."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewStatus(TextChoices):
    PUBLISHED = "published", _("Published")
    REMOVED = "removed", _("Removed")


REVIEW_LIFE: dict[str, set[str]] = {
    ReviewStatus.PUBLISHED: {ReviewStatus.REMOVED},
    # What was removed left a tombstone, and its buyer cannot write another.
    ReviewStatus.REMOVED: set(),
}


class ReplyStatus(TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


REPLY_LIFE: dict[str, set[str]] = {
    ReplyStatus.PUBLISHED: {ReplyStatus.WITHDRAWN, ReplyStatus.REMOVED},
    # A shop has one word on a review. Whoever takes it back has had it: what was read cannot be swapped for another.
    ReplyStatus.WITHDRAWN: set(),
    ReplyStatus.REMOVED: set(),
}


class ReviewPhotoStatus(TextChoices):
    WAITING = "waiting", _("being prepared")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")
    REMOVED = "removed", _("Removed")


REVIEW_PHOTO_LIFE: dict[str, set[str]] = {
    # Removed before it was ready: together with its review.
    ReviewPhotoStatus.WAITING: {ReviewPhotoStatus.READY, ReviewPhotoStatus.REFUSED, ReviewPhotoStatus.REMOVED},
    ReviewPhotoStatus.READY: {ReviewPhotoStatus.REMOVED},
    ReviewPhotoStatus.REFUSED: set(),
    ReviewPhotoStatus.REMOVED: set(),
}


class Sorting(TextChoices):
    """The orders in which reviews can be read."""

    NEWEST = "newest", _("newest first")
    HIGHEST = "highest", _("best first")
    LOWEST = "lowest", _("worst first")
    PHOTOS = "photos", _("with photos first")


class RemovalReason(TextChoices):
    """Every reason there is. That a review is bad for the shop is none of them."""

    PRIVATE_DETAILS = "private_details", _("It gave away private details of somebody.")
    INSULT = "insult", _("It insulted or threatened somebody.")
    OTHER_SUBJECT = "other_subject", _("It was not about what was bought, its delivery or its seller.")
    ADVERTISING = "advertising", _("It was advertising.")
    AGAINST_THE_LAW = "against_the_law", _("It was against the law.")
    BY_ITS_AUTHOR = "by_its_author", _("Its author asked for it.")
