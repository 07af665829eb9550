"""What the API says of a listing to those who keep it up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.parts import LargePhotoOut, OptionOut
from catalog.models import Condition, Listing, ListingFact, Photo, Variant
from catalog.rules import publishing_checks
from catalog.selectors import draft_of
from catalog.states import ListingStatus, PhotoStatus
from core.api.fields import Currency, Digest, MoneyOut, Number
from taxonomy.models import FactChoice


class DeskListingCardOut(serializers.Serializer):
    """A listing in its shop's own list."""

    number = Number()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=ListingStatus.choices)
    category = serializers.CharField(source="category.path")
    price_from = MoneyOut(allow_null=True)
    price_to = MoneyOut(allow_null=True)
    units = serializers.IntegerField(min_value=0, help_text="On hand, over all variants.")
    updated_at = serializers.DateTimeField()


class VariantOut(serializers.Serializer):
    """
    The unit that can be bought. Of the units received and returned, each is on hand, reserved for an unpaid purchase,
    sold or written off.
    """

    sku = serializers.CharField()
    label = serializers.CharField(allow_blank=True)
    options = OptionOut(many=True)
    price = MoneyOut()
    is_offered = serializers.BooleanField(source="is_active")
    on_hand = serializers.IntegerField(min_value=0)
    reserved = serializers.IntegerField(min_value=0)
    sold = serializers.IntegerField(min_value=0)
    returned = serializers.IntegerField(min_value=0)
    received = serializers.IntegerField(min_value=0)
    written_off = serializers.IntegerField(min_value=0)


class DeskPhotoOut(serializers.Serializer):
    """A photo. It is shown when it is ready; `digest` is that of the file that was sent."""

    digest = Digest(source="original_digest")
    status = serializers.ChoiceField(choices=PhotoStatus.choices)
    refusal = serializers.CharField(allow_blank=True)
    alt = serializers.CharField(allow_blank=True)
    sku = serializers.SerializerMethodField(help_text="The variant that it shows; null: all of them.")
    shown = serializers.SerializerMethodField()

    def get_sku(self, photo: Photo) -> str | None:
        return photo.variant.sku if photo.variant else None

    @extend_schema_field(LargePhotoOut(allow_null=True))
    def get_shown(self, photo: Photo) -> Any:
        return LargePhotoOut(photo).data if photo.status == PhotoStatus.READY else None


class WordsOut(serializers.Serializer):
    """A listing's words in another language."""

    language = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)


class ToDoOut(serializers.Serializer):
    """One line of what publishing asks for."""

    text = serializers.CharField()
    done = serializers.BooleanField()


class FactOut(serializers.Serializer):
    """An answer to one question of the category: text, a number, yes or no, or the code of a choice."""

    code = serializers.CharField(source="definition.code")
    value = serializers.SerializerMethodField()

    @extend_schema_field({"oneOf": [{"type": "string"}, {"type": "boolean"}]})
    def get_value(self, fact: ListingFact) -> Any:
        value = fact.value
        if isinstance(value, FactChoice):
            return value.code
        return f"{value:f}" if isinstance(value, Decimal) else value


class DeskListingOut(serializers.Serializer):
    """Everything about a listing, for those who keep it up."""

    number = Number()
    status = serializers.ChoiceField(choices=ListingStatus.choices)
    category = serializers.CharField(source="category.path")
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    brand = serializers.CharField(allow_blank=True)
    model = serializers.CharField(allow_blank=True)
    condition = serializers.ChoiceField(choices=Condition.choices)
    currency = Currency()
    facts = FactOut(many=True)
    variants = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField()
    words = WordsOut(source="texts", many=True)
    checks = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    retracted_at = serializers.DateTimeField(allow_null=True)
    retracted_because = serializers.CharField(allow_blank=True)

    @extend_schema_field(VariantOut(many=True))
    def get_variants(self, listing: Listing) -> Any:
        return VariantOut(sorted(listing.variants.all(), key=_place), many=True).data

    @extend_schema_field(DeskPhotoOut(many=True))
    def get_photos(self, listing: Listing) -> Any:
        photos = listing.photos.in_order().select_related("variant")
        return DeskPhotoOut(photos, many=True).data

    @extend_schema_field(ToDoOut(many=True))
    def get_checks(self, listing: Listing) -> Any:
        return ToDoOut(publishing_checks(draft_of(listing)), many=True).data


def _place(row: Variant) -> tuple[int, int]:
    return row.position, row.pk
