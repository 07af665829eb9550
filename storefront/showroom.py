"""Made-up facts for the page that shows every part of the look in every state. Nothing here is of this market."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from core.money import Money
from orders.showing import Step

LONG = "Hand-thrown stoneware teapot with a bamboo handle, a celadon glaze and a lid that does not fall off, 900 ml"
ARABIC = "إبريق شاي من الخزف الحجري بمقبض من الخيزران"
ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MORNING = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
MANY = 500


@dataclass(frozen=True)
class SampleShop:
    name: str
    slug: str = "tanah-liat"


@dataclass(frozen=True)
class SampleListing:
    """What a card needs of a listing."""

    title: str
    price_from: Money
    shop: SampleShop = field(default_factory=lambda: SampleShop("Tanah Liat"))
    rating_average: float | None = None
    rating_count: int = 0
    has_one_price: bool = True
    cover: object | None = None
    number: str = "7F2K-94QD"
    slug: str = "sample"


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Legal name", help_text="As it stands in the register.", max_length=40)
    email = forms.EmailField(label="E-mail address", required=False)
    country = forms.ChoiceField(
        label="Country", choices=[("", "Please choose"), ("ID", "Indonesia"), ("DE", "Germany")]
    )
    quantity = forms.IntegerField(label="How many", min_value=1, max_value=99)
    arrives = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    delivery = forms.ChoiceField(
        label="Delivery",
        choices=[("standard", "Standard, tracked: €5.90, 2 to 4 days"), ("express", "Express: €14.00, 1 day")],
        widget=forms.RadioSelect,
    )
    about = forms.CharField(label="About it", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.FileField(label="One document", required=False, help_text="PDF, JPEG, PNG or WebP, at most 10 MB.")
    closed = forms.CharField(label="Currency", disabled=True, required=False, initial="IDR")
    promise = forms.BooleanField(label="I promise to offer only what the law allows.")


REFUSED = {"name": "x" * 60, "email": "not an address", "country": "", "quantity": "120", "delivery": "", "promise": ""}


def money_stages() -> list[dict[str, Any]]:
    """The held bar, once for each place where the money can be."""
    words = [_("Paid"), _("Sent"), _("Delivered"), _("Time to inspect"), _("Released")]
    heads = ["is held, not yet the seller's"] * 4 + ["was released to Tanah Liat"]
    return [
        {
            "name": words[now],
            "headline": f"Rp 290,000 {heads[now]}",
            "steps": _steps(words, now if now < len(words) - 1 else len(words)),
        }
        for now in range(len(words))
    ] + [
        {
            "name": _("Cancelled"),
            "headline": "Rp 290,000 goes back to you",
            "steps": [Step(_("Paid"), "done"), Step(_("Cancelled"), "done")],
            "note": "All of it, delivery included, by the way in which you paid.",
        }
    ]


def parcel_stages() -> list[dict[str, Any]]:
    """The way of a parcel, once for each stop where it can be."""
    stops = [_("Paid"), _("Packed"), _("Handed over"), _("In transit"), _("Out for delivery"), _("Delivered")]
    return [{"name": stop, "steps": _steps(stops, now, with_times=True)} for now, stop in enumerate(stops)]


def _steps(words: list[str], now: int, *, with_times: bool = False) -> list[Step]:
    is_over = now >= len(words) - 1 and with_times
    return [
        Step(
            title=word,
            state="done" if at < now or is_over else "now" if at == now else "next",
            at=MORNING if with_times and at <= now else None,
            place="Yogyakarta" if with_times and 1 < at <= now else "",
        )
        for at, word in enumerate(words)
    ]


def cards(cover: object | None) -> list[SampleListing]:
    """Cards as they are, and as they should survive."""
    rupiah = Money(145_000_00, "IDR")
    return [
        SampleListing("Stoneware mug, 320 ml", rupiah, rating_average=4.7, rating_count=128, cover=cover),
        SampleListing("Canvas sneakers", Money(8900, "EUR"), has_one_price=False, cover=cover),
        SampleListing(LONG, Money(123_456_789_000, "IDR"), SampleShop(f"{LONG} and sons"), 3.1, 12_345, cover=cover),
        SampleListing(ARABIC, Money(2150, "USD"), SampleShop("متجر الطين"), cover=cover),
        SampleListing(ONE_WORD, Money(1, "EUR"), SampleShop(ONE_WORD), cover=cover),
        SampleListing("Without a photo", rupiah, cover=None),
    ]


def many_rows(number: int) -> Page:
    """One page of 500 rows."""
    return Paginator(range(1, MANY + 1), 10).get_page(number)


def showroom(*, cover: object | None) -> dict[str, object]:
    """Everything that the page shows; `cover` is a picture of the market, where there is one."""
    return {
        "cover": cover,
        "cards": cards(cover),
        "money_stages": money_stages(),
        "parcel_stages": parcel_stages(),
        "tones": ["good", "held", "bad", "plain"],
        "moment": MORNING,
        "shop": SampleShop("Tanah Liat"),
        "long": LONG,
        "arabic": ARABIC,
        "form": SampleForm(auto_id="empty-%s"),
        "refused": SampleForm(REFUSED, auto_id="refused-%s"),
        "rows": many_rows(7),
        "only_page": Paginator(range(5), 10).get_page(1),
        "crumbs": [{"label": "Percaya", "url": "/"}, {"label": "Kitchen", "url": "/search/"}, {"label": LONG}],
        "promise": [
            {"label": _("Arrives"), "text": "26 – 28 Nov, if you buy it today"},
            {"label": _("Returns"), "text": "30 days after delivery. The seller pays, if it is not as described."},
            {"label": _("Refunds"), "text": "Within 5 days after the return arrived."},
        ],
        "checks": [
            {
                "text": "A reviewer read the application and its document, on Mon, 12 Oct 2026.",
                "done": True,
            },
            {"text": "The number has the right check digit.", "done": True},
            {"text": "We did not visit the address.", "done": False},
        ],
        "identity": [
            {"label": "Sold by", "text": "CV Tanah Liat Kasongan"},
            {"label": "Address", "text": "Jalan Gerabah 14, 55184 Yogyakarta, Indonesia"},
        ],
    }
