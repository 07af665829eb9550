"""
Who is knocking, for the doors: the basket that goes with a request, and the purchases that a guest has opened.

A visitor's basket is found by a cookie with a random token, of which only the digest is stored. A guest's purchases
are opened by the secret link of their mail; that they were opened stands in the session.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, CharField, Sum
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from core.lookups import GivenKeys
from core.numbers import token_digest
from core.statements import Given, Statement
from orders import rules
from orders.models import Basket, BasketLine, Order, Purchase
from orders.querysets import BasketLineQuerySet, OrderQuerySet, PurchaseQuerySet
from orders.quotes import Quote, quote_of_member, quote_of_visitor
from orders.services import open_basket

OPENED = "opened_purchases"
MOST_OPENED = 20


def cookie_name() -> str:
    return "__Host-basket" if settings.SESSION_COOKIE_SECURE else "basket"


def user_of(request: HttpRequest) -> User | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, User) else None


def member_of(request: HttpRequest) -> User:
    """The same behind a door that only members pass."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


# --- The basket

_OF_TOKEN = Statement(lambda: Basket.objects.filter(token_digest=Given("digest", CharField())))


def visitors_basket(request: HttpRequest) -> Basket | None:
    """The basket of this browser's cookie."""
    token = request.COOKIES.get(cookie_name(), "")
    return _OF_TOKEN.first(digest=token_digest(token)) if token else None


def basket_of(request: HttpRequest) -> Basket | None:
    """The member's basket, or the visitor's; None when nothing was ever put into one."""
    if isinstance(request.user, User):
        return Basket.objects.filter(user=request.user).select_related("user").first()
    return visitors_basket(request)


def lines_of(request: HttpRequest) -> BasketLineQuerySet:
    """The lines of the basket that goes with the request, without asking for the basket first."""
    if isinstance(request.user, User):
        return BasketLine.objects.filter(basket__user=request.user)
    token = request.COOKIES.get(cookie_name(), "")
    return BasketLine.objects.filter(basket__token_digest=token_digest(token)) if token else BasketLine.objects.none()


def quote_of(request: HttpRequest, *, email: str = "") -> Quote:
    """What the basket that goes with the request would become now, without asking for the basket first."""
    if isinstance(request.user, User):
        return quote_of_member(request.user, email=email)
    token = request.COOKIES.get(cookie_name(), "")
    return quote_of_visitor(token_digest(token), email=email) if token else Quote(())


_UNITS: Statement[int] = Statement(
    lambda: (
        BasketLine.objects.filter(basket__token_digest=Given("digest", CharField()))
        .order_by()
        .values("basket")
        .annotate(units=Sum("quantity"))
        .values_list("units", flat=True)
    )
)


def visitors_units(request: HttpRequest) -> int:
    """How many things a visitor has in the basket: one statement, none without a basket."""
    token = request.COOKIES.get(cookie_name(), "")
    return (_UNITS.first(digest=token_digest(token)) or 0) if token else 0


def basket_to_fill(request: HttpRequest) -> tuple[Basket, str]:
    """The basket to put something into, made when there is none; with the token for a new visitor's cookie."""
    if basket := basket_of(request):
        return basket, ""
    return open_basket(request.user if isinstance(request.user, User) else None)


def remember_basket(response: HttpResponse, token: str) -> None:
    """Give the browser the token by which its basket is found again."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=rules.VISITORS_BASKET,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


# --- Purchases and orders


def remember_opened(request: HttpRequest, purchases: Iterable[Purchase]) -> None:
    """Let this browser see these purchases of a guest from now on."""
    opened = [*_opened(request), *(purchase.pk for purchase in purchases)]
    request.session[OPENED] = list(dict.fromkeys(opened))[-MOST_OPENED:]


def forget_opened(request: HttpRequest) -> None:
    """Whoever signs in may be somebody else at the same machine: what a guest opened here is closed again."""
    request.session.pop(OPENED, None)


def has_opened(request: HttpRequest) -> bool:
    """Whether this browser has opened any guest's purchase."""
    return bool(_opened(request))


def purchases_of(request: HttpRequest) -> PurchaseQuerySet:
    """The purchases that whoever knocks may see: their own, or those that they opened as a guest."""
    opened = Purchase.objects.opened_with(_opened(request))
    return Purchase.objects.bought_by(request.user) | opened if isinstance(request.user, User) else opened


def _write_checkout() -> PurchaseQuerySet:
    """Of those, the purchases of one checkout. Nobody owns what has no shopper: one statement does for guests too."""
    own = Purchase.objects.bought_by(Given("user", BigIntegerField()))
    opened = Purchase.objects.opened_with(GivenKeys("opened"))
    checkout = Purchase.objects.filter(number=Given("number", CharField())).values("checkout_key")
    return (own | opened).filter(checkout_key__in=checkout).order_by("currency")


_CHECKOUT = Statement(_write_checkout)


def purchase_with_others(request: HttpRequest, number: str) -> list[Purchase]:
    """The purchase of this number, then those of the same checkout in other currencies; nothing of a stranger's."""
    found = _CHECKOUT.ask(user=request.user.pk, opened=_opened(request), number=number)
    if not any(purchase.number == number for purchase in found):
        return []
    return sorted(found, key=lambda purchase: purchase.number != number)


def orders_of(request: HttpRequest) -> OrderQuerySet:
    """The orders that whoever knocks has bought."""
    own = Order.objects.opened_with(_opened(request))
    return Order.objects.bought_by(request.user) | own if isinstance(request.user, User) else own


def _opened(request: HttpRequest) -> list[int]:
    return [pk for pk in request.session.get(OPENED, []) if isinstance(pk, int)]
