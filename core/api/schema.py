"""What the schema says of every operation: its name, its headers, and each way in which it can be refused."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.serializers import ListSerializer

from core.api import idempotency
from core.api.doors import GUEST_HEADER, Operation
from core.api.fields import NOT_BLANK, ErrorOut, Text

WHY = {
    "400": "It cannot be read, or some of it cannot be used.",
    "401": "Nobody is signed in, or the token is not (or no longer) good.",
    "403": "Not allowed.",
    "404": "There is no such thing, or it is somebody else's.",
    "405": "The address does not know this method.",
    "406": "Only JSON is given.",
    "409": "Refused: the code says by which rule.",
    "413": "Too large.",
    "415": "Only JSON is taken (uploads: multipart/form-data).",
    "422": "The Idempotency-Key came before with another request.",
    "429": "Too many requests: see Retry-After.",
}


class TextInSchema(OpenApiSerializerFieldExtension):
    """Cleaned text: how long, and that something of it must be left."""

    target_class = Text
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "maxLength": self.target.max_length}
        return schema if self.target.blank else schema | {"minLength": 1, "pattern": NOT_BLANK}


class Schema(AutoSchema):
    """One name scheme, one error shape."""

    def get_operation_id(self) -> str:
        return f"{self.view.resource}_{self.view.action}"

    def get_tags(self) -> list[str]:
        return [self.view.resource.partition("_")[0]]

    def _get_parameters(self) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._get_parameters()
        parameters += [
            {"in": "header", "name": name, "schema": {"type": "string", "pattern": GUEST_HEADER}, "description": about}
            for name, about in self.view.header_words.items()
        ]
        if self.method == "POST":
            parameters.append(self._key())
        return parameters

    def _key(self) -> dict[str, Any]:
        return {
            "in": "header",
            "name": idempotency.HEADER,
            "required": self._operation.needs_key,
            "schema": {"type": "string", "pattern": idempotency.PATTERN, "minLength": 8, "maxLength": 64},
            "description": "The same key never does this twice: the first answer comes again.",
        }

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        """A list of things has its limits too: the library says them only of lists of plain values."""
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if schema and isinstance(field, ListSerializer):
            limits = {"minItems": field.min_length, "maxItems": field.max_length}
            schema |= {name: limit for name, limit in limits.items() if limit is not None}
        return schema

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._refusals():
            bodies.setdefault(status, self._get_response_for_code(ErrorOut, status) | {"description": WHY[status]})
        if "429" in bodies:
            bodies["429"]["headers"] = {
                "Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds."}
            }
        return dict(sorted(bodies.items()))

    def _refusals(self) -> list[str]:
        found = ["400", "403", "404", "405", "406", "409", "429"]
        # A bad token is refused at every door.
        found.append("401")
        if self.method in {"POST", "PUT", "PATCH", "DELETE"}:
            found += ["413", "415"]
        if self.method == "POST":
            found.append("422")
        return found

    @property
    def _operation(self) -> Operation:
        marked: Operation = getattr(self.view, self.view.action).operation
        return marked
