"""What a cell says in answer to a question with choices: known in the languages whose headings are known, too."""

from __future__ import annotations

import pytest

from accounts.models import User
from catalog.importing.choice_words import CHOICES
from catalog.importing.columns import codes_of, plain_heading
from catalog.importing.headings import HEADINGS
from catalog.models import ImportRow, Listing
from catalog.tests.imports import as_csv, counts, taken_in
from sellers.tests.factories import open_shop
from taxonomy.loading import load_starting_tree
from taxonomy.models import FactChoice, FactDefinition, FactKind

WORDS = [
    (language, code, word) for language, table in CHOICES.items() for code, words in table.items() for word in words
]
BOWL = {"Title": "Bowl", "Category": "Tableware", "Price": "12.50", "Stock": "3", "Material": "stoneware"}


def facts_of(listing: Listing) -> dict[str, str]:
    return {fact.definition.code: str(fact.value) for fact in listing.facts.select_related("definition", "choice")}


def test_they_are_known_in_the_languages_of_the_headings() -> None:
    assert set(CHOICES) == set(HEADINGS)


@pytest.mark.parametrize(("language", "code", "word"), WORDS)
def test_every_word_means_its_choice(language: str, code: str, word: str) -> None:
    assert code in codes_of(word)
    assert codes_of(word) == codes_of(word.upper()) == codes_of(f" {word} ")


@pytest.mark.django_db
def test_each_word_is_of_a_choice_and_means_one_in_each_question() -> None:
    load_starting_tree()
    questions = FactDefinition.objects.filter(kind=FactKind.CHOICE).with_choices()
    known = set(FactChoice.objects.values_list("code", flat=True))

    assert {code for _language, code, _word in WORDS} <= known
    for question in questions:
        means: dict[str, set[str]] = {}
        for choice in question.choices_in_order():
            for name in (choice.code, choice.label, *choice.translations.values()):
                means.setdefault(plain_heading(str(name)), set()).add(choice.code)
        for _language, code, word in WORDS:
            if code in {choice.code for choice in question.choices_in_order()}:
                means.setdefault(plain_heading(word), set()).add(code)
        assert {word: codes for word, codes in means.items() if len(codes) > 1} == {}, question


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        ({"Farbe": "Weiß", "Material": "Steinzeug"}, {"colour": "White", "material": "Stoneware"}),
        ({"Farbe": "WEISS", "Material": "GLAS"}, {"colour": "White", "material": "Glass"}),
        ({"Color": "céladon", "Matière": "Grès"}, {"colour": "Celadon", "material": "Stoneware"}),
        ({"Couleur": "CELADON", "Matière": "gres"}, {"colour": "Celadon", "material": "Stoneware"}),
        ({"Color": "Blanca", "Material": "vidrio"}, {"colour": "White", "material": "Glass"}),
        ({"Warna": "PUTIH", "Bahan": "Kaca"}, {"colour": "White", "material": "Glass"}),
    ],
    ids=["german", "german, in capitals", "french", "french, without accents", "spanish", "indonesian"],
)
def test_a_row_comes_in_with_its_choices(bob: User, row: dict[str, str], facts: dict[str, str]) -> None:
    load_starting_tree()
    shop = open_shop(bob, currency="EUR")
    plain = {heading: said for heading, said in BOWL.items() if heading != "Material"}

    assert counts(taken_in(shop, bob, as_csv([plain | row]))) == {"created": 1}

    assert facts_of(Listing.objects.get()) == facts


def test_what_may_mean_two_choices_or_none_is_left_to_the_seller(bob: User) -> None:
    load_starting_tree()
    shop = open_shop(bob, currency="EUR")

    taken_in(shop, bob, as_csv([BOWL | {"Material": "Keramik", "Farbe": "Mauve"}]))

    assert facts_of(Listing.objects.get()) == {}
    assert "“Keramik” is not one of the choices." in ImportRow.objects.get().sentence
