"""
What a basket would become if it were bought now: by shop, by currency, with dates, promises and totals.

Every number is computed here from what the database says at this moment; nothing that a browser sent is a price.
`shown()` is what the review page remembers of it (see reviewed.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, Field, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Listing, Variant
from core import clock
from core.formatting import money, short_day
from core.money import Money, total
from core.statements import Given, Statement
from orders import rules
from orders.models import Basket, BasketLine
from orders.querysets import BasketLineQuerySet
from orders.rules import DateRange
from policies.selectors import BindingPolicies, PromiseLine, policies_that_bind_many, short_form
from policies.terms import DeliveryOption
from sellers.models import Membership, Shop


@dataclass(frozen=True)
class LineQuote:
    """One line at today's price; `problem` says why it cannot be bought, `price_seen` what it cost when chosen."""

    line: BasketLine
    variant: Variant
    listing: Listing
    quantity: int
    unit: Money
    price_seen: Money | None
    problem: object

    @property
    def total(self) -> Money:
        return self.unit * self.quantity


@dataclass(frozen=True)
class OptionQuote:
    """One way of delivery, with its price and the days that it promises."""

    option: DeliveryOption
    price: Money
    dates: DateRange


def describe(way: OptionQuote) -> str:
    """ "Standard, €4.90"."""
    return f"{way.option.name}, {gettext('free') if way.price.is_zero else money(way.price)}"


def describe_with_dates(way: OptionQuote) -> str:
    """ "Standard, €4.90: arrives 24 Nov – 27 Nov"."""
    return gettext("%(way)s: arrives %(first)s – %(last)s") % {
        "way": describe(way),
        "first": short_day(way.dates.first),
        "last": short_day(way.dates.last),
    }


@dataclass(frozen=True)
class ShopQuote:
    """What one shop would send, how, and under which policies."""

    shop: Shop
    currency: str
    lines: tuple[LineQuote, ...]
    binding: BindingPolicies
    options: tuple[OptionQuote, ...]
    chosen: OptionQuote | None
    inspection_days: int

    @property
    def items(self) -> Money:
        return total([line.total for line in self.lines if not line.problem], self.currency)

    @property
    def delivery(self) -> Money:
        return self.chosen.price if self.chosen else Money.zero(self.currency)

    @property
    def total(self) -> Money:
        return self.items + self.delivery

    @property
    def commission(self) -> Money:
        return rules.commission(self.items)

    @property
    def promise(self) -> list[PromiseLine]:
        """The policies' short form, with the way of delivery that was chosen instead of all of them."""
        delivery = gettext("Delivery")
        chosen = [PromiseLine(delivery, describe(self.chosen))] if self.chosen else []
        return chosen + [line for line in short_form(self.binding) if line.label != delivery]

    def choosing(self, code: str | None) -> ShopQuote:
        """The same with another way of delivery; with none, when the shop does not offer this one."""
        if code is None:
            return self
        return replace(self, chosen=next((way for way in self.options if way.option.code == code), None))


@dataclass(frozen=True)
class PurchaseQuote:
    """What would be paid at once: everything in one currency."""

    currency: str
    shops: tuple[ShopQuote, ...]

    @property
    def items(self) -> Money:
        return total([shop.items for shop in self.shops], self.currency)

    @property
    def delivery(self) -> Money:
        return total([shop.delivery for shop in self.shops], self.currency)

    @property
    def total(self) -> Money:
        return self.items + self.delivery


@dataclass(frozen=True)
class Quote:
    purchases: tuple[PurchaseQuote, ...]

    @property
    def shops(self) -> Iterator[ShopQuote]:
        for purchase in self.purchases:
            yield from purchase.shops

    @property
    def lines(self) -> Iterator[LineQuote]:
        for shop in self.shops:
            yield from shop.lines

    @property
    def is_empty(self) -> bool:
        return not self.purchases

    def choosing(self, choices: Mapping[str, str]) -> Quote:
        """The same with other ways of delivery: the slug of a shop to the code of a way; others stay."""
        return Quote(
            tuple(
                replace(purchase, shops=tuple(shop.choosing(choices.get(shop.shop.slug)) for shop in purchase.shops))
                for purchase in self.purchases
            )
        )

    @property
    def problems(self) -> list[object]:
        """Why this cannot be bought as it stands; empty when it can."""
        found: list[object] = [
            _("%(title)s: %(problem)s") % {"title": line.listing.title, "problem": line.problem}
            for line in self.lines
            if line.problem
        ]
        found += [
            _("%(shop)s does not say how it delivers, so nothing of it can be bought now.") % {"shop": shop.shop.name}
            for shop in self.shops
            if not shop.options
        ]
        found += [
            _("Choose how %(shop)s delivers.") % {"shop": shop.shop.name}
            for shop in self.shops
            if shop.options and shop.chosen is None
        ]
        return found

    def shown(self) -> dict[str, Any]:
        """All that the review page tells, in short: what must still be true when the form comes back."""
        return {
            "lines": {
                str(line.variant.pk): [line.quantity, line.unit.amount, f"{line.listing.title} {line.variant.label}"]
                for line in self.lines
            },
            "shops": {
                shop.shop.slug: {
                    "policies": [version.digest for version in shop.binding.versions],
                    "delivery": [shop.chosen.option.code, shop.chosen.price.amount] if shop.chosen else None,
                    "dates": [shop.chosen.dates.first.isoformat(), shop.chosen.dates.last.isoformat()]
                    if shop.chosen
                    else None,
                    "inspection": shop.inspection_days,
                }
                for shop in self.shops
            },
            "totals": {purchase.currency: purchase.total.amount for purchase in self.purchases},
        }


def quote_basket(basket: Basket, *, choices: Mapping[str, str] | None = None, email: str = "") -> Quote:
    """
    What the basket would become now, each shop's first way of delivery chosen; `choices` as in `Quote.choosing`.

    With the `email` that a guest gave, also whether its owner may buy there. Two statements, however much is in it.
    """
    return _ask(_OF_BASKET, basket.pk, email).choosing(choices or {})


def quote_of_member(user: User, *, email: str = "") -> Quote:
    """The same for a member's basket, without asking for the basket first."""
    return _ask(_OF_MEMBER, user.pk, email)


def quote_of_visitor(token_digest: str, *, email: str = "") -> Quote:
    """The same for the basket of a visitor's token."""
    return _ask(_OF_VISITOR, token_digest, email)


def _quote(found: list[Any]) -> Quote:
    shops = {line.variant.listing.shop_id: line.variant.listing.shop for line in found}
    binding = policies_that_bind_many(shops.values()) if shops else {}
    quoted = [
        _quote_shop(shops[shop_id], [_quote_line(line) for line in of_shop], binding[shop_id])
        for shop_id, of_shop in groupby(found, lambda line: line.variant.listing.shop_id)
    ]
    quoted.sort(key=lambda shop: shop.currency)
    return Quote(
        tuple(PurchaseQuote(currency, tuple(group)) for currency, group in groupby(quoted, lambda shop: shop.currency))
    )


def _with_answers(lines: BasketLineQuerySet, email: str | Given) -> Any:
    """The lines with what only the database can say of each at this moment: `on_sale`, `is_guest`, `works_there`."""
    same_person = Q(user=OuterRef("basket__user"))
    if email:
        # A guest who writes the address of somebody who works there is that person, or should not be.
        same_person |= Q(user__email=email)
    return (
        lines.with_card()
        .in_shown_order()
        .annotate(
            on_sale=Exists(Variant.objects.on_sale().filter(pk=OuterRef("variant"))),
            is_guest=Q(basket__user__isnull=True),
            works_there=Exists(Membership.objects.filter(same_person, shop=OuterRef("variant__shop"))),
        )
    )


class _Lines:
    """The lines of a basket that is found by `whose`, with their answers: for nobody's e-mail address, or for one."""

    def __init__(self, whose: str, kind: Field[Any, Any]) -> None:
        self.whose = {whose: Given("whose", kind)}
        self.without: Statement[Any] = Statement(lambda: self._write(""))
        self.with_email: Statement[Any] = Statement(lambda: self._write(Given("email", CharField())))

    def _write(self, email: str | Given) -> Any:
        return _with_answers(BasketLine.objects.filter(**self.whose), email)


_OF_BASKET = _Lines("basket", BigIntegerField())
_OF_MEMBER = _Lines("basket__user", BigIntegerField())
_OF_VISITOR = _Lines("basket__token_digest", CharField())


def _ask(lines: _Lines, whose: object, email: str) -> Quote:
    if email:
        return _quote(lines.with_email.ask(whose=whose, email=email.lower()))
    return _quote(lines.without.ask(whose=whose))


def _quote_line(line: BasketLine) -> LineQuote:
    variant = line.variant
    seen = Money(line.price_seen_amount, variant.currency)
    return LineQuote(
        line=line,
        variant=variant,
        listing=variant.listing,
        quantity=line.quantity,
        unit=variant.price,
        price_seen=None if seen == variant.price else seen,
        problem=_problem_of(line),
    )


def _problem_of(line: Any) -> object:
    if not line.on_sale:
        return _("This is no longer on sale.")
    taking = rules.may_take(quantity=line.quantity, available=line.variant.on_hand)
    buying = rules.may_buy_from(works_there=line.works_there, is_guest=line.is_guest)
    return taking.reason or buying.reason


def _quote_shop(shop: Shop, lines: list[LineQuote], binding: BindingPolicies) -> ShopQuote:
    shipping = binding.shipping_terms
    options = tuple(
        OptionQuote(
            option,
            Money(option.price, shop.currency),
            rules.delivery_dates(
                on=clock.today(),
                handling_days=shipping.handling_days,
                min_days=option.min_days,
                max_days=option.max_days,
            ),
        )
        for option in shipping.options
    )
    return ShopQuote(
        shop=shop,
        currency=shop.currency,
        lines=tuple(lines),
        binding=binding,
        options=options,
        chosen=options[0] if options else None,
        inspection_days=rules.inspection_days(return_window_days=binding.return_terms.window_days),
    )
