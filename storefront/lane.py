"""
The lane for visitors: who has no session, no basket and no message gets a kept page without a detour.

What stands behind the lane (secure connections, the policies in the headers, files, sessions, sign-in, languages,
routes) is asked for a page once; what it said about it is remembered with the address. Whether the page is still true
is asked of the database each time. Only the form token is the reader's own.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, ValuesView
from dataclasses import dataclass
from functools import lru_cache
from http.cookies import Morsel
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import ResolverMatch
from django.utils.cache import patch_vary_headers

from core import holes
from core.form_tokens import form_token
from core.memory import Memory
from orders.visitors import cookie_name
from storefront.keeping import PARTS, Cut, KeptPage, find, join
from storefront.nobody import holes_of_nobody
from storefront.seeing import Seen

# A page bears its own length, and a tag only for a reader who has a form token already.
NOT_THE_PAGES_OWN = frozenset({"content-length", "etag", "set-cookie"})
MESSAGES_COOKIE = "messages"
# Said to the answer at once, which would otherwise work it out; what the page said of itself takes its place.
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Known:
    """How to find a page again, and what the way to it said about it."""

    address: str
    see: Callable[[], Seen]
    headers: Mapping[str, tuple[str, str]]
    match: ResolverMatch | None
    # What stands in the holes of somebody of whom nothing is known, in the page's language.
    of_nobody: Mapping[str, str]


# Scheme, host, path, query, and what htmx wants of the page.
Asked = tuple[str | None, ...]

_known: Memory[Known] = Memory(5000)


class Learned(ResponseHeaders):
    """
    Headers as they were learned, which were sound then: taken over at once, and given at once.

    To set them one by one, each looked at again, was a tenth of a kept page; to look each up again, a twentieth.
    """

    def __init__(self, headers: Mapping[str, tuple[str, str]], own: Mapping[str, tuple[str, str]]) -> None:
        self._store = {**headers, **own}

    def items(self) -> ValuesView[tuple[str, str]]:  # type: ignore[override]
        return self._store.values()


class KnownPages:
    """Answer a visitor with a page that is known and still true; else let the request go its way, and learn from it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = _asked(request)
        if not address:
            return self.get_response(request)
        known = _known.get(address)
        if known is not None:
            seen = request.seen = known.see()  # type: ignore[attr-defined]
            page = find(known.address, seen)
            if page is not None:
                return self._answer(request, known, page)
        response = self.get_response(request)
        if isinstance(response, Cut) and response.status_code == 200:
            _known.put(address, _learn(request, response))
        return response

    def _answer(self, request: HttpRequest, known: Known, page: KeptPage) -> HttpResponse:
        request.resolver_match = known.match
        self.csrf.process_request(request)
        tag = _tag(page, request.META.get("CSRF_COOKIE"))
        own = {"etag": ("ETag", tag)} if tag else {}
        if tag and tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response: HttpResponse = HttpResponseNotModified()
        else:
            content = join(page.parts, {**known.of_nobody, holes.TOKEN: form_token(request)}.__getitem__)
            own["content-length"] = ("Content-Length", str(len(content)))
            response = HttpResponse(content, content_type=HTML)
            _give_form_cookie(request, response)
        response.headers = Learned(known.headers, own)
        return response


class FormCookie(Morsel[str]):
    """The reader's form cookie, all of it but the value taken over from one that Django gave in the same second."""

    def __init__(self, secret: str, like: Morsel[str], rest: str) -> None:
        dict.__init__(self, like)
        self.set(like.key, secret, secret)
        self.rest = rest

    def OutputString(self, attrs: object = None) -> str:  # noqa: N802  the name is the standard library's
        return f"{self.key}={self.coded_value};{self.rest}"


@lru_cache(maxsize=1)
def _form_cookie_of(_second: int) -> tuple[Morsel[str], str]:
    """The cookie as Django's CSRF protection gives it in this second, and what it says behind its value."""
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
    cookie = response.cookies[settings.CSRF_COOKIE_NAME]
    return cookie, cookie.OutputString().partition(";")[2]


def _give_form_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """As Django's CSRF protection gives it. That the answer varies with it, the page's headers say already."""
    response.cookies[settings.CSRF_COOKIE_NAME] = FormCookie(
        request.META["CSRF_COOKIE"], *_form_cookie_of(int(time.time()))
    )
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False


def _asked(request: HttpRequest) -> Asked | None:
    """
    What is asked for, when it may be in the lane: by a visitor, in the one way to write this query.

    Scheme and host belong to it: a page is learned only of those to which it was given, never of a redirect to https or
    of a host that is not ours.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or cookie_name() in cookies or MESSAGES_COOKIE in cookies:
        return None
    query = request.META.get("QUERY_STRING", "")
    if query and query != urlencode(sorted(request.GET.items())):
        return None
    part = request.META.get("HTTP_HX_TARGET", "")
    return request.scheme, request.META.get("HTTP_HOST"), request.path_info, query, part if part in PARTS else ""


def _learn(request: HttpRequest, response: Cut) -> Known:
    # Also an answer without a page says that there is another one for those who take it compressed; and any page that
    # the lane answers comes with the reader's own form token.
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    headers = {
        name.lower(): (name, value) for name, value in response.headers.items() if name.lower() not in NOT_THE_PAGES_OWN
    }
    return Known(
        response.address,
        response.see,
        headers,
        _without_the_way(request.resolver_match),
        holes_of_nobody(_language_of(response)),
    )


def _language_of(response: HttpResponse) -> str:
    return response.headers.get("Content-Language", settings.LANGUAGE_CODE)


def _tag(page: KeptPage, secret: str | None) -> str:
    """
    The name of this page for this reader, who may keep it as long as their form token's secret is the same.

    Nothing for a reader without one: the page that they get brings it.
    """
    if not secret:
        return ""
    return f'W/"{page.digest}-{hashlib.sha256(f"{settings.SECRET_KEY}{secret}".encode()).hexdigest()[:20]}"'


def _without_the_way(match: ResolverMatch | None) -> ResolverMatch | None:
    """The route without those that were tried before it: a hundred lists, of which only a page of errors tells."""
    if match is not None:
        match.tried = None
    return match
