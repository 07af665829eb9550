"""
Who is knocking, for programs: a member by their session, a guest by the tokens in the headers.

`Basket-Token` finds a visitor's basket, `Order-Token` what a guest has bought; both were handed out once, in the
answer that made them. Only digests are kept. What a member has claimed its token no longer opens.
"""

from __future__ import annotations

from rest_framework.request import Request

from accounts.models import User
from core.numbers import token_digest
from orders.models import Basket, BasketLine, Order, Purchase
from orders.querysets import BasketLineQuerySet, OrderQuerySet, PurchaseQuerySet
from orders.services import open_basket

BASKET = "Basket-Token"
ORDER = "Order-Token"
BASKET_WORDS = {BASKET: "Finds a visitor's basket. Members need none."}
ORDER_WORDS = {ORDER: "Opens what a guest bought: from the answer to the checkout, or the link in the mail."}


def member_of(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


def basket_of(request: Request) -> Basket | None:
    """The member's basket, or the visitor's; None when nothing was ever put into one."""
    if user := member_of(request):
        return Basket.objects.filter(user=user).select_related("user").first()
    token = request.headers.get(BASKET, "")
    return Basket.objects.filter(token_digest=token_digest(token)).first() if token else None


def lines_of(request: Request) -> BasketLineQuerySet:
    basket = basket_of(request)
    return BasketLine.objects.filter(basket=basket) if basket else BasketLine.objects.none()


def basket_to_fill(request: Request) -> tuple[Basket, str]:
    """The basket, made when there is none; with the token of a new visitor's."""
    if basket := basket_of(request):
        return basket, ""
    return open_basket(member_of(request))


def purchases_of(request: Request) -> PurchaseQuerySet:
    """What whoever knocks has bought."""
    if user := member_of(request):
        return Purchase.objects.bought_by(user)
    return Purchase.objects.filter(shopper__isnull=True, access_token_digest=_digest(request))


def orders_of(request: Request) -> OrderQuerySet:
    if user := member_of(request):
        return Order.objects.bought_by(user)
    return Order.objects.filter(purchase__shopper__isnull=True, purchase__access_token_digest=_digest(request))


def _digest(request: Request) -> str:
    """Of no token at all, a digest that no purchase has."""
    token = request.headers.get(ORDER, "")
    return token_digest(token) if token else ""
