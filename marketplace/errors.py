"""The pages that say that something was refused or went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: mostly a page that stood open for too long."""
    return render(request, "403_csrf.html", status=403)
