"""What people type when they buy and send. Nothing here is a price: those are read from the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import PlainLineField
from core.inputs import LongSelect, with_nothing_chosen
from core.numbers import new_token
from orders import rules
from orders.quotes import Quote, describe_with_dates
from orders.services import Address
from orders.states import Carrier
from sellers.places import country_choices

DELIVERY = "delivery-"
# More shops than anybody buys from at once; a form with more fields is not ours.
MOST_SHOPS = 100


def _line(autocomplete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete})


class QuantityField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=rules.MOST_OF_ONE_THING, **kwargs)


class AddForm(forms.Form):
    """Which variant, and how many of it."""

    variant = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    quantity = QuantityField(required=False)


class LineForm(forms.Form):
    """Which line of the basket, and how many of it there should be."""

    line = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    quantity = QuantityField(label=_("How many"))


class CheckoutForm(forms.Form):
    """
    Where everything goes and how, for one basket.

    The fields of delivery come from the quote: `delivery-<shop>`, with the ways that this shop offers.
    """

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("For the confirmation, and for the link by which you find your order again."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    full_name = PlainLineField(label=_("Name"), max_length=150, widget=_line("name"))
    street = PlainLineField(label=_("Street and number"), max_length=200, widget=_line("street-address"))
    postal_code = PlainLineField(label=_("Postal code"), max_length=20, required=False, widget=_line("postal-code"))
    city = PlainLineField(label=_("Town"), max_length=100, widget=_line("address-level2"))
    region = PlainLineField(label=_("Region"), max_length=100, required=False, widget=_line("address-level1"))
    country = forms.ChoiceField(
        label=_("Country"),
        choices=with_nothing_chosen(country_choices),
        widget=LongSelect(attrs={"autocomplete": "country"}),
    )
    phone = PlainLineField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("Only for the carrier, if something is unclear at the door."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    key = forms.CharField(max_length=64, min_length=20, widget=forms.HiddenInput)

    ADDRESS = ("full_name", "street", "postal_code", "city", "region", "country", "phone")

    def __init__(self, *args: Any, shopper: User | None, quote: Quote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_token()
        self.shopper = shopper
        if shopper:
            # A member's mails go to the address that they confirmed.
            del self.fields["email"]
        ways = _offered_ways(quote) if quote else _sent_ways(self.data)
        self.delivery_names = {f"{DELIVERY}{slug}": slug for slug in ways}
        self.fields.update({f"{DELIVERY}{slug}": field for slug, field in ways.items()})

    def address_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("email", *self.ADDRESS) if name in self.fields]

    def delivery_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.delivery_names]

    def email_of_shopper(self) -> str:
        return self.shopper.email if self.shopper else str(self.cleaned_data["email"])

    def address(self) -> Address:
        return Address(**{name: self.cleaned_data[name] for name in self.ADDRESS})

    def delivery_choices(self) -> dict[str, str]:
        return {slug: self.cleaned_data[name] for name, slug in self.delivery_names.items()}


def _offered_ways(quote: Quote) -> dict[str, forms.Field]:
    """For people: each shop's ways of delivery, with prices and dates."""
    return {
        shop.shop.slug: forms.ChoiceField(
            label=_("Delivery by %(shop)s") % {"shop": shop.shop.name},
            choices=[(option.option.code, describe_with_dates(option)) for option in shop.options],
            initial=shop.options[0].option.code if shop.options else None,
            widget=forms.RadioSelect,
        )
        for shop in quote.shops
    }


def _sent_ways(data: Mapping[str, Any]) -> dict[str, forms.Field]:
    """For the last step, which shows nothing: whatever was sent. Whether a shop offers it, the service says."""
    slugs = [name.removeprefix(DELIVERY) for name in data if name.startswith(DELIVERY)]
    return {slug: forms.CharField(max_length=30, required=False) for slug in slugs[:MOST_SHOPS]}


class NumberForm(forms.Form):
    """A tracking number, and whose it is: to say what we recognise while it is typed."""

    tracking_number = PlainLineField(
        label=_("Tracking number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    carrier_name = PlainLineField(
        label=_("Name of the carrier"),
        max_length=80,
        required=False,
        help_text=_("Only needed when we do not recognise it by its number, or recognise it wrongly."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "carriers"}),
    )


class ShipForm(NumberForm):
    """Which carrier has the parcel, and under which number. The demo's own carrier asks for neither."""

    carrier = forms.ChoiceField(label=_("Carrier"), widget=forms.RadioSelect, choices=Carrier.choices)

    field_order = ("carrier", "tracking_number", "carrier_name")

    def __init__(self, *args: Any, is_demo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].initial = Carrier.SIMULATED if is_demo else Carrier.OTHER
        if not is_demo:
            self.fields["carrier"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        number, name = values.get("tracking_number"), values.get("carrier_name")
        if number is None or name is None:
            return values
        if values.get("carrier") != Carrier.OTHER:
            if number and "carrier" in values:
                self.add_error("tracking_number", _("The demo carrier gives its own number: choose another carrier."))
            return values
        verdict = rules.may_use_number(number, carrier_name=name)
        if not verdict:
            self.add_error("tracking_number", str(verdict.reason))
        elif not name and not (verdict := rules.may_leave_carrier_unnamed(number)):
            self.add_error("carrier_name", str(verdict.reason))
        return values
