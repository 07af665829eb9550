"""Every way in which reviews change, a file per verb."""

from reviews.services.publishing import publish_review, remove_review
from reviews.services.replying import remove_reply, reply_to_review, withdraw_reply

__all__ = ["publish_review", "remove_reply", "remove_review", "reply_to_review", "withdraw_reply"]
