"""Who may review, as pure decisions; and how a reviewer is named in public."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict
from sellers.states import ShopRole

REVIEW_WINDOW = timedelta(days=100)
LOWEST, HIGHEST = 1, 5
LONGEST_TEXT = 4000
LONGEST_REPLY = 2000
MOST_PHOTOS = 5
# With those that could not be read: nobody keeps the worker busy for ever.
MOST_PHOTOS_TRIED = 20
# Who speaks for the shop.
MAY_REPLY = (ShopRole.OWNER, ShopRole.MANAGER)


def may_review(
    *, is_buyer: bool, works_for_shop: bool, delivered_at: datetime | None, is_reviewed: bool, now: datetime
) -> Verdict:
    """Only who received the very thing says how it is: once, while they still remember, and never of their own shop."""
    if not is_buyer:
        return Verdict(False, _("Only who bought this can review it."))
    if works_for_shop:
        return Verdict(False, _("You work for this shop, so you cannot review what it sells."))
    if is_reviewed:
        return Verdict(False, _("You have reviewed this already."))
    if delivered_at is None or delivered_at > now:
        return Verdict(False, _("You can review this when it has arrived."))
    if now > delivered_at + REVIEW_WINDOW:
        return Verdict(False, _("This arrived more than 100 days ago: the time for a review is over."))
    return Verdict(True)


def may_reply(*, role: str | None, is_removed: bool, is_replied: bool) -> Verdict:
    """One reply to a review that can be read, by who leads the shop."""
    if role not in MAY_REPLY:
        return Verdict(False, _("Only the owner and managers of the shop reply to reviews."))
    if is_removed:
        return Verdict(False, _("This review was removed, so there is nothing to reply to."))
    if is_replied:
        return Verdict(False, _("The shop has replied to this review already."))
    return Verdict(True)


def may_add_photo(*, is_author: bool, is_removed: bool, is_there: bool, count: int, attempts: int) -> Verdict:
    """A few photos by who wrote the review; `attempts` counts those that could not be read, too."""
    if not is_author:
        return Verdict(False, _("Only who wrote a review adds photos to it."))
    if is_removed:
        return Verdict(False, _("This review was removed."))
    if is_there:
        return Verdict(False, _("This photo is there already."))
    if count >= MOST_PHOTOS or attempts >= MOST_PHOTOS_TRIED:
        return Verdict(False, _("A review has at most 5 photos."))
    return Verdict(True)


def may_withdraw(*, role: str | None) -> Verdict:
    """Who speaks for the shop may also take its word back."""
    return Verdict(role in MAY_REPLY, _("Only the owner and managers of the shop reply to reviews."))


def name_in_public(name: str) -> str:
    """ "Alice Brown" becomes "Alice B."; whoever gave no name is named by the page as a buyer."""
    first, *others = name.partition("@")[0].split() or [""]
    return f"{first} {others[-1][0]}." if others else first
