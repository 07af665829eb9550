"""What the API says of listings, wherever it speaks of them."""

from __future__ import annotations

from django.conf import settings
from rest_framework import serializers

from catalog.models import Condition, Listing, Photo
from core.api.fields import MoneyOut, Number
from core.api.pictures import PictureOut


class RatingOut(serializers.Serializer):
    """Stars from 1 to 5; null while nobody has judged."""

    average = serializers.FloatField(source="rating_average", allow_null=True, min_value=1, max_value=5)
    count = serializers.IntegerField(source="rating_count", min_value=0)


class PhotoOut(serializers.Serializer):
    """A photo in short: its largest JPEG."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField(min_value=0)
    height = serializers.IntegerField(min_value=0)
    alt = serializers.CharField(allow_blank=True)

    def get_url(self, photo: Photo) -> str:
        return f"{settings.SITE_URL}{photo.url}"


class LargePhotoOut(PictureOut):
    """A photo of a listing, in every width."""

    alt = serializers.CharField(allow_blank=True)


class ShopNameOut(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class ListingCardOut(serializers.Serializer):
    """A listing in a list."""

    number = Number()
    title = serializers.CharField(source="shown_title")
    url = serializers.SerializerMethodField(help_text="Its page.")
    brand = serializers.CharField(allow_blank=True)
    condition = serializers.ChoiceField(choices=Condition.choices)
    price_from = MoneyOut(allow_null=True)
    price_to = MoneyOut(allow_null=True)
    in_stock = serializers.BooleanField()
    rating = RatingOut(source="*")
    shop = ShopNameOut()
    cover = PhotoOut(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, listing: Listing) -> str:
        return f"{settings.SITE_URL}{listing.get_absolute_url()}"


class OptionOut(serializers.Serializer):
    """What makes a variant different: colour "Celadon"."""

    name = serializers.CharField()
    value = serializers.CharField()
