"""What the API says of a catalogue that is taken in from a file."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.importing.choices import Choices
from catalog.importing.columns import COLUMNS, FACT, IGNORED
from catalog.importing.preview import preview_of
from catalog.importing.sniffing import SEPARATORS, Encoding, Form, Kind
from catalog.importing.survey import Survey
from catalog.models import CatalogueImport, Half, Outcome
from catalog.states import ImportStatus
from core.api.fields import MoneyOut, Number

MEANINGS = [FACT, IGNORED, *COLUMNS]


class ImportCardOut(serializers.Serializer):
    """A file in the list of a shop's imports."""

    number = Number()
    status = serializers.ChoiceField(choices=ImportStatus.choices)
    file_name = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class ReadingOut(serializers.Serializer):
    """How the file is read. `is_certain` is false where the letters were guessed."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    encoding = serializers.ChoiceField(choices=Encoding.choices)
    separator = serializers.ChoiceField(choices=list(SEPARATORS))
    is_certain = serializers.BooleanField()


class ColumnOut(serializers.Serializer):
    """A column, what it means, and a few of its values."""

    heading = serializers.CharField(allow_blank=True)
    meaning = serializers.ChoiceField(choices=MEANINGS)
    samples = serializers.ListField(child=serializers.CharField())


class UnknownCategoryOut(serializers.Serializer):
    """Words for a category that we do not know, on how many products, and the path that was chosen for them."""

    words = serializers.CharField()
    products = serializers.IntegerField(min_value=0)
    category = serializers.CharField(allow_null=True)


class PlannedVariantOut(serializers.Serializer):
    sku = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)
    price = MoneyOut(allow_null=True)
    stock = serializers.IntegerField()
    refusal = serializers.CharField(allow_blank=True, help_text="Why it cannot be taken.")


class PlanOut(serializers.Serializer):
    """What one product of the file would become."""

    ref = serializers.CharField(source="product.ref", allow_blank=True)
    title = serializers.CharField(source="words.title", allow_blank=True)
    category = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField(help_text="Facts that the category requires and the file lacks.")
    notes = serializers.ListField(child=serializers.CharField())
    refusal = serializers.CharField(allow_blank=True, help_text="Why it cannot be taken.")
    variants = PlannedVariantOut(source="units", many=True)

    def get_category(self, plan: Any) -> str | None:
        return plan.category.path if plan.category else None

    def get_missing(self, plan: Any) -> list[str]:
        return [label for _code, label in plan.missing]


class PreviewOut(serializers.Serializer):
    """What starting it would do, judged by the beginning of the file; `lacks` are sentences about all of it."""

    products = PlanOut(source="plans", many=True)
    lacks = serializers.ListField(child=serializers.CharField())
    is_words = serializers.BooleanField(help_text="The file only says words in other languages.")


class UnderstoodOut(serializers.Serializer):
    """What we understand of the file, as long as that can be changed: see `…/meanings/`."""

    rows = serializers.IntegerField(min_value=0, help_text="That were looked at.")
    is_whole = serializers.BooleanField(help_text="Whether these were all.")
    columns = ColumnOut(many=True)
    unknown_categories = UnknownCategoryOut(many=True)
    other_category = serializers.CharField(allow_null=True)
    publish = serializers.BooleanField()
    preview = PreviewOut()


class OutcomesOut(serializers.Serializer):
    """How many rows came to which end."""

    created = serializers.IntegerField(min_value=0)
    updated = serializers.IntegerField(min_value=0)
    unchanged = serializers.IntegerField(min_value=0)
    left_out = serializers.IntegerField(min_value=0)
    refused = serializers.IntegerField(min_value=0)


class ProgressOut(serializers.Serializer):
    """How far it is: rows first, then pictures; `products` is null until they were counted."""

    half = serializers.ChoiceField(choices=Half.choices)
    products = serializers.IntegerField(min_value=0, allow_null=True)
    products_done = serializers.IntegerField(source="done", min_value=0)
    pictures_done = serializers.IntegerField(min_value=0)
    rows = OutcomesOut(source="*")


class ImportOut(ImportCardOut):
    """One import. One that `failed` goes on where it stopped when it is started again."""

    failure = serializers.CharField(allow_blank=True)
    reading = serializers.SerializerMethodField()
    progress = ProgressOut(source="*")
    understood = serializers.SerializerMethodField()

    @extend_schema_field(ReadingOut)
    def get_reading(self, taken: CatalogueImport) -> Any:
        return ReadingOut(Form(**taken.form)).data

    @extend_schema_field(UnderstoodOut(allow_null=True))
    def get_understood(self, taken: CatalogueImport) -> Any:
        return UnderstoodOut(_understood(taken)).data if taken.status == ImportStatus.UPLOADED else None


class ImportRowOut(serializers.Serializer):
    """What became of one row, and why."""

    row = serializers.IntegerField(min_value=1)
    name = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    sentence = serializers.CharField(allow_blank=True)


def _understood(taken: CatalogueImport) -> dict[str, Any]:
    survey, choices = Survey.from_json(taken.survey), Choices.from_json(taken.choices)
    columns = choices.as_columns()
    return {
        "rows": survey.rows,
        "is_whole": survey.is_whole,
        "columns": [
            {"heading": heading, "meaning": columns.meaning(heading), "samples": samples}
            for heading, samples in survey.headings.items()
        ],
        "unknown_categories": [
            {"words": words, "products": count, "category": choices.categories.get(words)}
            for words, count in survey.unknown.items()
        ],
        "other_category": choices.other_category or None,
        "publish": choices.publish,
        "preview": preview_of(taken),
    }
