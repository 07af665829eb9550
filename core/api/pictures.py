"""What the API says of a picture: its largest JPEG, which everything can open, and all that browsers choose from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.pictures.models import Addresses
from core.pictures.names import CONTENT_TYPES, widths_of


class SourceOut(serializers.Serializer):
    """The picture in one format and width."""

    type = serializers.ChoiceField(choices=sorted(CONTENT_TYPES.values()))
    width = serializers.IntegerField(min_value=1)
    url = serializers.URLField()


class PictureOut(serializers.Serializer):
    """A picture: `url` is its largest JPEG, `sources` has every format and width, the narrowest first."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField(min_value=0)
    height = serializers.IntegerField(min_value=0)
    sources = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, picture: Addresses) -> str:
        return f"{settings.SITE_URL}{picture.url}"

    @extend_schema_field(SourceOut(many=True))
    def get_sources(self, picture: Addresses) -> Any:
        base = f"{settings.SITE_URL}{settings.MEDIA_URL}{picture.file}"
        return [
            {"type": content_type, "width": width, "url": f"{base}-{width}.{suffix}"}
            for width in widths_of(picture.width)
            for suffix, content_type in CONTENT_TYPES.items()
        ]
