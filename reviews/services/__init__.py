"""Every way in which reviews change, a file per verb."""

from reviews.services.photos import (
    add_review_photo,
    process_review_photo,
    process_review_photos,
    remove_review_photo,
)
from reviews.services.publishing import publish_review, remove_review
from reviews.services.replying import remove_reply, reply_to_review, withdraw_reply

__all__ = [
    "add_review_photo",
    "process_review_photo",
    "process_review_photos",
    "publish_review",
    "remove_reply",
    "remove_review",
    "remove_review_photo",
    "reply_to_review",
    "withdraw_reply",
]
