"""Reads for screens: the reviews of a listing or a shop with their distribution, and who may write what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Count, Prefetch, prefetch_related_objects

from accounts.models import User
from catalog.models import Listing
from core import clock
from core.statements import Given, Statement
from core.verdict import Verdict
from orders.models import OrderLine
from orders.states import OrderStatus
from reviews.asking import Asked
from reviews.models import Review, ReviewPhoto
from reviews.querysets import ReviewQuerySet
from reviews.rules import HIGHEST, LOWEST, may_reply, may_review
from reviews.states import ReviewStatus, Sorting
from sellers.models import Membership, Shop

PER_PAGE = 10
MOST_VARIANTS = 30
RECEIVED = (OrderStatus.DELIVERED, OrderStatus.COMPLETED)


@dataclass(frozen=True)
class Bar:
    """How many gave so many stars, out of all; the query shows only those, or all again."""

    stars: int
    count: int
    of: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Way:
    """A link to the same reviews in another order, or of one variant only."""

    label: str
    query: str
    is_chosen: bool
    count: int = 0


@dataclass(frozen=True)
class ListedReviews:
    """One page of reviews with all that stands around it; tombstones have their places, and are counted apart."""

    asked: Asked
    page: Page[Review]
    count: int
    removed_count: int
    bars: tuple[Bar, ...]
    variants: tuple[Way, ...]
    sorts: tuple[Way, ...]

    @property
    def query(self) -> str:
        """For the links to other pages of the same."""
        return self.asked.query()

    @property
    def query_of_all(self) -> str:
        return self.asked.query(stars=0, bought="")


@dataclass(frozen=True)
class Counted:
    """So many reviews in one status with so many stars, of one variant."""

    status: str
    rating: int
    sku: str
    label: str
    count: int


ALL = Asked()


def reviews_of_listing(listing: Listing, asked: Asked = ALL) -> ListedReviews:
    """What `reviews/found.html` shows: two statements for any number of reviews, one for none."""
    counted = _COUNTED_OF_LISTING.ask(listing=listing.pk)
    return _listed(Review.objects.of_listing(listing), asked, [Counted(*row) for row in counted], by_variant=True)


def reviews_of_shop(shop: Shop, asked: Asked = ALL) -> ListedReviews:
    """The same for all that a shop sold, each with its listing."""
    reviews = Review.objects.of_shop(shop)
    return _listed(reviews.select_related("listing"), asked, _counted(reviews), by_variant=False)


def distribution_of_shop(shop: Shop) -> tuple[Bar, ...]:
    """How many gave its things how many stars; nothing while there are no reviews."""
    if not shop.rating_count:
        return ()
    return _bars(_counted(Review.objects.of_shop(shop).published()), ALL)


# All of a listing's in one statement, before anything is narrowed.
_COUNTED_OF_LISTING: Statement[tuple[str, int, str, str, int]] = Statement(
    lambda: (
        Review.objects.filter(listing=Given("listing", BigIntegerField()))
        .order_by()
        .values_list("status", "rating", "order_line__sku", "order_line__option_label")
        .annotate(count=Count("pk"))
    )
)


def _listed(reviews: ReviewQuerySet, asked: Asked, counted: Sequence[Counted], *, by_variant: bool) -> ListedReviews:
    published = [each for each in counted if each.status == ReviewStatus.PUBLISHED]
    removed = sum(each.count for each in counted if each.status == ReviewStatus.REMOVED)
    wanted = sum(each.count for each in published if _fits(each, asked))
    return ListedReviews(
        asked=asked,
        page=_page(reviews, asked, count=wanted if asked.is_narrowed else wanted + removed),
        count=sum(each.count for each in published),
        removed_count=removed,
        bars=_bars(published, asked),
        variants=_variants(published, asked) if by_variant else (),
        sorts=tuple(Way(str(way.label), asked.query(sort=way), way == asked.sort) for way in Sorting),
    )


def _counted(reviews: ReviewQuerySet) -> list[Counted]:
    """The same of a shop, whose things have no variants in common."""
    rows = reviews.order_by().values_list("status", "rating").annotate(count=Count("pk"))
    return [Counted(status, rating, "", "", count) for status, rating, count in rows]


def _fits(counted: Counted, asked: Asked) -> bool:
    return asked.stars in (0, counted.rating) and asked.bought in ("", counted.sku)


def _page(reviews: ReviewQuerySet, asked: Asked, *, count: int) -> Page[Review]:
    """The page that was asked for, or the last: its rows in one statement, or none at all."""
    if asked.is_narrowed:
        reviews = reviews.published()
    if asked.stars:
        reviews = reviews.filter(rating=asked.stars)
    if asked.bought:
        reviews = reviews.filter(order_line__sku=asked.bought)
    paginator: Paginator[Review] = Paginator(reviews.sorted_by(asked.sort).with_card(), PER_PAGE)
    paginator.__dict__["count"] = count
    number = min(asked.page, paginator.num_pages)
    rows = list(paginator.object_list[(number - 1) * PER_PAGE : number * PER_PAGE]) if count else []
    return Page(with_photos(rows), number, paginator)


def with_photos(reviews: list[Review]) -> list[Review]:
    """Give reviews that have photos those that are shown, as `shown_photos`: one statement, or none."""
    photos = Prefetch("photos", ReviewPhoto.objects.shown(), to_attr="shown_photos")
    prefetch_related_objects([each for each in reviews if each.photo_count or each.removed_photo_count], photos)
    return reviews


def _bars(published: Iterable[Counted], asked: Asked) -> tuple[Bar, ...]:
    given: Counter[int] = Counter()
    for each in published:
        given[each.rating] += each.count
    return tuple(
        Bar(
            stars=stars,
            count=given[stars],
            of=given.total(),
            query=asked.query(stars=0 if stars == asked.stars else stars),
            is_chosen=stars == asked.stars,
        )
        for stars in range(HIGHEST, LOWEST - 1, -1)
    )


def _variants(published: Iterable[Counted], asked: Asked) -> tuple[Way, ...]:
    """The variants that were reviewed, the most reviewed first; nothing to choose from where there is only one."""
    given: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for each in published:
        given[each.sku] += each.count
        labels[each.sku] = each.label
    if len(given) < 2 and not asked.bought:
        return ()
    return tuple(
        Way(labels[sku] or sku, asked.query(bought="" if sku == asked.bought else sku), sku == asked.bought, count)
        for sku, count in given.most_common(MOST_VARIANTS)
    )


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


def verdict_on_replying(review: Review, *, by: User) -> Verdict:
    """Whether this person may answer this review for its shop at this moment, and if not, why."""
    now = Review.objects.select_related("reply").get(pk=review.pk)
    return may_reply(role=role_in_shop(now, by), is_removed=now.is_removed, is_replied=now.shops_reply is not None)


def role_in_shop(review: Review, user: User) -> str | None:
    """What this person is in the reviewed shop; None for whoever does not work there."""
    return Membership.objects.filter(user=user, shop=review.shop_id).values_list("role", flat=True).first()
