"""The register of brands: which ways of writing mean the same, and that no two brands share one."""

from __future__ import annotations

import pytest

from core.models import Event
from taxonomy.brand_keys import LONGEST_KEY, brand_key
from taxonomy.models import Brand
from taxonomy.services import BrandNameTaken, NotABrandName, protected_brands_of, register_brand, save_brand


@pytest.mark.parametrize(
    "written",
    [
        "Adidas",
        " adidas ",
        "ADIDAS®",
        "adidas™",
        "A.D.I.D.A.S.",
        "А\u0434idas".replace("\u0434", "d"),  # a Cyrillic А
        "АDIDАS",  # and two of them
        "ａｄｉｄａｓ",
        "Ádídás",
        "adi\u200bdas",
        "adi\u00addas",
        "αdidas",
        "ad1das",
        "ADIDAЅ",
        "ᴀᴅɪᴅᴀꜱ",  # small capitals
        "ᎪᎠᎥᎠᎪᏚ",  # Cherokee
        "ꓮꓓꓲꓓꓮꓢ",  # Lisu
    ],
)
def test_what_looks_the_same_is_the_same(written: str) -> None:
    assert brand_key(written) == "adidas"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hall", "Hail"), ("7-Eleven", "11-Eleven"), ("3M", "M"), ("Solo", "Sol"), ("कमल", "कमला"), ("青瓷", "青山")],
)
def test_what_is_another_stays_another(one: str, other: str) -> None:
    assert brand_key(one) != brand_key(other)


@pytest.mark.parametrize("written", ["", "   ", "®™", "\u0301\u0301", "—"])
def test_what_is_no_name_has_no_key(written: str) -> None:
    assert brand_key(written) == ""


def test_a_key_has_an_end() -> None:
    assert len(brand_key("ﷺ" * 80)) <= LONGEST_KEY


@pytest.mark.parametrize("written", ["Møller & Søn", "MOLLER SON", "Москва", "Æther", "Straße", "STRASSE 9"])
def test_a_key_is_its_own_key(written: str) -> None:
    assert brand_key(brand_key(written)) == brand_key(written)


def test_a_brand_is_known_by_all_its_names(db: None) -> None:
    hoshi = register_brand("Hoshi", by=None, aliases=["星", "Hoshi Works"], is_protected=True)
    register_brand("Tanah", by=None)

    assert protected_brands_of(["HOSHI", "hoshi-works", "星", "Tanah", "", "other"]) == {
        "HOSHI": hoshi.pk,
        "hoshi-works": hoshi.pk,
        "星": hoshi.pk,
    }
    assert Brand.objects.known_as("tanah!").get().name == "Tanah"


def test_no_two_brands_have_a_name_that_looks_the_same(db: None) -> None:
    register_brand("Hoshi", by=None, aliases=["Hoshi Works"])

    with pytest.raises(BrandNameTaken, match="Hoshi"):
        register_brand("Нoshi works", by=None)
    assert Brand.objects.count() == 1


def test_a_name_that_is_given_up_is_free(db: None) -> None:
    hoshi = register_brand("Hoshi", by=None, aliases=["Hoshi Works"])
    hoshi.aliases = []
    save_brand(hoshi, by=None)

    assert register_brand("Hoshi Works", by=None).pk != hoshi.pk
    assert Event.objects.filter(name="BrandChanged").count() == 3


def test_a_brand_needs_a_name(db: None) -> None:
    with pytest.raises(NotABrandName):
        register_brand("®", by=None)
