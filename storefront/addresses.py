"""Where a page stands for machines: its one address, and its address in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


@dataclass(frozen=True)
class Alternate:
    language: str
    url: str


@dataclass(frozen=True)
class Head:
    """What stands in the head of a public page besides its title."""

    canonical: str
    alternates: tuple[Alternate, ...]
    description: str
    image: str
    is_indexed: bool


def head_of(
    request: HttpRequest,
    *,
    description: str = "",
    image: str = "",
    query: Mapping[str, str] | None = None,
    is_indexed: bool = True,
) -> Head:
    """
    The head of the page that is being answered. `query` is the part of the query that makes it a page of its own
    (the number of a page of results); everything else in the address only sorts, narrows or chooses.
    """
    tail = f"?{urlencode(query)}" if query else ""
    path = bare_path(request.path)
    languages = [code for code, _ in settings.LANGUAGES]
    return Head(
        canonical=in_language(path, translation.get_language() or settings.LANGUAGE_CODE) + tail,
        alternates=tuple(Alternate(code, in_language(path, code) + tail) for code in languages),
        description=_one_line(description),
        image=f"{settings.SITE_URL}{image}" if image.startswith("/") else image,
        is_indexed=is_indexed,
    )


def bare_path(path: str) -> str:
    """The path without its language: as the default language writes it."""
    language = translation.get_language()
    prefix = f"/{language}/"
    if language != settings.LANGUAGE_CODE and path.startswith(prefix):
        return path.removeprefix(prefix[:-1])
    return path


def in_language(path: str, language: str) -> str:
    """The whole address of a bare path in a language."""
    return f"{settings.SITE_URL}{'' if language == settings.LANGUAGE_CODE else f'/{language}'}{path}"


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:159].rsplit(' ', 1)[0]}…"
