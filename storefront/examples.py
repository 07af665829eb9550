"""What the first page shows to explain itself: slips as they look later, with nobody's data in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sellers.selectors import Check


@dataclass(frozen=True)
class Step:
    """One step of the held money: `state` is done, now or next."""

    label: str
    state: str


def example_money() -> list[Step]:
    return [
        Step(_("Paid"), "done"),
        Step(_("Sent"), "done"),
        Step(_("Delivered"), "done"),
        Step(_("Time to inspect"), "now"),
        Step(_("Released"), "next"),
    ]


def example_checks() -> list[Check]:
    return [
        Check(_("The registration number, by its check digit"), done=True),
        Check(_("The document of the business, read by a person"), done=True),
        Check(_("The workshop and its stock"), done=False),
    ]
