from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from core import formatting
from core.money import Money


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("en", Money(1250, "EUR"), "€12.50"),
        ("de", Money(125_000, "EUR"), "1.250,00\xa0€"),
        ("id", Money(14_500_000, "IDR"), "Rp\xa0145.000"),
        ("en", Money(14_500_050, "IDR"), "IDR\xa0145,000.50"),
        ("ru", Money(499_000, "RUB"), "4\xa0990\xa0₽"),
        ("en", Money(980, "JPY"), "¥980"),
        ("en", Money(1234, "KWD"), "KWD\xa01.234"),
        ("en", Money(-1250, "EUR"), "-€12.50"),
    ],
)
def test_money_looks_as_the_readers_language_writes_it(language: str, value: Money, shown: str) -> None:
    with translation.override(language):
        assert formatting.money(value) == shown


def test_a_moment_is_shown_in_the_readers_zone() -> None:
    with translation.override("en"), timezone.override(ZoneInfo("Asia/Jakarta")):
        assert formatting.moment(datetime(2026, 11, 28, 18, 40, tzinfo=UTC)) == "29 Nov 2026, 01:40"
        assert formatting.day(datetime(2026, 11, 28, 18, 40, tzinfo=UTC)) == "Sun, 29 Nov 2026"


def test_days_and_numbers_follow_the_language() -> None:
    with translation.override("id"):
        assert formatting.day(date(2026, 8, 17)) == "Sen, 17 Agu 2026"
        assert formatting.number(1234.5) == "1.234,5"


def test_an_unknown_language_falls_back_to_english() -> None:
    with translation.override("xx"):
        assert formatting.number(1234) == "1,234"


def test_nothing_is_shown_for_nothing() -> None:
    page = Template(
        "{% load formats %}[{{ x|money }}{{ x|day }}{{ x|moment }}{{ x|time_tag }}{{ x|ago }}{{ x|number }}]"
    )

    assert page.render(Context({"x": None})) == "[]"


def test_a_time_tag_is_exact_for_machines() -> None:
    value = datetime(2026, 11, 28, 18, 40, tzinfo=UTC)
    with timezone.override(ZoneInfo("UTC")):
        html = Template("{% load formats %}{{ x|time_tag }}").render(Context({"x": value}))

    assert html == '<time datetime="2026-11-28T18:40:00+00:00">28 Nov 2026, 18:40</time>'
