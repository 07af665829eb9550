"""Reviews as the services make them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.roles import Role
from catalog.tests.factories import picture_bytes
from orders.models import Order, OrderLine
from orders.tests.factories import delivered_order
from reviews import services
from reviews.models import Review, ReviewPhoto, ReviewReply
from reviews.states import RemovalReason
from sellers.models import Shop
from sellers.states import ShopRole
from sellers.tests.factories import a_person, a_reviewer


def the_line(order: Order) -> OrderLine:
    """The only (or first) line of an order."""
    return order.lines.order_by("position")[0]


def delivered_line(buyer: User | None = None, shop: Shop | None = None, **given: Any) -> OrderLine:
    """A line whose buyer has received it, and may review it."""
    return the_line(delivered_order(buyer or a_person("Dora Quist"), shop, **given))


def author_of(line: OrderLine) -> User:
    author = line.order.purchase.shopper
    assert author is not None
    return author


def a_review(line: OrderLine | None = None, *, rating: int = 4, text: str = "Holds tea.", **given: Any) -> Review:
    line = line or delivered_line(**given)
    return services.publish_review(line, author=author_of(line), rating=rating, text=text)


def a_moderator() -> User:
    return a_reviewer(Role.MODERATOR)


def removed_review(because: str = RemovalReason.INSULT, **given: Any) -> Review:
    return services.remove_review(a_review(**given), by=a_moderator(), because=because)


def a_reply(review: Review | None = None, *, text: str = "Thank you for looking so closely.") -> ReviewReply:
    review = review or a_review()
    return services.reply_to_review(review, by=owner_of(review), text=text)


def owner_of(review: Review) -> User:
    return review.shop.memberships.get(role=ShopRole.OWNER).user


def a_review_photo(review: Review | None = None, *, content: bytes | None = None) -> ReviewPhoto:
    """A photo that the worker has prepared."""
    review = review or a_review()
    photo = services.add_review_photo(review, content=content or picture_bytes(), name="cup.png", by=review.author)
    return services.process_review_photo(photo)
