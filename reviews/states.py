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


class RemovalReason(TextChoices):
    """Every reason there is. That a review is bad for the shop is none of them."""

    PRIVATE_DETAILS = "private_details", _("It gave away private details of somebody.")
    INSULT = "insult", _("It insulted or threatened somebody.")
    OTHER_SUBJECT = "other_subject", _("It was not about what was bought, its delivery or its seller.")
    ADVERTISING = "advertising", _("It was advertising.")
    AGAINST_THE_LAW = "against_the_law", _("It was against the law.")
    BY_ITS_AUTHOR = "by_its_author", _("Its author asked for it.")
