"""
Taking in requirements from a document.

The document is what `sellers/data/requirements.json` looks like: the defaults for the EU, the USA, Indonesia, China,
Russia and the Philippines, each with the law that it comes from. Loading adds and updates; it never deletes, since
credentials hang on what is there, and leaves alone what the document does not name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from sellers.vetting.models import Requirement
from sellers.vetting.services import save_requirement
from taxonomy.loading import Loaded
from taxonomy.models import Category

STARTING_REQUIREMENTS = Path(__file__).resolve().parent.parent / "data" / "requirements.json"


class UnknownCategory(DomainError):
    """A requirement of the document is about a category that is not in the tree."""

    code = "sellers.unknown_category"


@transaction.atomic
def load_requirements(document: Mapping[str, Any]) -> Loaded:
    """Bring the requirements to what the document says. Raises UnknownCategory, FaultyRequirement."""
    report = Loaded()
    for entry in document["requirements"]:
        code = entry["code"]
        known = Requirement.objects.filter(code=code).first()
        requirement = known or Requirement(code=code)
        wanted = {name: value for name, value in entry.items() if name != "category"}
        wanted["category"] = _category(entry.get("category", ""))
        if known and all(getattr(known, name) == value for name, value in wanted.items()):
            continue
        for name, value in wanted.items():
            setattr(requirement, name, value)
        save_requirement(requirement, by=None)
        report.added += known is None
        report.changed += known is not None
    return report


def load_starting_requirements() -> Loaded:
    """What a new market asks of its sellers. The tree of categories comes first."""
    return load_requirements(json.loads(STARTING_REQUIREMENTS.read_text(encoding="utf-8")))


def _category(slug: str) -> Category | None:
    if not slug:
        return None
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise UnknownCategory(_("There is no category “%(slug)s”. Load the categories first.") % {"slug": slug})
    return category
