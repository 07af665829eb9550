"""
Taking in a tree of categories with their questions from a document.

The document is what `data/taxonomy.json` looks like. Loading adds and updates; it never deletes, since listings hang
on what is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction

from taxonomy.models import Category, FactChoice, FactDefinition
from taxonomy.services import check_definition, save_category

STARTING_TREE = Path(__file__).resolve().parent / "data" / "taxonomy.json"


@dataclass
class Loaded:
    """How many rows a document added and changed."""

    added: int = 0
    changed: int = 0


@transaction.atomic
def load_taxonomy(document: Mapping[str, Any]) -> Loaded:
    """Bring the tree to what the document says, all of it or nothing. Raises FactAskedTwice, CategoryLoop."""
    report = Loaded()
    _load_categories(document["categories"], None, document.get("choices", {}), report)
    return report


def load_starting_tree() -> Loaded:
    """The tree that a new market starts with."""
    return load_taxonomy(json.loads(STARTING_TREE.read_text(encoding="utf-8")))


def _load_categories(
    entries: Iterable[Mapping[str, Any]],
    parent: Category | None,
    choices: Mapping[str, Any],
    report: Loaded,
) -> None:
    for position, entry in enumerate(entries):
        category = Category.objects.filter(slug=entry["slug"]).first() or Category(slug=entry["slug"])
        wanted = _names(entry) | {"parent": parent, "position": position, "aliases": entry.get("aliases", [])}
        if _differs(category, wanted, report):
            save_category(category)
        for place, fact in enumerate(entry.get("facts", [])):
            _load_fact(category, place, fact, choices, report)
        _load_categories(entry.get("categories", []), category, choices, report)


def _load_fact(
    category: Category, position: int, entry: Mapping[str, Any], choices: Mapping[str, Any], report: Loaded
) -> None:
    definition = FactDefinition.objects.filter(category=category, code=entry["code"]).first()
    definition = definition or FactDefinition(category=category, code=entry["code"])
    wanted = _names(entry, "label") | {
        "kind": entry["kind"],
        "unit": entry.get("unit", ""),
        "is_required": entry.get("required", False),
        "is_facet": entry.get("facet", False),
        "aliases": entry.get("aliases", []),
        "position": position,
    }
    if _differs(definition, wanted, report):
        check_definition(definition)
        definition.save()
    # A list of its own, or the name of one that several facts share.
    answers = entry.get("choices", [])
    known = {choice.code: choice for choice in FactChoice.objects.filter(definition=definition)} if answers else {}
    for place, answer in enumerate(choices[answers] if isinstance(answers, str) else answers):
        choice = known.get(answer["code"]) or FactChoice(definition=definition, code=answer["code"])
        if _differs(choice, _names(answer, "label") | {"position": place}, report):
            choice.save()


def _names(entry: Mapping[str, Any], field: str = "name") -> dict[str, Any]:
    """{"en": "Kitchen", "id": "Dapur"} as the columns keep it."""
    names = dict(entry["names"])
    return {field: names.pop("en"), "translations": names}


def _differs(row: models.Model, wanted: Mapping[str, Any], report: Loaded) -> bool:
    """Write `wanted` into the row in memory; whether there is anything to save."""
    is_new = row.pk is None
    changed = [name for name, value in wanted.items() if is_new or getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    report.added += is_new
    report.changed += bool(changed) and not is_new
    return bool(changed)
