"""Terms in words: the same facts that software obeys, as a shopper reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import money
from core.money import Money
from policies.terms import DeliveryOption, RefundTerms, ReturnTerms, ShippingTerms, Terms


@dataclass(frozen=True)
class PromiseLine:
    """One line of what is promised: a label and a text, in the reader's language."""

    label: str
    text: str


def in_words(terms: Terms, *, currency: str) -> list[PromiseLine]:
    """Every term as a line. Nothing for terms that are only text."""
    if isinstance(terms, ReturnTerms):
        return [
            PromiseLine(_("Time to return"), window(terms)),
            PromiseLine(_("Return postage"), postage(terms)),
        ]
    if isinstance(terms, RefundTerms):
        return [PromiseLine(_("Money back"), refund(terms))]
    if isinstance(terms, ShippingTerms):
        return [
            PromiseLine(_("Handed to the carrier"), handling(terms)),
            *(PromiseLine(option.name, delivery(option, currency=currency)) for option in terms.options),
        ]
    return []


def window(terms: ReturnTerms) -> str:
    if not terms.window_days:
        return _("Only what the law gives you.")
    return ngettext("%(days)d day after delivery.", "%(days)d days after delivery.", terms.window_days) % {
        "days": terms.window_days
    }


def postage(terms: ReturnTerms) -> str:
    return {
        "seller": _("The seller pays the postage."),
        "shopper": _("You pay the postage."),
        "seller_if_not_as_described": _("You pay the postage, unless the thing is not as described."),
    }[terms.return_postage]


def refund(terms: RefundTerms) -> str:
    return ngettext(
        "Within %(days)d day after the return arrived.", "Within %(days)d days after the return arrived.", terms.days
    ) % {"days": terms.days}


def handling(terms: ShippingTerms) -> str:
    if not terms.handling_days:
        return _("On the day of payment.")
    return ngettext(
        "Within %(days)d day after payment.", "Within %(days)d days after payment.", terms.handling_days
    ) % {"days": terms.handling_days}


def price(option: DeliveryOption, *, currency: str) -> str:
    return money(Money(option.price, currency)) if option.price else _("free")


def delivery(option: DeliveryOption, *, currency: str) -> str:
    """ "Rp 18.000, arrives 3–6 days after that": counted from the hand-over."""
    if option.min_days == option.max_days:
        arrives = ngettext("arrives %(days)d day after that", "arrives %(days)d days after that", option.max_days) % {
            "days": option.max_days
        }
    else:
        arrives = _("arrives %(first)d–%(last)d days after that") % {"first": option.min_days, "last": option.max_days}
    return f"{price(option, currency=currency)}, {arrives}."


def delivery_in_short(terms: ShippingTerms, *, currency: str) -> str:
    """ "Standard: Rp 18.000, 5–8 days; Express: Rp 42.000, 3–4 days": counted from the payment."""
    return "; ".join(
        _("%(name)s: %(price)s, %(first)d–%(last)d days")
        % {
            "name": option.name,
            "price": price(option, currency=currency),
            "first": terms.handling_days + option.min_days,
            "last": terms.handling_days + option.max_days,
        }
        for option in terms.options
    )
