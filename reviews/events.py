"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class ReviewPublished(Fact):
    """Somebody who received a thing said how it is."""

    review_id: int


@dataclass(frozen=True)
class ReviewRemoved(Fact):
    """Staff took a review away; its tombstone shows this reason."""

    review_id: int
    because: str


@dataclass(frozen=True)
class ReviewReplied(Fact):
    """The shop answered a review in public."""

    review_id: int


@dataclass(frozen=True)
class ReplyWithdrawn(Fact):
    """The shop took its reply back; its tombstone stays."""

    review_id: int


@dataclass(frozen=True)
class ReplyRemoved(Fact):
    """Staff took a shop's reply away; its tombstone shows this reason."""

    review_id: int
    because: str


@dataclass(frozen=True)
class ReviewPhotoAdded(Fact):
    """A reviewer added a photo; it waits to be prepared."""

    photo_id: int


@dataclass(frozen=True)
class ReviewPhotoRefused(Fact):
    """A reviewer's photo could not be read."""

    photo_id: int


@dataclass(frozen=True)
class ReviewPhotoRemoved(Fact):
    """Staff took a photo of a review away; its tombstone shows this reason."""

    photo_id: int
    because: str
