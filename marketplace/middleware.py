"""What happens around every request."""

import os
import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from core import occasion
from core.errors import DomainError
from marketplace.logs import log_request

Next = Callable[[HttpRequest], HttpResponse]

GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

log = structlog.get_logger(__name__)

# For ids that only have to differ: no secret hangs on them, and no question to the system is needed for each. Every
# process begins where the system says.
_dice = random.Random()  # noqa: S311
os.register_at_fork(after_in_child=_dice.seed)


REQUEST_ID_HEADER = "X-Request-ID"
# Where in a request stands the id that it got before Django's handler.
REQUEST_ID = "marketplace.request_id"


def begin_request(environ: dict[str, Any]) -> str:
    """The id of a request, which every line names that is logged meanwhile; given once."""
    found: str | None = environ.get(REQUEST_ID)
    if found is None:
        found = environ[REQUEST_ID] = incoming_id(environ) or f"{_dice.getrandbits(128):032x}"
        occasion.begin(request_id=found)
    return found


class CompressText(GZipMiddleware):
    """
    Compress pages and answers in JSON for those who take it; files are compressed already, or better left alone.

    A little random filling (Django's answer to BREACH) and form tokens that differ in every answer keep an eavesdropper
    from guessing secrets by the size of what is sent.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "")
        if not isinstance(response, HttpResponse) or not kind.startswith(("text/", "application/json")):
            return response
        # A kept page says already that there is another one; who does not take it has theirs.
        if "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", "") and "Accept-Encoding" in response.get("Vary", ""):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class RequestLog:
    """
    Give each request an id, name it in every line that is logged meanwhile, and log how it went.

    The line says which route was asked for, never which path: a path may carry a token, a query what somebody seeks.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = begin_request(request.META)
        started = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log_request(str(request.method), route_of(request), response.status_code, milliseconds)
        response.headers[REQUEST_ID_HEADER] = request_id
        return response


@receiver(got_request_exception)
def log_exception(**about: object) -> None:
    """Every exception that no door caught, also one from an error page, which Django itself would not log."""
    log.error("exception", exc_info=True)  # noqa: LOG014  the signal is sent while it is handled


def incoming_id(environ: Mapping[str, Any]) -> str | None:
    """The id that a trusted proxy gave the request; anybody else's could be forged to confuse the log."""
    if not settings.ENV.trusted_proxy:
        return None
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if GOOD_ID.fullmatch(given) else None


def route_of(request: HttpRequest) -> str:
    return f"/{request.resolver_match.route}" if request.resolver_match else "-"


class PermissionsPolicy:
    """Tell the browser which of its powers no page of ours uses."""

    HEADER = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.HEADER)
        return response


class NoNul:
    """
    Refuse an address with a NUL in it: no page of ours has one, and PostgreSQL knows no text that holds it.

    Forms clean what people type (core.text); the path and the query are taken as they come.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL in the address.")
        return self.get_response(request)


class Refusals:
    """Turn a refusal that no door caught into a page that says it, never into a server error."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        log.info("refused", code=exception.code)
        return render(request, "409.html", {"message": exception.message}, status=409)
