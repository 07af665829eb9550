"""
What stands in the API's bodies.

What comes in is read strictly (a number is no text, a text no number), so that the schema is the whole truth; text is
cleaned the one way (core.text). What goes out says its format, its limits and whether it can be missing.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.money import LARGEST, Money
from core.text import plain, plain_line

# Something of it is left when the text is cleaned.
NOT_BLANK = r"[^\s\u0000-\u001f\u007f-\u009f\ufffe\uffff]"
NUMBER_PATTERN = "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"
NUMBER = {"type": "string", "pattern": NUMBER_PATTERN, "example": "7F2K-94QD"}
CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$", "example": "EUR"}
COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$", "example": "ID"}


# --- What comes in


class Text(serializers.Field):
    """Plain text of several lines, cleaned."""

    default_error_messages = {
        "not_text": _("This must be text."),
        "blank": _("This is needed."),
        "too_long": _("At most %(most)d characters."),
    }
    clean = staticmethod(plain)

    def __init__(self, *, max_length: int, blank: bool = False, **kwargs: Any) -> None:
        self.max_length, self.blank = max_length, blank
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("not_text")
        text = type(self).clean(data)
        # A composed form can be longer than what was typed.
        if max(len(data), len(text)) > self.max_length:
            raise serializers.ValidationError(self.error_messages["too_long"] % {"most": self.max_length})
        if not text and not self.blank:
            self.fail("blank")
        return text

    def to_representation(self, value: Any) -> str:
        return str(value)


class Line(Text):
    """One line of plain text, cleaned."""

    clean = staticmethod(plain_line)


class Whole(serializers.IntegerField):
    """A whole number, written as a number."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            # 3.0 is a whole number in JSON.
            if not (isinstance(data, float) and data.is_integer()):
                self.fail("invalid")
            data = int(data)
        return int(data)


class Flag(serializers.BooleanField):
    """true or false, nothing that only looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(data)


class OneOf(serializers.ChoiceField):
    """One of the listed words."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Email(serializers.EmailField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class MoneyIn(serializers.Serializer):
    """An amount in whole minor units (cents, sen) of a currency (ISO 4217)."""

    amount = Whole(min_value=1, max_value=LARGEST - 1)
    currency = serializers.RegexField("^[A-Z]{3}$")

    def to_internal_value(self, data: Any) -> Money:
        return Money(**super().to_internal_value(data))


# --- What goes out


@extend_schema_field(NUMBER)
class Number(serializers.CharField):
    """A public number."""


@extend_schema_field(CURRENCY)
class Currency(serializers.CharField):
    """An ISO 4217 code."""


@extend_schema_field(COUNTRY)
class Country(serializers.CharField):
    """An ISO 3166-1 code."""


@extend_schema_field({"type": "string", "pattern": "^[a-z0-9-]+$", "minLength": 1})
class Slug(serializers.CharField):
    """The readable part of an address."""


@extend_schema_field({"type": "string", "pattern": "^[0-9a-f]{64}$"})
class Digest(serializers.CharField):
    """SHA-256, in hex."""


class MoneyOut(serializers.Serializer):
    """An amount in whole minor units (cents, sen) of a currency (ISO 4217)."""

    amount = serializers.IntegerField()
    currency = Currency()


class LineOut(serializers.Serializer):
    """A label and what stands beside it, in the reader's language."""

    label = serializers.CharField()
    text = serializers.CharField()


class DatesOut(serializers.Serializer):
    """The first and the last day, both included."""

    first = serializers.DateField()
    last = serializers.DateField()


class VerdictOut(serializers.Serializer):
    """Whether something may be done now, and if not, why."""

    allowed = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)


class ErrorOut(serializers.Serializer):
    """Why it was refused: `code` for programs, `message` for people, `details` for both."""

    code = serializers.RegexField(r"^[a-z]+\.[a-z_]+$")
    message = serializers.CharField()
    details = serializers.DictField()
