"""The pages that say that something was refused or went wrong."""

import sys
from typing import cast

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views import defaults

API = "/api/"
_LANGUAGES = LocaleMiddleware(lambda _request: HttpResponse())


def _for_programs(request: HttpRequest, status: int, code: str, message: object) -> HttpResponse | None:
    """The same in the API's shape, where it was the API that was asked."""
    if not request.path_info.startswith(API):
        return None
    return JsonResponse({"code": code, "message": str(message), "details": {}}, status=status)


def _plain(template: str, status: int) -> HttpResponse:
    """A page that asks nobody anything, neither the database nor the session: only the market's name is put in."""
    return HttpResponse(get_template(template).render({"MARKET_NAME": settings.MARKET_NAME}), status=status)


def _speak_their_language(request: HttpRequest) -> None:
    """
    What is refused before the request's language is chosen: without this it would be told in the language of whoever
    came before, on the same thread.
    """
    if not hasattr(request, "LANGUAGE_CODE"):
        _LANGUAGES.process_request(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    _speak_their_language(request)
    answer = _for_programs(request, 400, "core.unreadable", _("This cannot be read."))
    return answer or _plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer = _for_programs(request, 403, "core.forbidden", _("This is not allowed."))
    return answer or cast(HttpResponse, defaults.permission_denied(request, exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer = _for_programs(request, 404, "core.not_found", _("There is no such thing here."))
    return answer or cast(HttpResponse, defaults.page_not_found(request, exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: mostly a page that stood open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Whatever else escaped, already logged (marketplace.middleware).

    A database that is away, or a lock that did not come free, is no bug: then it is 503, and trying again is the
    right thing to do, since nothing of the request was kept.
    """
    _speak_their_language(request)
    if not isinstance(sys.exc_info()[1], OperationalError):
        answer = _for_programs(request, 500, "core.broken", _("Something went wrong here. We have been told."))
        return answer or _plain("500.html", 500)
    busy = _for_programs(request, 503, "core.busy", _("Busy at the moment. Nothing was changed; please try again."))
    response = busy or _plain("503.html", 503)
    response.headers["Retry-After"] = "30"
    return response
