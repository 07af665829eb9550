"""The tree: places, names, and what is asked where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from taxonomy.models import Category, FactDefinition, FactKind
from taxonomy.services import CategoryLoop, FactAskedTwice, add_category, define_fact, save_category
from taxonomy.tests.factories import a_category, tableware


def test_a_category_asks_what_those_above_it_ask(db: None) -> None:
    category = tableware()
    define_fact(a_category("lamps", name="Lamps"), code="light", label="Light", kind=FactKind.TEXT)

    codes = [definition.code for definition in category.fact_definitions()]

    assert codes == ["colour", "material", "capacity", "dishwasher_safe", "care"]


def test_reaching_also_counts_what_is_asked_below(db: None) -> None:
    kitchen = tableware().parent
    assert kitchen is not None

    codes = set(FactDefinition.objects.reaching(kitchen).values_list("code", flat=True))

    assert codes >= {"material", "colour"}


def test_names_are_read_in_the_readers_language_without_a_query(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    category = Category.objects.get(pk=tableware().pk)

    def names() -> None:
        assert category.name_in("id") == "Peralatan makan"
        assert category.name_in("id-ID") == "Peralatan makan"
        assert category.name_in("de") == "Tableware"

    assert count_queries(names) == 0


def test_within_and_around_find_the_neighbourhood(db: None) -> None:
    category = tableware()
    add_category("kitchenware-shops", name="Another that begins the same", position=1)
    cups = add_category("cups", name="Cups", parent=category)

    assert set(Category.objects.within(Category.objects.get(slug="kitchen"))) == {category, cups, category.parent}
    assert set(Category.objects.around("kitchen/tableware")) == {category.parent, category, cups}


def test_a_category_cannot_stand_within_itself(db: None) -> None:
    category = tableware()
    kitchen = category.parent
    assert kitchen is not None
    kitchen.parent = category

    with pytest.raises(CategoryLoop):
        save_category(kitchen)

    assert Category.objects.get(slug="tableware").path == "kitchen/tableware"


def test_the_same_question_is_not_asked_above_and_below(db: None) -> None:
    category = tableware()
    kitchen = category.parent
    assert kitchen is not None

    with pytest.raises(FactAskedTwice):
        define_fact(category, code="colour", label="Colour", kind=FactKind.TEXT)
    with pytest.raises(FactAskedTwice):
        define_fact(kitchen, code="material", label="Material", kind=FactKind.TEXT)


@pytest.mark.parametrize("fields", [{"code": "page"}, {"code": "weight", "is_facet": True}])
def test_the_database_refuses_codes_and_filters_that_pages_cannot_show(db: None, fields: dict[str, object]) -> None:
    category = a_category()

    with pytest.raises(IntegrityError), transaction.atomic():
        FactDefinition.objects.create(category=category, label="x", kind=FactKind.NUMBER, **fields)
