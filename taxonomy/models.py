"""Categories, what must be known about the things in them, and the register of brands."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import clock
from core.numbers import NumberField
from core.versions import TAXONOMY, touch
from taxonomy.brand_keys import LONGEST_KEY
from taxonomy.querysets import BrandQuerySet, CategoryQuerySet, FactDefinitionQuerySet, paths_above

# Codes stand in addresses (?colour=red), beside the names that the pages use for themselves.
RESERVED_CODES = frozenset({"q", "page", "sort", "brand", "condition", "price", "currency", "shop"})

is_code = RegexValidator(r"^[a-z][a-z0-9_-]*$", _("Only small letters, digits, - and _, with a letter first."))


class Translated(models.Model):
    """
    A name in the default language with its translations: {"id": "Dapur"}.

    The translations stand in the row itself, so that no page pays a query for a name.
    """

    translations = models.JSONField(_("names in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, and let every page that says its name be made anew."""
        super().save(*args, **kwargs)
        touch(TAXONOMY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        touch(TAXONOMY)
        return gone

    def _in(self, language: str, original: str) -> str:
        names: dict[str, str] = self.translations
        return names.get(language) or names.get(language.split("-", maxsplit=1)[0]) or original


class Category(Translated):
    """A place in the tree. Its path is its address: "home/textiles"."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("within"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(_("path"), max_length=255, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=80)
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("Names under which imported catalogues know it.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.CheckConstraint(condition=~Q(path=""), name="taxonomy_category_has_a_path")]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self._in(language, self.name)

    @property
    def local_name(self) -> str:
        """Its name in the reader's language, for templates."""
        return self.name_in(get_language() or "")

    def paths_above(self) -> list[str]:
        """The paths of the categories above it and its own, from the top."""
        return paths_above(self.path)

    def fact_definitions(self) -> FactDefinitionQuerySet:
        """What is asked about things in this category, asked here or in a category above."""
        return FactDefinition.objects.of(self).in_order()


class FactKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    CHOICE = "choice", _("one of several")
    BOOLEAN = "boolean", _("yes or no")


class FactDefinition(Translated):
    """A question about every thing in a category: its material, its capacity in millilitres."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="definitions")
    code = models.CharField(_("code"), max_length=40, validators=[is_code])
    label = models.CharField(_("label"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=FactKind)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    is_facet = models.BooleanField(_("offered as a filter"), default=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("Columns in which imported catalogues give it.")
    )

    objects = FactDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(fields=["category", "code"], name="taxonomy_fact_code_once_per_category"),
            models.CheckConstraint(
                condition=Q(is_facet=False) | Q(kind__in=["choice", "boolean"]),
                name="taxonomy_only_choices_are_filters",
                violation_error_message=_("Only a choice or a yes or no can be offered as a filter."),
            ),
            models.CheckConstraint(
                condition=~Q(code__in=sorted(RESERVED_CODES)),
                name="taxonomy_fact_code_not_reserved",
                violation_error_message=_("The pages use this code for something else."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def label_in(self, language: str) -> str:
        return self._in(language, self.label)

    def choices_in_order(self) -> list[FactChoice]:
        """The answers to choose from; load them `with_choices()`."""
        return sorted(self.choices.all(), key=lambda choice: (choice.position, choice.label))


class FactChoice(Translated):
    """One of the answers to a question."""

    definition = models.ForeignKey(FactDefinition, on_delete=models.CASCADE, related_name="choices")
    code = models.CharField(_("code"), max_length=40, validators=[is_code])
    label = models.CharField(_("label"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["definition", "code"], name="taxonomy_choice_code_once_per_fact")
        ]

    def __str__(self) -> str:
        return self.label

    def label_in(self, language: str) -> str:
        return self._in(language, self.label)


class Brand(models.Model):
    """A name under which things are sold. Whether only the authorised may offer it, says `is_protected`."""

    number = NumberField()
    name = models.CharField(_("name"), max_length=80)
    # Names are for its key; one that somebody else has is refused by the constraint on BrandName.
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("Other ways of writing it that mean the same brand.")
    )
    is_protected = models.BooleanField(
        _("protected"), default=False, help_text=_("Only its owner, and sellers whom it authorised, may offer it.")
    )
    homepage = models.URLField(_("homepage"), blank=True)
    trademark_number = models.CharField(_("number of the trademark"), max_length=40, blank=True)
    trademark_office = models.CharField(
        _("office that registered it"), max_length=80, blank=True, help_text=_("As in EUIPO, DJKI, USPTO.")
    )
    added_at = models.DateTimeField(_("added"), default=clock.now, editable=False)
    # When it last was another than the listings may know: see catalog.services.resolve_brands.
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name


class BrandName(models.Model):
    """One of the names of a brand as its key (taxonomy.brand_keys): no two brands are known under the same."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=LONGEST_KEY, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="taxonomy_brand_name_has_a_key")]

    def __str__(self) -> str:
        return self.key
