"""Filling, changing and merging baskets. Nothing is reserved yet: a basket is only an intention."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Variant
from core import clock
from core.errors import DomainError
from core.numbers import new_token, token_digest
from core.statements import Given, Statement
from orders import rules
from orders.models import Basket, BasketLine
from sellers.models import Membership


class CannotTake(DomainError):
    """This cannot be put into the basket: sold out, too many, or from one's own shop."""

    code = "orders.cannot_take"


class NoLongerOffered(DomainError):
    """The variant, its listing, its shop or its seller is not on sale at this moment."""

    code = "orders.no_longer_offered"


def open_basket(user: User | None = None) -> tuple[Basket, str]:
    """A member's basket (made at the first need), or a new one for a visitor and the token that finds it again."""
    if user is not None:
        return Basket.objects.get_or_create(user=user)[0], ""
    token = new_token()
    return Basket.objects.create(token_digest=token_digest(token)), token


def add_to_basket(basket: Basket, variant: Variant, *, quantity: int = 1) -> BasketLine:
    """
    Put `quantity` more of a variant into the basket, at the price that is seen now.

    Raises NoLongerOffered when it is not on sale at this moment; CannotTake when there are not as many (counting
    those already in the basket), when one may buy only fewer at once, when the basket is full, or when the shopper
    works in this shop.
    """
    offered = _find_offered(basket, variant.pk)
    wanted = (offered.in_basket or 0) + quantity
    _check(offered, quantity=quantity, wanted=wanted)
    if not offered.in_basket and not (verdict := rules.may_add_a_line(lines=offered.lines or 0)):
        raise CannotTake(verdict.reason)
    # Of two clicks at the same instant both write the same line: a basket is only an intention.
    [line] = BasketLine.objects.bulk_create(
        [BasketLine(basket=basket, variant=offered, quantity=wanted, price_seen_amount=offered.price_amount)],
        update_conflicts=True,
        unique_fields=["basket", "variant"],
        update_fields=["quantity", "price_seen_amount"],
    )
    return line


def change_quantity(line: BasketLine, *, quantity: int) -> BasketLine:
    """
    Have `quantity` of this, at the price that is seen now.

    Raises NoLongerOffered when it is not on sale at this moment; CannotTake when there are not as many, or when one
    may buy only fewer at once.
    """
    offered = _find_offered(line.basket, line.variant_id)
    _check(offered, quantity=quantity, wanted=quantity)
    line.quantity, line.price_seen_amount = quantity, offered.price_amount
    BasketLine.objects.filter(pk=line.pk).update(quantity=quantity, price_seen_amount=offered.price_amount)
    return line


def remove_line(line: BasketLine) -> None:
    """Take a thing out of the basket. Twice is the same as once."""
    BasketLine.objects.filter(pk=line.pk).delete()


@transaction.atomic
def merge_baskets(visitors: Basket, *, into: Basket) -> Basket:
    """
    Move what a visitor had chosen into the member's basket; the visitor's basket is gone.

    Of a thing that is in both, the larger number stays: whoever chose it again did not mean twice. What no longer
    fits into a full basket is left out.
    """
    lines = list(BasketLine.objects.filter(basket=visitors).order_by("variant_id"))
    kept = {line.variant_id: line for line in BasketLine.objects.filter(basket=into)}
    room = rules.MOST_LINES - len(kept)
    for line in lines:
        twin = kept.get(line.variant_id)
        if twin is None and room > 0:
            room -= 1
            BasketLine.objects.filter(pk=line.pk).update(basket=into)
        elif twin and twin.quantity < line.quantity:
            BasketLine.objects.filter(pk=twin.pk).update(
                quantity=line.quantity, price_seen_amount=line.price_seen_amount
            )
    visitors.delete()
    return into


def forget_old_baskets() -> int:
    """Delete the baskets of visitors whose cookie has run out, and sooner those with nothing in them; how many."""
    now = clock.now()
    old = Q(created_at__lt=now - rules.VISITORS_BASKET)
    # Nobody misses it: whoever puts something in again is given another one.
    empty = ~Exists(BasketLine.objects.filter(basket=OuterRef("pk"))) & Q(created_at__lt=now - rules.EMPTY_BASKET)
    forgotten = Basket.objects.filter(old | empty, user__isnull=True)
    return forgotten.delete()[1].get(Basket._meta.label, 0)


def _write_offered() -> Any:
    lines = BasketLine.objects.filter(basket=Given("basket", BigIntegerField()))
    owner = Given("owner", BigIntegerField())
    return (
        Variant.objects.on_sale()
        .filter(pk=Given("variant", BigIntegerField()))
        .annotate(
            works_there=Exists(Membership.objects.filter(shop=OuterRef("shop"), user=owner)),
            in_basket=Subquery(lines.filter(variant=OuterRef("pk")).values("quantity")),
            lines=Subquery(lines.order_by().values("basket").values(lines=Count("pk"))),
        )
    )


_OFFERED: Statement[Any] = Statement(_write_offered)


def _find_offered(basket: Basket, variant_id: int) -> Any:
    """
    The variant, asked of the database at this moment, with `works_there` (does the basket's owner?), how many of it
    are `in_basket`, and how many `lines` the basket has.
    """
    offered = _OFFERED.first(basket=basket.pk, owner=basket.user_id, variant=variant_id)
    if offered is None:
        raise NoLongerOffered(_("This is no longer on sale."))
    return offered


def _check(offered: Any, *, quantity: int, wanted: int) -> None:
    for verdict in (
        rules.may_take(quantity=quantity, available=offered.on_hand),
        rules.may_take(quantity=wanted, available=offered.on_hand),
        rules.may_buy_from(works_there=offered.works_there),
    ):
        if not verdict:
            raise CannotTake(verdict.reason, available=offered.on_hand)
