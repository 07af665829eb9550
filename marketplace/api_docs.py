"""
The page that shows what the API can do: drawn here from the schema, without any script.

Ready-made viewers bring a megabyte of script that writes styles into the page, which our content security policy
forbids. Whoever wants one can point their own at /api/schema/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from accounts.middleware import same_for_everybody

PLACES = {"path": "in the address", "query": "in the query", "header": "header"}


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    is_required: bool
    about: str


@dataclass(frozen=True)
class Shape:
    """A body, with its fields; `anchor` is where the page shows it."""

    name: str
    about: str
    fields: list[Field]


@dataclass(frozen=True)
class Call:
    name: str
    method: str
    path: str
    about: str
    needs_token: bool
    parameters: list[Field]
    takes: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    name: str
    calls: list[Call]


@require_safe
@same_for_everybody
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation and every shape, on one page."""
    groups, shapes = read_schema()
    return render(request, "api/docs.html", {"groups": groups, "shapes": shapes})


@require_safe
@same_for_everybody
def schema(request: HttpRequest) -> HttpResponse:
    """The same for machines."""
    return HttpResponse(written_schema(), content_type="application/vnd.oai.openapi+json")


@cache
def made_schema() -> Any:
    """The schema changes only with the program, and takes a second to make: so it is made once."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


@cache
def written_schema() -> bytes:
    return bytes(OpenApiJsonRenderer().render(made_schema()))


@cache
def read_schema() -> tuple[list[Group], list[Shape]]:
    """What the page shows."""
    schema = made_schema()
    calls = sorted(_calls(schema), key=lambda each: each[0])
    groups = [Group(tag, [call for _tag, call in found]) for tag, found in groupby(calls, key=lambda each: each[0])]
    shapes = [
        Shape(name, each.get("description", ""), list(_fields(each)))
        for name, each in sorted(schema["components"]["schemas"].items())
    ]
    return groups, shapes


def _calls(schema: Any) -> Iterator[tuple[str, Call]]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            answers = [(status, _kind_of(_content(each))) for status, each in told["responses"].items()]
            yield (
                told["tags"][0],
                Call(
                    name=told["operationId"],
                    method=method.upper(),
                    path=path,
                    about=told.get("description", ""),
                    needs_token={} not in told.get("security", []),
                    parameters=[_parameter(each) for each in told.get("parameters", [])],
                    takes=_kind_of(_content(told.get("requestBody", {}))),
                    answers=[answer for answer in answers if answer[0].startswith("2")],
                ),
            )


def _content(told: Any) -> Any:
    bodies: list[Any] = list(told.get("content", {}).values())
    return bodies[0].get("schema", {}) if bodies else {}


def _parameter(told: Any) -> Field:
    kind = f"{_kind_of(told['schema'])}, {PLACES[told['in']]}"
    return Field(told["name"], kind, bool(told.get("required")), told.get("description", ""))


def _fields(shape: Any) -> Iterator[Field]:
    required = shape.get("required", [])
    for name, told in shape.get("properties", {}).items():
        yield Field(name, _kind_of(told), name in required, told.get("description", ""))


def _kind_of(told: Any) -> str:
    """In a few words: a shape's name, a list of it, or a type with its format."""
    if not told:
        return ""
    if "$ref" in told:
        return str(told["$ref"].rpartition("/")[2])
    for several in ("oneOf", "anyOf", "allOf"):
        if several in told:
            return " or ".join(filter(None, (_kind_of(each) for each in told[several])))
    if told.get("enum"):
        return " | ".join(str(value) for value in told["enum"][:8])
    kind = told.get("type", "")
    if kind == "array":
        return f"list of {_kind_of(told['items'])}"
    names = " or ".join(kind) if isinstance(kind, list) else kind
    return f"{names} ({told['format']})" if told.get("format") else str(names)
