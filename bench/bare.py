"""
The measure to compare with: a Django of its own with one view that answers 20 kB, no middleware and no database.

Runs in a server of its own, with as many processes and threads: `gunicorn "bench.bare:make_application()"`.
"""

from __future__ import annotations

import secrets

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = ("<p>" + "twenty bytes of text" + "</p>\n") * 732  # 20,496 bytes


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]


def make_application() -> WSGIHandler:
    settings.configure(
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        SECRET_KEY=secrets.token_urlsafe(40),
        USE_TZ=True,
    )
    django.setup()
    return WSGIHandler()
