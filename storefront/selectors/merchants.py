"""The public directory of everybody who sells, or ever sold, here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Lower

from core.text import plain_line
from sellers.models import SellerKind, SellerStatus, Shop, ShopStatus
from sellers.places import COUNTRY_CODES, country_name
from sellers.querysets import is_trading
from storefront import rules

PER_PAGE = 48
LONGEST_QUERY = 100
TRADERS = tuple(kind.value for kind in SellerKind if kind.is_trader)
ORDER = ("sorted_name", "pk")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what makes no sense is not looked for."""

    words: str = ""
    country: str = ""
    kind: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Wanted:
        country, kind = params.get("country", ""), params.get("kind", "")
        return cls(
            words=plain_line(params.get("q", ""))[:LONGEST_QUERY].strip(),
            country=country if country in COUNTRY_CODES else "",
            kind=kind if kind in SellerKind.values else "",
        )

    @property
    def query(self) -> str:
        """The same as the part of an address after the question mark."""
        asked = {"q": self.words, "country": self.country, "kind": self.kind}
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Merchant:
    """A shop and who is behind it: of a private person only where they are."""

    shop: Shop
    legal_name: str
    is_trading: bool
    standing: str
    since: datetime | None


@dataclass(frozen=True)
class MerchantsPage:
    merchants: Page[Merchant]
    wanted: Wanted
    countries: Sequence[tuple[str, str]]


def merchants_page(wanted: Wanted, *, page: str = "") -> MerchantsPage:
    """One page of the directory, by name: three statements."""
    found = Paginator(merchants(wanted).order_by(*ORDER), PER_PAGE).get_page(page or 1)
    shown: Page[Merchant] = Page([merchant_of(shop) for shop in found], found.number, found.paginator)  # type: ignore[arg-type]
    codes = Shop.objects.order_by().values_list("seller__country", flat=True).distinct()
    countries = sorted(((code, country_name(code)) for code in codes), key=lambda each: each[1])
    return MerchantsPage(shown, wanted, countries)


def merchants(wanted: Wanted) -> QuerySet[Shop]:
    """The shops that fit, open or not. The legal name of a private person is neither shown nor searched."""
    found = Shop.objects.with_seller().annotate(
        sorted_name=Lower("name"), is_trading_now=ExpressionWrapper(is_trading(), output_field=BooleanField())
    )
    if wanted.words:
        in_register = Q(seller__legal_name__icontains=wanted.words, seller__kind__in=TRADERS)
        found = found.filter(Q(name__icontains=wanted.words) | in_register)
    if wanted.country:
        found = found.filter(seller__country=wanted.country)
    if wanted.kind:
        found = found.filter(seller__kind=wanted.kind)
    return found


def merchant_of(shop: Shop) -> Merchant:
    """One row of `merchants`. Whoever is suspended or closed stays in the directory, with the day."""
    seller, is_trading_now = shop.seller, bool(shop.is_trading_now)  # type: ignore[attr-defined]
    verdict = rules.may_trade(shop=shop.status, seller=seller.status, is_trading=is_trading_now)
    since = None
    if shop.status == ShopStatus.CLOSED:
        since = shop.closed_at
    elif seller.status == SellerStatus.SUSPENDED:
        since = seller.suspended_at
    return Merchant(
        shop=shop,
        legal_name=seller.legal_name if seller.is_trader else "",
        is_trading=is_trading_now,
        standing="" if verdict else str(verdict.reason),
        since=since,
    )
