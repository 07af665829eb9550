"""The shop's one public reply to a review."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.events import announce
from core.text import plain
from reviews.errors import MayNotRemove, MayNotReply, NoReply
from reviews.events import ReplyRemoved, ReplyWithdrawn, ReviewReplied
from reviews.models import Review, ReviewReply
from reviews.rules import LONGEST_REPLY, may_withdraw
from reviews.selectors import role_in_shop, verdict_on_replying
from reviews.services.showing import shown_anew
from reviews.states import RemovalReason, ReplyStatus

REMOVED_REPLY = "reviews.removed_reply"
name_acts({REMOVED_REPLY: _("removed it from view")})


@transaction.atomic
def reply_to_review(review: Review, *, by: User, text: str) -> ReviewReply:
    """
    Publish the shop's answer beside the review. There is one, and it cannot be changed later, only withdrawn.

    Raises NoReply without words; MayNotReply with the rule's sentence.
    """
    words = plain(text)[:LONGEST_REPLY]
    if not words:
        raise NoReply(_("Write what others should read."))
    verdict = verdict_on_replying(review, by=by)
    if not verdict:
        raise MayNotReply(verdict.reason)
    try:
        # Of two at once both were told that there is no reply yet; the unique index lets one in.
        with transaction.atomic():
            reply = ReviewReply.objects.create(
                review=review, author=by, text=words, language=translation.get_language() or by.language
            )
    except IntegrityError:
        raise MayNotReply(_("The shop has replied to this review already.")) from None
    shown_anew(review)
    announce(ReviewReplied(review_id=review.pk), actor=by)
    return reply


@transaction.atomic
def withdraw_reply(reply: ReviewReply, *, by: User) -> ReviewReply:
    """
    Take the shop's reply back, leaving its tombstone. There will be no other.

    Raises MayNotReply unless somebody who leads the shop asks; ImpossibleMove when it is gone already.
    """
    verdict = may_withdraw(role=role_in_shop(reply.review, by))
    if not verdict:
        raise MayNotReply(verdict.reason)
    reply.move_to(ReplyStatus.WITHDRAWN, ended_at=clock.now(), ended_by=by)
    shown_anew(reply.review)
    announce(ReplyWithdrawn(review_id=reply.review_id), actor=by)
    return reply


@transaction.atomic
def remove_reply(reply: ReviewReply, *, by: User, because: str) -> ReviewReply:
    """
    Take a shop's reply from view, leaving its tombstone with the date and one of the reasons on the list.

    Raises MayNotRemove unless a moderator asks, for such a reason; ImpossibleMove when it is gone already.
    """
    role = by.acts_as(Role.MODERATOR)
    if not role:
        raise MayNotRemove(_("Only moderators remove replies."))
    if because not in RemovalReason.values:
        raise MayNotRemove(_("That is not a reason to remove a reply."), because=because)
    reply.move_to(ReplyStatus.REMOVED, ended_at=clock.now(), ended_by=by, removed_reason=because)
    shown_anew(reply.review)
    announce(ReplyRemoved(review_id=reply.review_id, because=because), actor=by)
    record(REMOVED_REPLY, by=by, role=role, thing=reply, about=[reply.author_id], because=STANDS_WITH_IT)
    return reply
