"""Filling, changing and merging baskets. Nothing is reserved yet: a basket is only an intention."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Variant
from core.errors import DomainError
from core.numbers import new_token, token_digest
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


@transaction.atomic
def add_to_basket(basket: Basket, variant: Variant, *, quantity: int = 1) -> BasketLine:
    """
    Put `quantity` more of a variant into the basket, at the price that is seen now.

    Raises NoLongerOffered when it is not on sale at this moment; CannotTake when there are not as many (counting
    those already in the basket), when one may buy only fewer at once, or when the shopper works in this shop.
    """
    line = BasketLine.objects.filter(basket=basket, variant=variant).first()
    variant = _offered(basket, variant.pk, (line.quantity if line else 0) + quantity)
    if line is None:
        try:
            with transaction.atomic():
                return BasketLine.objects.create(
                    basket=basket, variant=variant, quantity=quantity, price_seen_amount=variant.price_amount
                )
        except IntegrityError:  # a second click was quicker, and made the line
            line = BasketLine.objects.get(basket=basket, variant=variant)
    fitting = BasketLine.objects.filter(pk=line.pk, quantity__lte=rules.MOST_OF_ONE_THING - quantity)
    fitting.update(quantity=F("quantity") + quantity, price_seen_amount=variant.price_amount)
    line.refresh_from_db()
    return line


@transaction.atomic
def change_quantity(line: BasketLine, *, quantity: int) -> BasketLine:
    """
    Have `quantity` of this, at the price that is seen now.

    Raises NoLongerOffered when it is not on sale at this moment; CannotTake when there are not as many, or when one
    may buy only fewer at once.
    """
    variant = _offered(line.basket, line.variant_id, quantity)
    line.quantity, line.price_seen_amount = quantity, variant.price_amount
    line.save(update_fields=["quantity", "price_seen_amount"])
    return line


def remove_line(line: BasketLine) -> None:
    """Take a thing out of the basket. Twice is the same as once."""
    BasketLine.objects.filter(pk=line.pk).delete()


@transaction.atomic
def merge_baskets(visitors: Basket, *, into: Basket) -> Basket:
    """
    Move what a visitor had chosen into the member's basket; the visitor's basket is gone.

    Of a thing that is in both, the larger number stays: whoever chose it again did not mean twice.
    """
    lines = list(BasketLine.objects.filter(basket=visitors).order_by("variant_id"))
    kept = {line.variant_id: line for line in BasketLine.objects.filter(basket=into)}
    for line in lines:
        twin = kept.get(line.variant_id)
        if twin is None:
            BasketLine.objects.filter(pk=line.pk).update(basket=into)
        elif twin.quantity < line.quantity:
            BasketLine.objects.filter(pk=twin.pk).update(
                quantity=line.quantity, price_seen_amount=line.price_seen_amount
            )
    visitors.delete()
    return into


def _offered(basket: Basket, variant_id: int, quantity: int) -> Variant:
    """The variant, asked of the database at this moment, when the owner of the basket may have so many of it."""
    works_there = Membership.objects.filter(shop=OuterRef("shop"), user=basket.user_id)
    variant = Variant.objects.on_sale().annotate(works_there=Exists(works_there)).filter(pk=variant_id).first()
    if variant is None:
        raise NoLongerOffered(_("This is no longer on sale."))
    for verdict in (
        rules.may_take(quantity=quantity, available=variant.on_hand),
        rules.may_buy_from(works_there=variant.works_there),
    ):
        if not verdict:
            raise CannotTake(verdict.reason, available=variant.on_hand)
    return variant
