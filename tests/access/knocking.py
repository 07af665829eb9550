"""Knocking at an address as somebody, and what came of it. Whatever it changed is undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import World

LOGIN = "login"
Said = int | str
REFUSED = {LOGIN, 401, 403, 404, 405}

_WRITE = re.compile(r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What was said (a status, or LOGIN), in which words, and which tables were written to."""

    said: Said
    words: str
    wrote: frozenset[str]

    @property
    def is_refusal(self) -> bool:
        return self.said in REFUSED


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards. What insists on its own commit is let, as in any test."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def knock(world: World, role: str, method: str, url: str, data: Mapping[str, object] | None = None) -> Answer:
    """As a browser does: a form is posted, anything else only asked."""
    return knocked(
        lambda browser: browser.generic(method, url) if data is None else browser.post(url, data), world.browser(role)
    )


def knocked(ask: Callable[[Client], Any], browser: Client) -> Answer:
    """What came of one request."""
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with undone(), connection.execute_wrapper(note):
        response = ask(browser)
        words = b"".join(response) if response.streaming else response.content
    said: Said = response.status_code
    if said in {301, 302} and "/login/" in response.headers["Location"]:
        said = LOGIN
    written = {found[1] for statement in statements if (found := _WRITE.match(statement))}
    # A visit may be remembered; everything else is a change.
    return Answer(said, words.decode(errors="replace"), frozenset(written - {"django_session"}))


def wrong_with(answer: Answer, expected: Said | tuple[Said, ...], strangers_words: list[str]) -> list[str]:
    """What this answer should not be: another than the table's, a leak, a change after a refusal."""
    wrong = [f"says {words!r}" for words in strangers_words if words in answer.words]
    if answer.said not in (expected if isinstance(expected, tuple) else (expected,)):
        wrong.append(f"{answer.said} instead of {expected}")
    if answer.is_refusal and answer.wrote:
        wrong.append(f"refused, but wrote to {sorted(answer.wrote)}")
    return wrong


def every_url() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each address that the market answers: its name, its route, the names of its arguments."""
    return _walk(get_resolver(), "", "", frozenset())


def _walk(
    resolver: URLResolver, space: str, route: str, outer: frozenset[str]
) -> Iterator[tuple[str, str, frozenset[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, route + str(pattern.pattern), outer | _arguments_of(pattern))
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}", route + str(pattern.pattern), outer | _arguments_of(pattern)


def _arguments_of(pattern: URLResolver | URLPattern) -> frozenset[str]:
    return frozenset(pattern.pattern.converters) | frozenset(pattern.pattern.regex.groupindex)
