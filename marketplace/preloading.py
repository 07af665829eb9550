"""
What every process needs sooner or later, loaded before the first request.

The web server loads the application once and forks it: what is loaded by then is held once, by all processes together,
and no visitor waits for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.http import HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from core import clock
from core.formatting import day, money
from core.money import Money
from marketplace.celery import app as celery_app

log = logging.getLogger(__name__)

# As WSGI knows it.
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Folders of templates that no page is made of.
WRITTEN_BY_WORKERS = frozenset({"mail", "papers"})


class NotAnswered(Exception):
    """A page that was asked for before the start is not there."""


def load_what_pages_need() -> None:
    """Read routes with their views, the templates of pages, and the words and formats of each language."""
    reverse("storefront:home")
    templates = settings.BASE_DIR / "templates"
    for path in sorted(templates.rglob("*.html")):
        name = path.relative_to(templates)
        if name.parts[0] not in WRITTEN_BY_WORKERS:
            get_template(str(name))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Search")
            money(Money(100, "EUR"))
            day(clock.today())
    # What announcing something loads.
    _queues, _results = celery_app.amqp.queues, celery_app.backend
    with celery_app.connection_for_write() as connection:
        _transport = connection.transport_cls


def warm_up(application: Application) -> None:
    """
    Ask for a page of each kind as a visitor would: home, category, listing, shop, search, basket.

    What Python, Django and our own statements make of themselves at their first use is then made once, and held once by
    all processes together; each of them alone would hold its own copy (half of what it held after a while). Nothing
    but speed and memory hangs on it: a market without a database, or without a listing, starts all the same.
    """
    logging.disable(logging.INFO)
    try:
        home = _page(application, "/")
        found = {kind: re.search(rf'href="(/{kind}/[^"?#]+)"', home) for kind in ("c", "l", "shops")}
        addresses = [address[1] for address in found.values() if address]
        words = addresses[1].strip("/").rpartition("/")[2] if len(addresses) > 1 else "cup"
        for address in (*addresses, f"/search/?q={quote(words.split('-')[0])}", "/basket/"):
            # The second time a kept page is found, and not made.
            for _time in range(2):
                _page(application, address)
    except Exception:
        log.warning("warm_up_failed", exc_info=True)
    finally:
        logging.disable(logging.NOTSET)
        # A connection belongs to one process.
        connections.close_all()
        caches.close_all()


def _page(application: Application, address: str) -> str:
    """What the application answers to a visitor at that address."""
    site = urlsplit(settings.SITE_URL)
    path, _mark, query = address.partition("?")
    port = str(site.port or {"http": 80, "https": 443}[site.scheme])
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    statuses: list[str] = []
    answer = application(environ, lambda status, _headers, _exc=None: statuses.append(status))
    try:
        if statuses != ["200 OK"]:
            raise NotAnswered(f"{address}: {statuses}")
        return b"".join(answer).decode(errors="replace")
    finally:
        if isinstance(answer, HttpResponse):
            answer.close()
