"""Loading a tree of categories with their questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from taxonomy.loading import STARTING_TREE, load_starting_tree, load_taxonomy
from taxonomy.models import Category, FactChoice, FactDefinition


def test_the_starting_tree_loads_and_loading_it_again_changes_nothing(db: None) -> None:
    first = load_starting_tree()
    again = load_starting_tree()

    assert first.added == Category.objects.count() + FactDefinition.objects.count() + FactChoice.objects.count()
    assert (again.added, again.changed) == (0, 0)


def test_every_name_of_the_starting_tree_is_there_in_indonesian(db: None) -> None:
    load_starting_tree()

    rows = [*Category.objects.all(), *FactDefinition.objects.all(), *FactChoice.objects.all()]

    assert [row for row in rows if not row.translations.get("id")] == []


def test_the_starting_tree_stays_small_enough_to_choose_from(db: None) -> None:
    load_starting_tree()

    leaves = Category.objects.filter(children=None)

    assert 12 <= leaves.count() <= 24
    assert all(category.fact_definitions().exists() for category in leaves)


def test_a_changed_document_changes_names_and_deletes_nothing(db: None) -> None:
    document = {"categories": [{"slug": "home", "names": {"en": "Home", "id": "Rumah"}, "facts": []}]}
    load_taxonomy(document)

    report = load_taxonomy({"categories": [{"slug": "home", "names": {"en": "House", "id": "Rumah"}}]})
    load_taxonomy({"categories": []})

    assert (report.added, report.changed) == (0, 1)
    assert Category.objects.get().name == "House"


def test_a_category_that_moved_takes_what_is_below_along(db: None) -> None:
    lamp = {"slug": "lamps", "names": {"en": "Lamps"}, "categories": [{"slug": "desk", "names": {"en": "Desk"}}]}
    load_taxonomy({"categories": [lamp, {"slug": "home", "names": {"en": "Home"}}]})

    load_taxonomy({"categories": [{"slug": "home", "names": {"en": "Home"}, "categories": [lamp]}]})

    assert set(Category.objects.values_list("path", "depth")) == {
        ("home", 0),
        ("home/lamps", 1),
        ("home/lamps/desk", 2),
    }


def test_the_command_says_what_it_did(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_taxonomy")
    call_command("load_taxonomy", str(STARTING_TREE))

    assert capsys.readouterr().out.splitlines()[-1] == "0 added, 0 changed."


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"categories": [{"slug": "x"}]})])
def test_the_command_refuses_a_file_that_is_no_taxonomy(db: None, tmp_path: Path, content: str) -> None:
    file = tmp_path / "tree.json"
    file.write_text(content)

    with pytest.raises(CommandError, match="cannot be read as a taxonomy"):
        call_command("load_taxonomy", str(file))

    assert not Category.objects.exists()
