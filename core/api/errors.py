"""Every refusal of the API in one shape: {"code": …, "message": …, "details": …}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from core.errors import DomainError

MESSAGES: dict[type[Exception], tuple[int, str]] = {
    exceptions.ParseError: (400, "core.unreadable"),
    exceptions.NotAuthenticated: (401, "core.not_signed_in"),
    exceptions.AuthenticationFailed: (401, "core.bad_token"),
    exceptions.PermissionDenied: (403, "core.forbidden"),
    PermissionDenied: (403, "core.forbidden"),
    exceptions.NotFound: (404, "core.not_found"),
    Http404: (404, "core.not_found"),
    exceptions.MethodNotAllowed: (405, "core.method_not_allowed"),
    exceptions.NotAcceptable: (406, "core.not_acceptable"),
    RequestDataTooBig: (413, "core.too_large"),
    exceptions.UnsupportedMediaType: (415, "core.unsupported_media_type"),
    exceptions.Throttled: (429, "core.too_many_requests"),
    SuspiciousOperation: (400, "core.unreadable"),
}


class TooLarge(exceptions.APIException):
    """The body is larger than this door takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "core.too_large"


def body_of(code: str, message: object, details: Mapping[str, object] | None = None) -> dict[str, Any]:
    return {"code": code, "message": str(message), "details": _plain(details or {})}


def answer_refusal(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. What it does not know is a bug: it goes on to the error page and the log."""
    answer = _answer(exception)
    if answer is not None:
        for name, value in _headers(exception).items():
            answer.headers[name] = value
    return answer


def _answer(exception: Exception) -> Response | None:
    if isinstance(exception, DomainError):
        http_status = getattr(exception, "http_status", status.HTTP_409_CONFLICT)
        return Response(body_of(exception.code, exception.message, exception.details), status=http_status)
    if isinstance(exception, exceptions.ValidationError):
        details = {"fields": dict(_fields(exception.detail, ""))}
        return Response(body_of("core.invalid", _("Some of what was sent cannot be used."), details), status=400)
    if isinstance(exception, TooLarge | RequestDataTooBig):
        return Response(body_of("core.too_large", _("This is too large.")), status=413)
    for kind, (http_status, code) in MESSAGES.items():
        if isinstance(exception, kind):
            return Response(body_of(code, _sentence(exception)), status=http_status)
    return None


def _sentence(exception: Exception) -> str:
    if isinstance(exception, Http404 | exceptions.NotFound):
        return _("There is no such thing here.")
    if isinstance(exception, exceptions.APIException):
        return str(exception.detail)
    return _("This is not allowed.")


def _headers(exception: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(exception, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait) or 1)
    return headers


def _fields(found: Any, name: str) -> list[tuple[str, list[str]]]:
    """Flatten what serializers say: "address.city" to its sentences."""
    if isinstance(found, Mapping):
        return [
            line
            for key, inner in found.items()
            for line in _fields(inner, name if key == "non_field_errors" else f"{name}.{key}".strip("."))
        ]
    if isinstance(found, list) and found and not all(isinstance(each, str) for each in found):
        return [line for place, inner in enumerate(found) for line in _fields(inner, f"{name}.{place}".strip("."))]
    return [(name, [str(each) for each in (found if isinstance(found, list) else [found])])] if found else []


def _plain(value: object) -> Any:
    """What JSON can say of a refusal's details. Keys of rows are nobody's business outside."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items() if not str(key).endswith("_id")}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return str(value)
