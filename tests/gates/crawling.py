"""
Walking through a running market as one person: every page that links lead to, and every address that pages name.

Pages of one kind (one pattern of addresses) are alike, so at most `most` of each are read; of the addresses that they
name each is asked for once.
"""

from __future__ import annotations

import http.client
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

LINKS = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "srcset",
    "use": "href",
    "form": "action",
}
# What these hold is not read out to anybody.
SILENT = {"script", "style", "svg", "template"}


@dataclass
class Answer:
    """What one address said."""

    path: str
    status: int
    kind: str
    body: bytes
    location: str = ""

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")


class Page(HTMLParser):
    """The addresses that a page names, the targets inside it, and its words with the language that they are in."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.path = answer.path
        self.addresses: list[str] = []
        self.targets: set[str] = set()
        self.words: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.targets |= {given[name] for name in ("id", "name") if name in given}
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        if tag not in VOID:
            self._open.append((tag, language))
        if tag in LINKS and not (tag == "form" and given.get("method", "get").lower() != "get"):
            said = given.get(LINKS[tag], "")
            candidates = [each.split()[0] for each in said.split(",") if each.strip()] if tag == "source" else [said]
            self.addresses += [each for each in candidates if each]
        self.words += [
            (language, given[name]) for name in ("title", "alt", "placeholder", "aria-label") if name in given
        ]

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not {tag for tag, _language in self._open} & SILENT:
            self.words.append((self._open[-1][1] if self._open else "", data.strip()))

    def inside(self) -> Iterator[str]:
        """Each address of this market that the page names, with its fragment."""
        for said in self.addresses:
            address = urlsplit(urljoin(self.path, said))
            if not address.scheme and not address.netloc:
                yield address.geturl()

    def outside(self) -> set[str]:
        return {said for said in self.addresses if urlsplit(urljoin(self.path, said)).netloc}


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Walker:
    """One person, who keeps their cookies and one connection."""

    port: int
    cookies: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("localhost", self.port, timeout=60)

    def get(self, path: str) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = self.connection.getresponse()
        body = response.read()
        kind = response.getheader("Content-Type", "")
        return Answer(path, response.status, kind, body, response.getheader("Location", ""))

    def close(self) -> None:
        self.connection.close()

    def walk(self, *starts: str, most: int) -> tuple[dict[str, Answer], dict[str, str]]:
        """Everything that was asked for, by its path, and for each path the page that named it."""
        found: dict[str, Answer] = {}
        named_by = dict.fromkeys(starts, "")
        waiting, read = deque(starts), Counter[str]()
        while waiting:
            path = waiting.popleft()
            kind = kind_of(path)
            if kind in LEFT_OUT or (path.startswith("/admin/") and "?" in path) or read[kind] >= most:
                continue
            read[kind] += 1
            answer = found[path] = self.get(path)
            if answer.location:
                further = [urljoin(path, answer.location)]
            elif answer.is_page and answer.status == 200:
                further = [urldefrag(each).url for each in Page(answer).inside()]
            else:
                continue
            for each in further:
                relative = urlsplit(each)._replace(scheme="", netloc="").geturl()
                if relative and relative not in named_by:
                    named_by[relative] = path
                    waiting.append(relative)
        return found, named_by


# Doors that do something when they are opened, by whoever made them.
LEFT_OUT = {"account_logout"}


def kind_of(path: str) -> str:
    """Which pattern of addresses this is; a page with other questions (?…) is another kind of page."""
    parts = urlsplit(path)
    try:
        with translation.override("id" if parts.path.startswith("/id/") else "en"):
            match = resolve(parts.path)
    except Resolver404:
        return parts.path
    of_admin = match.kwargs.get("model_admin", "")
    return f"{match.view_name}{of_admin}{'?' if parts.query else ''}{'/id' if parts.path.startswith('/id/') else ''}"
