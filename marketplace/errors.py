"""The pages that say that something was refused or went wrong."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: mostly a page that stood open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Whatever else escaped, already logged (marketplace.middleware).

    A database that is away, or a lock that did not come free, is no bug: then it is 503, and trying again is the
    right thing to do, since nothing of the request was kept.
    """
    if not isinstance(sys.exc_info()[1], OperationalError):
        return defaults.server_error(request)
    response = defaults.server_error(request, template_name="503.html")
    response.status_code = 503
    response.headers["Retry-After"] = "30"
    return response
