"""What may stand in the addresses of the API."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class NumberConverter(StringConverter):
    """A public number (core.numbers)."""

    regex = "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{64}"


class LanguageConverter(StringConverter):
    regex = "[a-z]{2,3}(?:-[A-Za-z]{2,8})?"


class PlaceConverter(IntConverter):
    """Counts from one."""

    regex = "[1-9][0-9]{0,3}"


register_converter(NumberConverter, "number")
register_converter(DigestConverter, "digest")
register_converter(LanguageConverter, "language")
register_converter(PlaceConverter, "place")
