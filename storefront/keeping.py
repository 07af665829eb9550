"""
Pages that are the same for everybody, kept until something that they show has changed.

A page is found by its address, the few parameters that it knows, the language, and what htmx wants of it; it is served
as long as the versions of all that it depends on (storefront.seeing) are those under which it was made. With any other
parameter it is made anew and not kept, so that nobody fills the memory with addresses of their own invention.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, partial, wraps
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from core import clock, holes
from core.memory import Memory
from storefront.packing import Parts, packed
from storefront.seeing import Seen

# Begins with plain letters, so that a page is searched at the speed of memory; which of the finds is true, a dict says.
LIKE_A_MARKER = re.compile(rb"(hole-[a-z]{1,12}-[0-9a-f]{24})")
# What htmx asks to be answered with a part of the page.
PARTS = frozenset({"offer", "results"})
# How templates stand on lines of their own: a tenth of a page, which nobody sees. Between words it stays.
INDENTATION = re.compile(rb"\n\s+(?=<)")
LONGEST_VALUE = 80
BYTES_OF_PAGES = 4_000_000
# Where in a request stands what the lane for visitors has seen already of the page that is asked for.
SEEN = "storefront.seen"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class KeptPage:
    """A page cut at its holes (text, name of a hole, text, …), what it is true under, and the name of its content."""

    parts: Parts
    versions: Mapping[str, int]
    until: datetime
    digest: str

    @cached_property
    def packed(self) -> Parts:
        """The same parts, with each text compressed; found out when the first reader takes it so."""
        return [packed(part) if isinstance(part, bytes) else part for part in self.parts]

    @property
    def size(self) -> int:
        """In bytes; what is compressed of it is a fifth or less."""
        return sum(len(part) for part in self.parts) * 6 // 5 + 500


class Cut(HttpResponse):
    """
    An answer whose page is cut at its holes: filling it is joining.

    `address` and `see` are how to find the page again, and whether it is still true.
    """

    def __init__(self, page: KeptPage, address: str, see: Callable[[], Seen]) -> None:
        super().__init__()
        self.page, self.address, self.see = page, address, see
        patch_vary_headers(self, ("HX-Target",))


_pages: Memory[KeptPage] = Memory(BYTES_OF_PAGES, size=lambda page: page.size)


def kept(see: Callable[..., Seen], *, knows: Sequence[str] = ()) -> Callable[[View], View]:
    """
    Keep what the view answers. `see` gets what the address names, and says what the page depends on.

    `knows` are the parameters of the query that make another page. The view gets what was seen as `seen`, None where
    pages are not kept. It answers `made_of(…)` to say under which parameters the page may be kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:
            if not settings.REMEMBER_PAGES:
                return view(request, **named, seen=None)
            seen = request.META.get(SEEN) or see(**named)
            address = address_of(request, knows)
            page = find(address, seen) if address else None
            if page is None:
                # Asked before the page is made, as the versions are: what ends meanwhile would stay on it.
                until = seen.until if address else None
                response = view(request, **named, seen=seen)
                page = _keep(address, request, response, seen.versions, until) if until else None
            return Cut(page, address, partial(see, **named)) if page else response

        return answer

    return decorate


def made_of(response: HttpResponse, **parameters: str) -> HttpResponse:
    """Say what the page is of: one that was asked for with other parameters (page 999 of 3) is not kept."""
    response.made_of = parameters  # type: ignore[attr-defined]
    return response


def true_until(response: HttpResponse, moment: datetime | None) -> HttpResponse:
    """Say from when on the page says something else although nothing has changed."""
    response.true_until = moment  # type: ignore[attr-defined]
    return response


def address_of(request: HttpRequest, knows: Sequence[str]) -> str:
    """Under what the page is kept; empty for a page that is not."""
    pairs = list(request.GET.lists())
    if any(name not in knows or len(values) > 1 or len(values[0]) > LONGEST_VALUE for name, values in pairs):
        return ""
    part = request.headers.get("HX-Target", "")
    query = "&".join(sorted(f"{name}={values[0]}" for name, values in pairs))
    return f"{get_language()} {part if part in PARTS else ''} {request.path_info}?{query}"


def find(address: str, seen: Seen) -> KeptPage | None:
    """The page of this address, if it is true under what was seen."""
    page = _pages.get(address)
    if page is None and not settings.ENV.embedded:
        # Another process may have made it. In the embedded home the shared cache is a file: to write a page into it
        # takes longer than to make it.
        page = _from_others(address)
        if page is not None:
            _pages.put(address, page, until=page.until)
    return page if page is not None and page.versions == seen.versions else None


def _keep(
    address: str, request: HttpRequest, response: HttpResponse, versions: Mapping[str, int], until: datetime
) -> KeptPage | None:
    truth = getattr(response, "made_of", {})
    if response.status_code != 200 or any(truth.get(name) != request.GET[name] for name in request.GET):
        return None
    until = min(until, getattr(response, "true_until", None) or until)
    content = INDENTATION.sub(b"\n", response.content)
    page = KeptPage(cut(content), versions, until, hashlib.sha256(content).hexdigest()[:20])
    _pages.put(address, page, until=until)
    if not settings.ENV.embedded:
        _to_others(address, page)
    return page


def _from_others(address: str) -> KeptPage | None:
    found = cache.get(_shared_key(address))
    return found if isinstance(found, KeptPage) and clock.now() < found.until else None


def _to_others(address: str, page: KeptPage) -> None:
    seconds = (page.until - clock.now()).total_seconds()
    if seconds > 1:
        cache.set(_shared_key(address), page, timeout=int(seconds))


def _shared_key(address: str) -> str:
    return f"page:{settings.BUILD}:{hashlib.sha256(address.encode()).hexdigest()}"


# --- Holes


@lru_cache(maxsize=4)
def _names_by_marker(key: str) -> dict[bytes, str]:
    """Every true marker; `key` is the installation's key, on which they depend."""
    return {holes.marker(name).encode(): name for name in holes.NAMES}


def cut(content: bytes) -> Parts:
    """The page cut at its true markers: text at even places, the name of a hole at odd ones."""
    names = _names_by_marker(settings.SECRET_KEY)
    parts: list[bytes | str] = [b""]
    for place, piece in enumerate(LIKE_A_MARKER.split(content)):
        if place % 2 and piece in names:
            parts += [names[piece], b""]
        else:
            parts[-1] = cast(bytes, parts[-1]) + piece
    return parts


def join(parts: Parts, filling: Callable[[str], str]) -> bytes:
    """The whole page again, each hole filled with what `filling` says for its name."""
    return b"".join([part if isinstance(part, bytes) else filling(part).encode() for part in parts])
