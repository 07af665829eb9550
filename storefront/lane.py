"""
The lane for visitors: who has no session, no basket and no message gets a kept page without a detour.

The lane stands before Django's handler (`marketplace.wsgi`): what stands behind it (secure connections, the policies in
the headers, files, sessions, sign-in, languages, routes) is asked for a page once, and what it said about it is
remembered with the address. Whether the page is still true is asked of the database each time. Only the form token is
the reader's own.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, QueryDict, parse_cookie
from django.utils.cache import patch_vary_headers

from core import holes
from core.form_tokens import is_secret, masked, new_secret
from core.memory import Memory
from orders.visitors import cookie_name
from storefront.keeping import PARTS, SEEN, Cut, KeptPage, find, join
from storefront.nobody import holes_of_nobody
from storefront.packing import join_packed
from storefront.seeing import Seen

# What WSGI says about a request.
Environ = dict[str, Any]
Headers = list[tuple[str, str]]

# A page bears its own length, and a tag only for a reader who has a form token already.
NOT_THE_PAGES_OWN = frozenset({"content-length", "etag", "set-cookie"})
MESSAGES_COOKIE = "messages"
# Characters. No kept page has a longer one; what is wrong with it is for Django to say.
LONGEST_QUERY = 300


@dataclass(frozen=True)
class Known:
    """How to find a page again, and what the way to it said about it."""

    address: str
    see: Callable[[], Seen]
    headers: Headers
    route: str
    # What stands in the holes of somebody of whom nothing is known, in the page's language.
    of_nobody: Mapping[str, str]


@dataclass(slots=True)
class Answer:
    """A page of the lane; one that its reader has already is not given again (304)."""

    headers: Headers
    content: bytes
    route: str
    is_new: bool = True

    @property
    def status(self) -> int:
        return 200 if self.is_new else 304


# Scheme, host, path, query, and what htmx wants of the page.
Asked = tuple[str | None, ...]

_known: Memory[Known] = Memory(5000)


def answer(environ: Environ) -> Answer | None:
    """The page that is asked for, when it is known and still true; None for whoever must go the whole way."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    asked = _asked(environ, cookies)
    known = _known.get(asked) if asked else None
    if known is None:
        return None
    secret = cookies.get(settings.CSRF_COOKIE_NAME)
    if secret is not None and not is_secret(secret):
        return None
    try:
        seen = environ[SEEN] = known.see()
    except Error:
        # A connection that has died meanwhile: who goes the whole way gets another one, or a page that says so.
        return None
    finally:
        look_after_connection()
    page = find(known.address, seen)
    return _filled(environ, known, page, secret) if page else None


def look_after_connection() -> None:
    """As Django does behind each request: one that has failed, or is kept long enough, is closed."""
    connection.close_if_unusable_or_obsolete()


def _filled(environ: Environ, known: Known, page: KeptPage, secret: str | None) -> Answer:
    tag = _tag(page, secret) if secret else ""
    own = [("ETag", tag)] if tag else []
    if tag and tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Answer([*known.headers, *own], b"", known.route, is_new=False)
    secret = secret or new_secret()
    filling = {**known.of_nobody, holes.TOKEN: masked(secret)}.__getitem__
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        content = join_packed(page.parts, page.packed, filling)
        own.append(("Content-Encoding", "gzip"))
    else:
        content = join(page.parts, filling)
    own.append(("Content-Length", str(len(content))))
    cookie = f"{settings.CSRF_COOKIE_NAME}={secret};{_rest_of_form_cookie(int(time.time()))}"
    return Answer([*known.headers, *own, ("Set-Cookie", cookie)], content, known.route)


@lru_cache(maxsize=1)
def _rest_of_form_cookie(_second: int) -> str:
    """What stands behind the value of the cookie that Django's CSRF protection gives in this second."""
    response = HttpResponse()
    response.set_cookie(
        settings.CSRF_COOKIE_NAME,
        max_age=settings.CSRF_COOKIE_AGE,
        domain=settings.CSRF_COOKIE_DOMAIN,
        path=settings.CSRF_COOKIE_PATH,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=settings.CSRF_COOKIE_HTTPONLY,
        samesite=settings.CSRF_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
    return response.cookies[settings.CSRF_COOKIE_NAME].OutputString().partition(";")[2]


def _asked(environ: Environ, cookies: Mapping[str, str]) -> Asked | None:
    """
    What is asked for, when it may be in the lane: by a visitor, in the one way to write this query.

    Scheme and host belong to it: a page is learned only of those to which it was given, never of a redirect to https or
    of a host that is not ours.
    """
    if settings.SESSION_COOKIE_NAME in cookies or cookie_name() in cookies or MESSAGES_COOKIE in cookies:
        return None
    query = environ.get("QUERY_STRING", "")
    if query and (len(query) > LONGEST_QUERY or query != urlencode(sorted(QueryDict(query).items()))):
        return None
    part = environ.get("HTTP_HX_TARGET", "")
    proxy = settings.SECURE_PROXY_SSL_HEADER
    return (
        environ["wsgi.url_scheme"],
        environ.get(proxy[0]) if proxy else None,
        environ.get("HTTP_HOST"),
        environ["PATH_INFO"],
        query,
        part if part in PARTS else "",
    )


def _tag(page: KeptPage, secret: str) -> str:
    """
    The name of this page for this reader, who may keep it as long as their form token's secret is the same.

    A reader without one has none: the page that they get brings it.
    """
    return f'W/"{page.digest}-{hashlib.sha256(f"{settings.SECRET_KEY}{secret}".encode()).hexdigest()[:20]}"'


class KnownPages:
    """Middleware: learn from each kept page that a visitor is given how to find it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, Cut) and response.status_code == 200 and request.method == "GET":
            asked = _asked(request.META, request.COOKIES)
            if asked:
                _known.put(asked, _learned(request, response))
        return response


def _learned(request: HttpRequest, response: Cut) -> Known:
    # Also an answer without a page says that there is another one for those who take it compressed; and any page that
    # the lane answers comes with the reader's own form token.
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    match = request.resolver_match
    return Known(
        response.address,
        response.see,
        [(name, value) for name, value in response.headers.items() if name.lower() not in NOT_THE_PAGES_OWN],
        match.route if match else "",
        holes_of_nobody(response.headers.get("Content-Language", settings.LANGUAGE_CODE)),
    )
