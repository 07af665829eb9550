"""Reads for screens: the reviews of a listing, and whether somebody may write one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from accounts.models import User
from catalog.models import Listing
from core import clock
from core.verdict import Verdict
from orders.models import OrderLine
from orders.states import OrderStatus
from reviews.models import Review
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


class _Counted(Paginator[Review]):
    """A paginator that was told the count: it was asked for together with another."""

    def __init__(self, *args: object, count: int) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._count = count

    @property
    def count(self) -> int:
        return self._count


def reviews_of_listing(listing: Listing, page: object = 1) -> ListedReviews:
    """What `reviews/_list.html` shows, newest first: two statements, however many there are."""
    reviews = Review.objects.of_listing(listing).with_tombstones()
    counts = reviews.aggregate(all=Count("pk"), removed=Count("pk", filter=Q(status=ReviewStatus.REMOVED)))
    listed = _Counted(reviews.newest_first().with_card(), PER_PAGE, count=counts["all"])
    return ListedReviews(page=listed.get_page(page), removed_count=counts["removed"])  # type: ignore[arg-type]


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
