"""What this app refuses."""

from __future__ import annotations

from core.errors import DomainError


class MayNotReview(DomainError):
    """The rule says no; the sentence says why."""

    code = "reviews.may_not_review"


class NotARating(DomainError):
    code = "reviews.not_a_rating"


class MayNotRemove(DomainError):
    """Removing is for moderators, and for the reasons on the list."""

    code = "reviews.may_not_remove"


class MayNotReply(DomainError):
    """This person may not reply to this review, or no longer; the sentence says why."""

    code = "reviews.may_not_reply"


class NoReply(DomainError):
    """A reply without words."""

    code = "reviews.no_reply"


class MayNotAddPhoto(DomainError):
    """This person may not add this photo to this review; the sentence says why."""

    code = "reviews.may_not_add_photo"
