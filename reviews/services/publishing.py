"""Publishing a review, and removing one."""

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
from orders.models import OrderLine
from reviews.errors import MayNotRemove, MayNotReview, NotARating
from reviews.events import ReviewPublished, ReviewRemoved
from reviews.models import Review
from reviews.rules import HIGHEST, LONGEST_TEXT, LOWEST
from reviews.selectors import verdict_on_reviewing
from reviews.services.photos import take_down
from reviews.services.showing import shown_anew
from reviews.states import RemovalReason, ReviewPhotoStatus, ReviewStatus

REMOVED_REVIEW = "reviews.removed_review"
name_acts({REMOVED_REVIEW: _("removed it from view")})


@transaction.atomic
def publish_review(line: OrderLine, *, author: User, rating: int, text: str = "") -> Review:
    """
    Publish what the buyer of a delivered line says, and add the rating to the listing's and the shop's.

    Raises NotARating, or MayNotReview with the rule's sentence.
    """
    if rating not in range(LOWEST, HIGHEST + 1):
        raise NotARating(_("A rating is a number of stars from one to five."), rating=rating)
    line = OrderLine.objects.select_related("order__purchase", "order__shop", "listing").get(pk=line.pk)
    verdict = verdict_on_reviewing(line, author=author)
    if not verdict:
        raise MayNotReview(verdict.reason)
    try:
        # Of two clicks at once both were told that there is no review yet; the unique index lets one in.
        with transaction.atomic():
            review = Review.objects.create(
                order_line=line,
                author=author,
                listing=line.listing,
                shop=line.order.shop,
                rating=rating,
                text=plain(text)[:LONGEST_TEXT],
                language=translation.get_language() or author.language,
            )
    except IntegrityError:
        raise MayNotReview(_("You have reviewed this already.")) from None
    shown_anew(review, stars=review.rating, count=1)
    announce(ReviewPublished(review_id=review.pk), actor=author)
    return review


@transaction.atomic
def remove_review(review: Review, *, by: User, because: str) -> Review:
    """
    Take a review from view, leaving its tombstone with the date and one of the reasons on the list.

    Raises MayNotRemove unless a moderator asks, for such a reason; ImpossibleMove when it was removed before.
    """
    role = by.acts_as(Role.MODERATOR)
    if not role:
        raise MayNotRemove(_("Only moderators remove reviews."))
    if because not in RemovalReason.values:
        raise MayNotRemove(_("That is not a reason to remove a review."), because=because)
    review.move_to(ReviewStatus.REMOVED, removed_at=clock.now(), removed_by=by, removed_reason=because)
    shown_anew(review, stars=-review.rating, count=-1)
    for photo in review.photos.filter(status__in=[ReviewPhotoStatus.WAITING, ReviewPhotoStatus.READY]):
        take_down(photo, by=by, because=because)
    announce(ReviewRemoved(review_id=review.pk, because=because), actor=by)
    record(REMOVED_REVIEW, by=by, role=role, thing=review, about=[review.author_id], because=STANDS_WITH_IT)
    return review
