"""Reads for screens: the reviews of a listing, and whether somebody may write one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Window

from accounts.models import User
from catalog.models import Listing
from core import clock
from core.verdict import Verdict
from orders.models import OrderLine
from orders.states import OrderStatus
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.rules import may_review
from reviews.states import ReviewStatus
from sellers.models import Shop

PER_PAGE = 10
RECEIVED = (OrderStatus.DELIVERED, OrderStatus.COMPLETED)


@dataclass(frozen=True)
class ListedReviews:
    """One page of a listing's reviews, tombstones in their places, and how many of all there are removed."""

    page: Page[Review]
    removed_count: int


def reviews_of_listing(listing: Listing, page: object = 1) -> ListedReviews:
    """What `reviews/_list.html` shows, newest first: one statement for any number; three beyond the last page."""
    reviews = Review.objects.of_listing(listing).with_tombstones()
    asked = str(page)
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    rows = _rows(reviews, number)
    if not rows and number > 1:
        number = max(1, -(-reviews.count() // PER_PAGE))
        rows = _rows(reviews, number)
    first = rows[0] if rows else None
    paginator: Paginator[Review] = Paginator(reviews.newest_first(), PER_PAGE)
    paginator.__dict__["count"] = first.all_count if first else 0  # type: ignore[attr-defined]
    return ListedReviews(
        page=Page(rows, number, paginator),
        removed_count=first.removed_count if first else 0,  # type: ignore[attr-defined]
    )


def _rows(reviews: ReviewQuerySet, number: int) -> list[Review]:
    """One page, each row with the counts of them all: so that they need no statement of their own."""
    counted = reviews.annotate(
        all_count=Window(Count("pk")),
        removed_count=Window(Count("pk", filter=Q(status=ReviewStatus.REMOVED))),
    )
    return list(counted.newest_first().with_card()[(number - 1) * PER_PAGE : number * PER_PAGE])


def verdict_on_reviewing(line: OrderLine, *, author: User) -> Verdict:
    """Whether this person may review this line at this moment, and if not, why."""
    order = line.order
    return may_review(
        is_buyer=order.purchase.shopper_id == author.pk,
        works_for_shop=Shop.objects.worked_by(author).filter(pk=order.shop_id).exists(),
        delivered_at=order.delivered_at if order.status in RECEIVED else None,
        is_reviewed=Review.objects.filter(order_line=line).exists(),
        now=clock.now(),
    )
