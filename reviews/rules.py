"""Who may review, as pure decisions; and how a reviewer is named in public."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict

REVIEW_WINDOW = timedelta(days=100)
LOWEST, HIGHEST = 1, 5
LONGEST_TEXT = 4000


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


def name_in_public(name: str) -> str:
    """ "Alice Brown" becomes "Alice B."; whoever gave no name is named by the page as a buyer."""
    first, *others = name.partition("@")[0].split() or [""]
    return f"{first} {others[-1][0]}." if others else first
