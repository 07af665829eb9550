"""The photos of a listing: sent in, described, arranged, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from catalog import services
from catalog.api.desk import DeskDoor
from catalog.api.reading import DeskListingOut
from catalog.models import Photo
from catalog.rules import MOST_PHOTOS
from core.api.doors import operation
from core.api.fields import Line
from core.pictures import MOST_BYTES
from core.text import plain_line


class PhotoIn(serializers.Serializer):
    """One photo, as a form with a file. With an SKU it shows that variant."""

    photo = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG, WebP or AVIF.")
    alt = Line(max_length=200, blank=True, default="")
    sku = Line(max_length=80, blank=True, default="", help_text="Empty: all variants.")


class AltIn(serializers.Serializer):
    """What it shows, for those who do not see it."""

    alt = Line(max_length=200, blank=True)


class ArrangeIn(serializers.Serializer):
    """The photos by their digests; the first is the cover, those not named come last."""

    photos = serializers.ListField(child=serializers.RegexField("^[0-9a-f]{64}$"), max_length=MOST_PHOTOS)


class PhotoUploadDoor(DeskDoor):
    resource = "desk_photo_uploads"
    parser_classes = (MultiPartParser,)
    largest_body = MOST_BYTES + 256 * 1024
    scope = "upload"

    @operation(takes=PhotoIn, gives=DeskListingOut, status=201)
    def add(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Send a photo. It is prepared within seconds, then shown."""
        listing = self.find(request, shop, number)
        file, sku = body["photo"], body["sku"]
        services.add_photo(
            listing,
            content=file.read(),
            name=plain_line(file.name or "")[:100],
            by=request.user,
            variant=self.variant(listing, sku) if sku else None,
            alt=body["alt"],
        )
        return self.whole(listing)


class PhotoDoor(DeskDoor):
    resource = "desk_photos"

    @operation(takes=ArrangeIn, gives=DeskListingOut)
    def arrange(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Show the photos in this order."""
        listing = self.find(request, shop, number)
        keys = dict(listing.photos.values_list("original_digest", "pk"))
        order = [keys[digest] for digest in body["photos"] if digest in keys]
        services.arrange_photos(listing, order=order, by=request.user)
        return self.whole(listing)

    @operation(takes=AltIn, gives=DeskListingOut)
    def describe(self, request: Request, shop: str, number: str, digest: str, body: Mapping[str, Any]) -> Any:
        """Say in words what a photo shows."""
        photo = self._photo(request, shop, number, digest)
        services.describe_photo(photo, alt=body["alt"], by=request.user)
        return self.whole(photo.listing)

    @operation()
    def remove(self, request: Request, shop: str, number: str, digest: str) -> None:
        """Take a photo off its listing. Orders keep what was promised with it."""
        services.remove_photo(self._photo(request, shop, number, digest), by=request.user)

    def _photo(self, request: Request, shop: str, number: str, digest: str) -> Photo:
        photos = self.find(request, shop, number).photos.select_related("listing")
        return get_object_or_404(photos, original_digest=digest)
