"""The table of variants: what sets each apart, its price, and what came to or left its stock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.listings import plain_number, read_price
from catalog.models import Listing, Variant
from catalog.services import VariantChange
from catalog.services.variants import MOST_OPTIONS
from core.forms import PlainLineField
from core.money import Money

MOST_AT_ONCE = 1_000_000
NEW_ROWS = 2
Options = list[tuple[str, str]]


class OptionsField(PlainLineField):
    """ "Colour: Celadon; Size: 320 ml" as pairs."""

    def prepare_value(self, value: Any) -> Any:
        return write_options(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        options: Options = []
        for part in super().clean(value).split(";"):
            name, colon, said = (piece.strip() for piece in part.partition(":"))
            if not part.strip():
                continue
            if not (colon and name and said):
                raise forms.ValidationError(_("Write options like “Colour: Celadon; Size: 320 ml”."))
            if len(name) > 40 or len(said) > 80:
                raise forms.ValidationError(_("An option's name has at most 40 characters, its value 80."))
            options.append((name, said))
        if len(options) > MOST_OPTIONS:
            raise forms.ValidationError(_("At most %(most)d options.") % {"most": MOST_OPTIONS})
        return options


def write_options(options: Options) -> str:
    return "; ".join(f"{name}: {value}" for name, value in options)


class VariantForm(forms.Form):
    """
    One row. Sku, options, price and "offered" carry along what the page showed, and only what differs from that is
    written: a page that stood open does not undo what a colleague did meanwhile. Stock comes as what arrived and
    what is gone.
    """

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sku = PlainLineField(label=_("SKU"), max_length=80, required=False, show_hidden_initial=True)
    options = OptionsField(label=_("Options"), max_length=500, required=False, show_hidden_initial=True)
    price = PlainLineField(
        label=_("Price"),
        max_length=20,
        required=False,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    is_active = forms.BooleanField(label=_("Offered"), required=False, initial=True, show_hidden_initial=True)
    received = forms.IntegerField(label=_("Arrived"), min_value=0, max_value=MOST_AT_ONCE, required=False)
    written_off = forms.IntegerField(label=_("Gone"), min_value=0, max_value=MOST_AT_ONCE, required=False)
    reason = PlainLineField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, listing: Listing, variants: Mapping[int, Variant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = listing.currency
        self.variants = variants
        # In the label: a line of help under one field of a row would push its control out of line.
        self.fields["price"].label = f"{self.fields['price'].label} ({listing.currency})"

    @property
    def variant(self) -> Variant | None:
        """The variant of this row, for the page; None in a row for a new one."""
        key = self["key"].value()
        return self.variants.get(int(key)) if str(key or "").isdecimal() else None

    def hidden_initials(self) -> list[str]:
        """What the page showed, to be carried along."""
        names = ("sku", "options", "price", "is_active")
        return [self[name].as_hidden(only_initial=True) for name in names]

    def clean_key(self) -> Variant | None:
        key: int | None = self.cleaned_data["key"]
        if key is not None and key not in self.variants:
            raise forms.ValidationError(_("This variant belongs to another listing."))
        return self.variants[key] if key is not None else None

    def clean_price(self) -> Money | None:
        typed: str = self.cleaned_data["price"]
        return read_price(typed, self.currency) if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self.is_wanted and cleaned["price"] is None:
            self.add_error("price", _("A variant needs a price."))
        if cleaned.get("written_off") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why they are gone."))
        return cleaned

    @property
    def is_wanted(self) -> bool:
        """Whether the row says anything at all: empty rows for new variants do not."""
        given = self.cleaned_data
        return bool(given.get("key") or given.get("price") or given.get("sku") or given.get("options"))

    def change(self) -> VariantChange:
        """What the row says, as the service wants it."""
        given, changed = self.cleaned_data, self.changed_data
        is_new = given["key"] is None
        return VariantChange(
            variant=given["key"],
            price=given["price"] if is_new or "price" in changed else None,
            sku=given["sku"] if is_new or "sku" in changed else "",
            options=given["options"] if is_new or "options" in changed else None,
            is_active=given["is_active"] if "is_active" in changed else None,
            received=given["received"] or 0,
            written_off=given["written_off"] or 0,
            reason=given["reason"],
        )


class BaseVariantFormSet(forms.BaseFormSet):
    def changes(self) -> list[VariantChange]:
        return [form.change() for form in self.forms if form.is_wanted]


def variant_formset(listing: Listing, data: Mapping[str, Any] | None = None) -> BaseVariantFormSet:
    """The rows of a listing's variants and some for new ones; three statements."""
    rows = list(listing.variants.in_order().prefetch_related("options"))
    factory = forms.formset_factory(
        VariantForm, formset=BaseVariantFormSet, extra=NEW_ROWS, max_num=len(rows) + NEW_ROWS, absolute_max=200
    )
    initial = [
        {
            "key": row.pk,
            "sku": row.sku,
            "options": [(option.name, option.value) for option in sorted(row.options.all(), key=_place)],
            "price": plain_number_of(row.price),
            "is_active": row.is_active,
        }
        for row in rows
    ]
    variants = {row.pk: row for row in rows}
    formset = factory(data, initial=initial, prefix="variants", form_kwargs={"listing": listing, "variants": variants})
    assert isinstance(formset, BaseVariantFormSet)
    return formset


def _place(option: Any) -> int:
    return int(option.position)


def plain_number_of(price: Money) -> str:
    """The amount as somebody would type it: with the currency's decimals, without its sign."""
    value = price.decimal
    return plain_number(value) if value == value.to_integral_value() else f"{value:f}"
