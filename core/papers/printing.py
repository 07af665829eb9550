"""
The program that lays out one paper: limits and a page of HTML on standard input, PDF on standard output.

It runs alone, in a process of its own (`python -I printing.py`), and knows neither Django nor any secret of the market.
Whatever the page asks for comes from `look/`, by name; every other address, local or remote, is refused.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

LOOK = Path(__file__).resolve().parent / "look"
SCHEME = "look:"
CONTENT_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


class NotOurs(FatalURLFetchingError):  # type: ignore[misc]
    """A page asked for something that is not in `look/`: no paper is made of it."""


class OnlyOurLook(URLFetcher):  # type: ignore[misc]
    """Knows a handful of files and no network."""

    def __init__(self) -> None:
        self.files = {f"{SCHEME}{path.name}": path for path in LOOK.iterdir() if path.suffix in CONTENT_TYPES}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = self.files.get(url)
        if path is None:
            raise NotOurs(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": CONTENT_TYPES[path.suffix]})


def lay_out(html: str) -> bytes:
    """The PDF of a page. Raises NotOurs when it asks for anything that is not ours."""
    page = HTML(string=html, url_fetcher=OnlyOurLook(), base_url=SCHEME, media_type="print")
    paper: bytes = page.write_pdf(pdf_tags=True)
    return paper


def hold_to(limits: dict[str, Any]) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits["most_memory"]),
        (resource.RLIMIT_CPU, limits["most_seconds"]),
        (resource.RLIMIT_FSIZE, limits["most_written"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    hold_to(json.loads(sys.stdin.buffer.readline()))
    sys.stdout.buffer.write(lay_out(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
