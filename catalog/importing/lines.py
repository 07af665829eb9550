"""The variants of one product: rows with the same SKU are one variant, perhaps priced in several currencies."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.products import Line, Product
from catalog.importing.report import Outcome, RowReport
from catalog.models import Listing, Variant
from catalog.services import VariantDraft
from catalog.services.prices import WrongPrice
from catalog.services.stock import MOST_UNITS
from core.errors import DomainError
from core.money import Money
from sellers.models import Shop

# The thousands of "1,234.50" and "1 234,50", and whatever sign stands before.
_SIGNS = re.compile(r"[^\d.,-]")


class Lines:
    """Writes the variants of a product and remembers what became of each row."""

    def __init__(self, shop: Shop, product: Product) -> None:
        self.shop = shop
        self.product = product
        self.reports: list[RowReport] = []
        self.written: dict[str, Variant] = {}

    def variant_of(self, line: Line) -> Variant | None:
        """The variant that a row was about, once it is written."""
        return self.written.get(_key(line))

    def write(self, listing: Listing, *, by: User | None) -> None:
        """Create or update each variant; what is refused is reported and leaves the others alone."""
        groups: dict[str, list[Line]] = {}
        for line in self.product.lines:
            groups.setdefault(_key(line), []).append(line)
        known = list(listing.variants.all())
        by_sku = {variant.sku: variant for variant in known}
        by_label = {variant.label: variant for variant in known}
        for key, lines in groups.items():
            ours = [line for line in lines if line.currency in {"", self.shop.currency}]
            first = ours[0] if ours else lines[0]
            variant = by_sku.get(first.sku) if first.sku else by_label.get(_label(first))
            try:
                outcome = self._write(listing, variant, lines, ours, key, by)
            except DomainError as refusal:
                self._report(lines, Outcome.REFUSED, refusal.message)
            else:
                self._report(ours, outcome)
                self._report([line for line in lines if line not in ours], Outcome.LEFT_OUT, self._left_out(lines))

    def _write(
        self, listing: Listing, variant: Variant | None, lines: list[Line], ours: list[Line], key: str, by: User | None
    ) -> Outcome:
        if not ours:
            raise WrongPrice(
                _("This shop sells in %(shop)s; the price is in %(price)s.")
                % {"shop": self.shop.currency, "price": lines[0].currency}
            )
        price = read_price(next((line.price for line in ours if line.price), ""), self.shop.currency)
        options = next((line.options for line in lines if line.options), [])
        if variant is None:
            stock = read_stock(next((line.stock for line in lines if line.stock), ""))
            draft = VariantDraft(price, lines[0].sku, options, stock)
            self.written[key] = services.add_variant(listing, draft, by=by)
            return Outcome.CREATED
        before = _version(listing)
        variant = services.edit_variant(variant, by=by, options=options or None)
        self.written[key] = services.set_price(variant, price=price, by=by)
        return Outcome.UNCHANGED if _version(listing) == before else Outcome.UPDATED

    def _left_out(self, lines: list[Line]) -> str:
        others = sorted({line.currency for line in lines} - {"", self.shop.currency})
        return _("The price in %(price)s is left out: this shop sells in %(shop)s.") % {
            "price": ", ".join(others),
            "shop": self.shop.currency,
        }

    def _report(self, lines: list[Line], outcome: Outcome, note: str = "") -> None:
        for line in lines:
            name = line.sku or f"{self.product.name} {_label(line)}".strip()
            self.reports.append(RowReport(line.row, name, outcome, [note] if note else []))


def _key(line: Line) -> str:
    return line.sku or f"\n{_label(line)}"


def _label(line: Line) -> str:
    return " / ".join(value for _name, value in line.options)


def _version(listing: Listing) -> int:
    return Listing.objects.values_list("version", flat=True).get(pk=listing.pk)


def read_price(text: str, currency: str) -> Money:
    """The price in a cell: "1,234.50", "1.234,50 €", "879.99". Raises NotAnAmount, WrongPrice."""
    if not text:
        raise WrongPrice(_("It has no price."))
    digits = _SIGNS.sub("", text)
    if not digits:
        raise WrongPrice(_("“%(text)s” is not an amount.") % {"text": text[:40]})
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma > point:
        # What comes last separates the decimals, unless three digits follow and nothing else says so.
        thousands = point < 0 and len(digits) - comma == 4
        digits = digits.replace(",", "") if thousands else digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    return Money.parse(digits, currency)


def read_stock(text: str) -> int:
    """The number of units in a cell; nothing, nonsense and less than nothing count as none."""
    try:
        units = Decimal(text.replace(",", "").strip() or "0")
    except InvalidOperation:
        return 0
    return min(max(int(units), 0), MOST_UNITS) if units.is_finite() else 0
