"""The API of the category tree, and of what is asked about the things in it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import OpenDoor, Rows, operation
from taxonomy.models import Category, FactChoice, FactDefinition, FactKind


def language() -> str:
    return get_language() or ""


class CategoryOut(serializers.Serializer):
    """A place in the tree."""

    slug = serializers.SlugField()
    path = serializers.CharField()
    name = serializers.SerializerMethodField()
    parent = serializers.SerializerMethodField(help_text="The path of the category above.")

    def get_name(self, category: Category) -> str:
        return category.name_in(language())

    def get_parent(self, category: Category) -> str | None:
        return category.path.rpartition("/")[0] or None


class FactChoiceOut(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.SerializerMethodField()

    def get_label(self, choice: FactChoice) -> str:
        return choice.label_in(language())


class FactDefinitionOut(serializers.Serializer):
    """A question about every thing in a category."""

    code = serializers.CharField()
    label = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(choices=FactKind.choices)
    unit = serializers.CharField(allow_blank=True)
    is_required = serializers.BooleanField()
    is_facet = serializers.BooleanField()
    choices = FactChoiceOut(source="choices_in_order", many=True)

    def get_label(self, definition: FactDefinition) -> str:
        return definition.label_in(language())


class CategoryPageOut(CategoryOut):
    """A category with what is asked about its things."""

    facts = serializers.SerializerMethodField()

    @extend_schema_field(FactDefinitionOut(many=True))
    def get_facts(self, category: Category) -> Any:
        return FactDefinitionOut(category.fact_definitions().with_choices(), many=True).data


class CategoryDoor(OpenDoor):
    resource = "categories"

    @operation(gives=CategoryOut, paged=True)
    def index(self, request: Request) -> Rows:
        """Every category, by path: a category follows the one that it stands in."""
        return Rows(Category.objects.all(), ("path",))

    @operation(gives=CategoryPageOut)
    def show(self, request: Request, slug: str) -> Any:
        """One category, and what is asked about the things in it."""
        return get_object_or_404(Category, slug=slug)


routes = [
    path("categories/", CategoryDoor.as_view({"get": "index"}), name="categories"),
    path("categories/<slug:slug>/", CategoryDoor.as_view({"get": "show"}), name="category"),
]
