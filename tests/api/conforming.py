"""Whether an answer is what the schema says of it: of this operation, with this status, in this shape."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.http import HttpResponse
from jsonschema import Draft202012Validator, FormatChecker

from marketplace.api import routes
from marketplace.api_docs import made_schema

V1 = "/api/v1/"


def wrong_with_answer(name: str, method: str, response: HttpResponse) -> list[str]:
    """What the schema does not say of the answer of the route of this name; nothing when all is well."""
    told = made_schema()["paths"][path_of(name)][method.lower()]["responses"].get(str(response.status_code))
    if told is None:
        return [f"{response.status_code} is not in the schema"]
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind not in told.get("content", {"": None}):
        return [f"{kind!r} is not in the schema"]
    if kind != "application/json":
        return []
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in validator(name, method, response).iter_errors(_body(response))
    ]


def _body(response: HttpResponse) -> Any:
    return response.json()  # type: ignore[attr-defined]


def validator(name: str, method: str, response: HttpResponse) -> Draft202012Validator:
    return _validator(path_of(name), method.lower(), str(response.status_code))


@cache
def _validator(path: str, method: str, status: str) -> Draft202012Validator:
    schema = made_schema()
    said = schema["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    return Draft202012Validator({**said, "components": schema["components"]}, format_checker=FormatChecker())


@cache
def path_of(name: str) -> str:
    """The address of a route as the schema writes it."""
    [pattern] = {str(route.pattern) for route in routes if route.name == name}
    return V1 + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
