"""What needs a seller today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from accounts.models import User
from catalog.models import Listing, Variant
from catalog.querysets import CATALOGUE_ROLES
from catalog.states import ListingStatus
from core import clock
from core.money import Money
from orders.models import Order
from orders.rules import MAY_SEE_ORDERS
from orders.showing import Card, cards
from orders.states import HELD, ON_THE_WAY, TO_SEND, CancelledBecause, OrderStatus
from reviews.models import Review
from reviews.rules import MAY_REPLY
from sellers.models import Membership, Shop
from sellers.states import SEES_CREDENTIALS
from sellers.vetting.selling import is_stopped
from storefront.rules import LOW_STOCK
from storefront.selectors.credentials import CredentialsToday, credentials_today

ROWS = 6


@dataclass(frozen=True)
class Standing:
    """How the shop has kept its promises so far, in orders."""

    delivered: int
    on_time: int
    cancelled: int


@dataclass(frozen=True)
class OrdersToday:
    to_send: int
    late: int
    on_the_way: int
    held: Money
    released: Money
    next_to_send: list[Card]
    standing: Standing


@dataclass(frozen=True)
class ListingsToday:
    on_sale: int
    drafts: int
    sold_out: int
    low_stock: list[Variant]


@dataclass(frozen=True)
class Place:
    """Where somebody works, how many listings there are of each kind, and how many reviews nobody has answered."""

    membership: Membership
    on_sale: int
    sold_out: int
    drafts: int
    to_answer: int
    # Published, and kept off sale for want of a credential that their category asks.
    stopped: int


@dataclass(frozen=True)
class Desk:
    """
    Sections that the person's role may not see are None, and so are credentials of which nothing needs them today;
    `to_answer` is None for those who do not reply.
    """

    shop: Shop
    role: str
    orders: OrdersToday | None
    listings: ListingsToday | None
    reviews: list[Review]
    to_answer: int | None
    credentials: CredentialsToday | None


def places_of(user: User) -> list[Membership]:
    """Where the person works, and as what."""
    return list(user.memberships.select_related("shop").order_by("shop__name", "shop_id"))


def find_place(user: User, slug: str) -> Place | None:
    """The person's place in the shop of this address; None when they do not work there. One statement."""
    listings = Listing.objects.filter(shop=OuterRef("shop")).order_by().values("shop")
    on_sale = listings.filter(status=ListingStatus.PUBLISHED)
    reviews = Review.objects.filter(shop=OuterRef("shop")).waiting_for_reply().order_by().values("shop")
    membership = (
        user.memberships.filter(shop__slug=slug)
        .select_related("shop__seller")
        .annotate(
            on_sale=Subquery(on_sale.values(count=Count("pk"))),
            sold_out=Subquery(on_sale.filter(in_stock=False).values(count=Count("pk"))),
            drafts=Subquery(listings.filter(status=ListingStatus.DRAFT).values(count=Count("pk"))),
            to_answer=Subquery(reviews.values(count=Count("pk"))),
            stopped=Subquery(on_sale.filter(is_stopped("shop__seller", "category")).values(count=Count("pk"))),
        )
        .first()
    )
    if membership is None:
        return None
    return Place(
        membership=membership,
        on_sale=membership.on_sale or 0,
        sold_out=membership.sold_out or 0,
        drafts=membership.drafts or 0,
        to_answer=membership.to_answer or 0,
        stopped=membership.stopped or 0,
    )


def desk_of(place: Place, user: User) -> Desk:
    """Gather the desk of one shop for one who works there: four statements at most."""
    shop, role = place.membership.shop, place.membership.role
    credentials = credentials_today(shop, stopped=place.stopped) if role in SEES_CREDENTIALS else None
    return Desk(
        shop=shop,
        role=role,
        orders=_orders_today(shop, user) if role in MAY_SEE_ORDERS else None,
        listings=_listings_today(place) if role in CATALOGUE_ROLES else None,
        reviews=list(Review.objects.of_shop(shop).published().newest_first().with_card().select_related("listing")[:3]),
        to_answer=place.to_answer if role in MAY_REPLY else None,
        credentials=credentials or None,
    )


def _orders_today(shop: Shop, user: User) -> OrdersToday:
    orders = Order.objects.sold_by(user, *MAY_SEE_ORDERS).filter(shop=shop)
    to_send = Q(status__in=TO_SEND)
    share = F("total_amount") - F("commission_amount")
    sums = orders.aggregate(
        to_send=Count("pk", filter=to_send),
        late=Count("pk", filter=to_send & Q(promise_ends_at__lt=clock.now())),
        on_the_way=Count("pk", filter=Q(status__in=ON_THE_WAY)),
        held=Sum(share, filter=Q(status__in=HELD)),
        released=Sum(share, filter=Q(status=OrderStatus.COMPLETED)),
        delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
        on_time=Count("pk", filter=Q(delivered_at__lte=F("promise_ends_at"))),
        cancelled=Count("pk", filter=Q(cancelled_because=CancelledBecause.BY_SELLER)),
    )
    return OrdersToday(
        to_send=sums["to_send"],
        late=sums["late"],
        on_the_way=sums["on_the_way"],
        held=Money(sums["held"] or 0, shop.currency),
        released=Money(sums["released"] or 0, shop.currency),
        next_to_send=cards(orders.to_send().with_desk_card().order_by("promised_by", "pk")[:ROWS], now=clock.now()),
        standing=Standing(sums["delivered"], sums["on_time"], sums["cancelled"]),
    )


def _listings_today(place: Place) -> ListingsToday:
    scarce = Variant.objects.offered().filter(
        shop=place.membership.shop, listing__status=ListingStatus.PUBLISHED, on_hand__lte=LOW_STOCK
    )
    return ListingsToday(
        on_sale=place.on_sale,
        drafts=place.drafts,
        sold_out=place.sold_out,
        low_stock=list(scarce.select_related("listing").order_by("on_hand", "listing__title", "pk")[:ROWS]),
    )
