from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from core.money import Money
from notifications.words import keep, say
from orders.states import CancelledBecause
from reviews.states import RemovalReason


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Tanah Liat", "Tanah Liat"),
        (5, "5"),
        (Money(1250, "EUR"), "€12.50"),
        (date(2026, 11, 28), "Sat, 28 Nov 2026"),
        (datetime(2026, 11, 28, 18, 40, tzinfo=UTC), "28 Nov 2026, 18:40"),
        (CancelledBecause.BY_SELLER, "The seller cannot send it."),
        (RemovalReason.INSULT, "It insulted or threatened somebody."),
    ],
    ids=str,
)
def test_a_particular_survives_being_kept_and_is_said_to_people(value: object, said: str) -> None:
    assert say(json.loads(json.dumps(keep(value)))) == said


def test_the_same_particular_is_said_in_each_readers_language_and_zone() -> None:
    moment = keep(datetime(2026, 11, 28, 18, 40, tzinfo=UTC))

    with translation.override("id"), timezone.override(ZoneInfo("Asia/Jakarta")):
        assert say(moment) == "29 Nov 2026, 01.40" or say(moment) == "29 Nov 2026, 01:40"
        assert say(keep(Money(14_500_000, "IDR"))).replace("\xa0", " ") == "Rp 145.000"


def test_percent_signs_and_braces_in_a_particular_stay_what_they_are() -> None:
    assert say(keep("100% {sure} %(order)s")) == "100% {sure} %(order)s"
