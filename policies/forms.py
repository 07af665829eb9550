"""A policy as its shop writes it: terms in fields, text in plain paragraphs."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import PlainLineField, PlainTextField
from core.money import Money
from policies.kinds import PolicyKind
from policies.models import PolicyVersion
from policies.terms import (
    LONGEST_DELIVERY,
    LONGEST_HANDLING,
    LONGEST_REFUND,
    LONGEST_RETURN,
    MOST_OPTIONS,
    DeliveryOption,
    PrivacyTerms,
    RefundTerms,
    ReturnTerms,
    ShippingTerms,
    Terms,
)

EMPTY_ROWS = 2


def amount_to_type(price: Money) -> str:
    """ "18000" or "4.90": as a seller would type it."""
    written = f"{price.decimal:f}"
    return written.rstrip("0").rstrip(".") if written.endswith(".00") else written


class PolicyForm(forms.Form):
    """What every policy has. `written` is the version that the author starts from."""

    title = PlainLineField(label=_("Title"), max_length=120)
    body = PlainTextField(
        label=_("Text"),
        max_length=10_000,
        rows=12,
        help_text=_("Plain text; leave a line empty between paragraphs. What the other fields say is shown beside it."),
    )
    replacing = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order: list[str] | None = None

    def __init__(self, *args: Any, written: PolicyVersion, replacing: int, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        texts = {"title": written.title, "body": written.body, "replacing": replacing}
        kwargs["initial"] = texts | self.initial_terms(written.read_terms())
        super().__init__(*args, **kwargs)

    def initial_terms(self, terms: Terms) -> dict[str, Any]:
        """The fields' first values."""
        raise NotImplementedError

    def terms(self) -> Terms:
        """The terms as they were filled in; raises BadTerms."""
        raise NotImplementedError

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about, where there is one."""
        field = str(refusal.details.get("field", ""))
        self.add_error(field if field in self.fields else None, refusal.message)


class ReturnsForm(PolicyForm):
    window_days = forms.IntegerField(label=_("Days to return after delivery"), min_value=0, max_value=LONGEST_RETURN)
    return_postage = forms.ChoiceField(
        label=_("Who pays the return postage"),
        choices=[
            ("seller", _("You, always")),
            ("seller_if_not_as_described", _("You, when the thing is not as described; else the shopper")),
            ("shopper", _("The shopper, always")),
        ],
    )
    field_order = ["window_days", "return_postage"]

    def initial_terms(self, terms: Terms) -> dict[str, Any]:
        written = cast(ReturnTerms, terms)
        return {"window_days": written.window_days, "return_postage": written.return_postage}

    def terms(self) -> Terms:
        return ReturnTerms(
            window_days=self.cleaned_data["window_days"], return_postage=self.cleaned_data["return_postage"]
        )


class RefundsForm(PolicyForm):
    days = forms.IntegerField(
        label=_("Days until the money is back, after a return arrived"), min_value=1, max_value=LONGEST_REFUND
    )
    field_order = ["days"]

    def initial_terms(self, terms: Terms) -> dict[str, Any]:
        return {"days": cast(RefundTerms, terms).days}

    def terms(self) -> Terms:
        return RefundTerms(days=self.cleaned_data["days"])


class OptionForm(forms.Form):
    """One way of delivery. A row without a name is left out."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    # Narrow, so that the four of a row stand side by side.
    name = PlainLineField(label=_("Name"), max_length=60, required=False, widget=forms.TextInput(attrs={"size": 12}))
    price = PlainLineField(
        label=_("Price"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"size": 12, "inputmode": "decimal"}),
    )
    min_days = forms.IntegerField(label=_("From day"), min_value=0, max_value=LONGEST_DELIVERY, required=False)
    max_days = forms.IntegerField(label=_("To day"), min_value=1, max_value=LONGEST_DELIVERY, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)
        self.fields["price"].label = _("Price, %(currency)s") % {"currency": currency}

    def clean_price(self) -> int | None:
        text: str = self.cleaned_data["price"]
        if not text:
            return None
        try:
            return Money.parse(text, self.currency).amount
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("name"):
            for field in ("price", "min_days", "max_days"):
                if field not in self.errors and cleaned.get(field) is None:
                    self.add_error(field, _("This is needed."))
        return cleaned

    def option(self, taken: set[str]) -> DeliveryOption:
        """The row as a term; a new row gets a code from its name."""
        row = self.cleaned_data
        code = wanted = row["code"] or slugify(row["name"])[:24].replace("_", "-").strip("-") or "option"
        number = 1
        while code in taken:
            number += 1
            code = f"{wanted}-{number}"
        taken.add(code)
        return DeliveryOption(
            code=code, name=row["name"], price=row["price"], min_days=row["min_days"], max_days=row["max_days"]
        )


OptionRows = forms.formset_factory(OptionForm, extra=EMPTY_ROWS, max_num=MOST_OPTIONS, absolute_max=MOST_OPTIONS)


class ShippingForm(PolicyForm):
    handling_days = forms.IntegerField(
        label=_("Days until you hand a parcel over, after payment"), min_value=0, max_value=LONGEST_HANDLING
    )
    field_order = ["handling_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.rows = OptionRows(
            data, prefix="options", initial=self.initial["options"], form_kwargs={"currency": self.currency}
        )

    def initial_terms(self, terms: Terms) -> dict[str, Any]:
        written = cast(ShippingTerms, terms)
        options = [
            {
                "code": option.code,
                "name": option.name,
                "price": amount_to_type(Money(option.price, self.currency)),
                "min_days": option.min_days,
                "max_days": option.max_days,
            }
            for option in written.options
        ]
        return {"handling_days": written.handling_days, "options": options}

    def is_valid(self) -> bool:
        # Both are asked, so that every mistake is shown at once.
        rows_are_valid = self.rows.is_valid()
        return super().is_valid() and rows_are_valid

    def terms(self) -> Terms:
        taken: set[str] = set()
        named = [row for row in self.rows if row.cleaned_data.get("name")]
        return ShippingTerms(
            handling_days=self.cleaned_data["handling_days"], options=tuple(row.option(taken) for row in named)
        )


class PrivacyForm(PolicyForm):
    """Only text: for the platform, which alone promises anything about personal data."""

    def initial_terms(self, terms: Terms) -> dict[str, Any]:
        return {}

    def terms(self) -> Terms:
        return PrivacyTerms()


FORMS: dict[PolicyKind, type[PolicyForm]] = {
    PolicyKind.RETURNS: ReturnsForm,
    PolicyKind.REFUNDS: RefundsForm,
    PolicyKind.SHIPPING: ShippingForm,
    PolicyKind.PRIVACY: PrivacyForm,
}
