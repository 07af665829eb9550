"""Every way in which the tree and its questions change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.events import announce
from taxonomy.events import CategoryPlaced
from taxonomy.models import Category, FactChoice, FactDefinition, FactKind


class CategoryLoop(DomainError):
    """A category cannot stand within itself."""

    code = "taxonomy.category_loop"


class FactAskedTwice(DomainError):
    """A category above or below asks the same question already."""

    code = "taxonomy.fact_asked_twice"


@transaction.atomic
def save_category(category: Category) -> Category:
    """
    Keep a new or changed category, and let it and everything below it have the paths that follow from its place.

    Raises CategoryLoop when it would stand below itself.
    """
    old_path = Category.objects.filter(pk=category.pk).values_list("path", flat=True).first() if category.pk else None
    parent = category.parent
    if parent is not None and old_path is not None and f"{parent.path}/".startswith(f"{old_path}/"):
        raise CategoryLoop(_("A category cannot stand within itself."))
    category.path = f"{parent.path}/{category.slug}" if parent else category.slug
    category.depth = parent.depth + 1 if parent else 0
    category.save()
    if old_path is not None and old_path != category.path:
        for below in Category.objects.filter(path__startswith=f"{old_path}/"):
            below.path = category.path + below.path.removeprefix(old_path)
            below.depth = below.path.count("/")
            below.save(update_fields=["path", "depth"])
    if old_path != category.path:
        announce(CategoryPlaced(category_id=category.pk))
    return category


def add_category(
    slug: str,
    *,
    name: str,
    parent: Category | None = None,
    translations: Mapping[str, str] | None = None,
    aliases: Sequence[str] = (),
    position: int = 0,
) -> Category:
    """Add a category at the top, or within `parent`."""
    return save_category(
        Category(
            slug=slug,
            name=name,
            parent=parent,
            translations=dict(translations or {}),
            aliases=list(aliases),
            position=position,
        )
    )


def check_definition(definition: FactDefinition) -> None:
    """Raises FactAskedTwice when a category above or below asks under the same code."""
    category = definition.category
    related = Q(category__path__in=category.paths_above()) | Q(category__path__startswith=f"{category.path}/")
    twins = FactDefinition.objects.filter(related, code=definition.code).exclude(pk=definition.pk)
    if (twin := twins.select_related("category").first()) is not None:
        raise FactAskedTwice(
            _("“%(category)s” asks for “%(code)s” already.") % {"category": twin.category.name, "code": definition.code}
        )


@transaction.atomic
def define_fact(
    category: Category,
    *,
    code: str,
    label: str,
    kind: str,
    unit: str = "",
    is_required: bool = False,
    is_facet: bool = False,
    choices: Sequence[tuple[str, str]] = (),
    translations: Mapping[str, str] | None = None,
    aliases: Sequence[str] = (),
    position: int = 0,
) -> FactDefinition:
    """
    Ask one more thing about everything in a category and below it; `choices` are (code, label).

    Raises FactAskedTwice.
    """
    definition = FactDefinition(
        category=category,
        code=code,
        label=label,
        kind=FactKind(kind),
        unit=unit,
        is_required=is_required,
        is_facet=is_facet,
        translations=dict(translations or {}),
        aliases=list(aliases),
        position=position,
    )
    check_definition(definition)
    definition.save()
    FactChoice.objects.bulk_create(
        FactChoice(definition=definition, code=code, label=label, position=position)
        for position, (code, label) in enumerate(choices)
    )
    return definition
