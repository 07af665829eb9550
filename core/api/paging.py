"""
Lists by pages that stay true while rows come and go: a page begins after the last row of the one before.

A cursor holds the sorted values of that row, encrypted: it says nothing, and nobody else can make one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.errors import DomainError
from core.secrets import decrypt, encrypt

PER_PAGE = 24
MOST_PER_PAGE = 100
RANKED = ("rank",)


@dataclass(frozen=True)
class Rows:
    """Rows to be paged: a queryset and the columns that sort it, the last of which is unique."""

    found: QuerySet[Any]
    order: Sequence[str]
    # Rows of a page can be made into something else at once, with what only all of them together can be asked.
    dress: Callable[[list[Any]], list[Any]] | None = None


@dataclass(frozen=True)
class Ranked:
    """Rows in an order that no column has: their keys, best first, of which `found` has those that remain."""

    found: QuerySet[Any]
    keys: Sequence[int]


class NotACursor(DomainError):
    """The cursor is of another list, of another order, or none of ours."""

    code = "core.not_a_cursor"


class PageQuery(serializers.Serializer):
    """Which part of a list."""

    cursor = serializers.RegexField(
        "^[A-Za-z0-9_=-]{8,1000}$", required=False, help_text="From `next` of the page before."
    )
    limit = serializers.IntegerField(required=False, min_value=1, max_value=MOST_PER_PAGE, default=PER_PAGE)


@cache
def page_of(row: Any) -> Any:
    """The serializer of a page of such rows."""
    name = row.__name__.removesuffix("Out")
    fields = {
        "results": row(many=True),
        "next": serializers.URLField(allow_null=True, help_text="The address of the next page."),
        "__doc__": "One page of a list.",
    }
    return type(f"{name}List", (serializers.Serializer,), fields)


def read_page(rows: Rows, request: HttpRequest, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page; two statements at most, whatever the page. Raises NotACursor."""
    found = rows.found.order_by(*rows.order)
    if cursor:
        found = found.filter(after(read_cursor(cursor, rows.order), rows.order))
    page = list(found[: limit + 1])
    more = len(page) > limit
    page = page[:limit]
    place = [_value(page[-1], column) for column in rows.order] if more else None
    return {
        "results": rows.dress(page) if rows.dress else page,
        "next": address_of(request, place, rows.order) if place else None,
    }


def read_ranked(rows: Ranked, request: HttpRequest, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """The same for rows with a rank; two statements. When the last row is gone meanwhile, its place counts."""
    last, place = read_cursor(cursor, RANKED) if cursor else (None, 0)
    start = rows.keys.index(last) + 1 if last in rows.keys else place
    remaining = set(rows.found.values_list("pk", flat=True).order_by())
    wanted = [(place, pk) for place, pk in enumerate(rows.keys) if place >= start and pk in remaining]
    keys = [pk for _place, pk in wanted[:limit]]
    found = {row.pk: row for row in rows.found.filter(pk__in=keys).order_by()}
    more = len(wanted) > limit
    return {
        "results": [found[pk] for pk in keys if pk in found],
        "next": address_of(request, (keys[-1], wanted[limit - 1][0] + 1), RANKED) if more else None,
    }


def address_of(request: HttpRequest, place: Sequence[Any], order: Sequence[str]) -> str:
    """The address of the page that begins after this place."""
    params = request.GET.copy()
    params["cursor"] = write_cursor(place, order)
    return f"{settings.SITE_URL}{request.path}?{params.urlencode()}"


def write_cursor(place: Sequence[Any], order: Sequence[str]) -> str:
    values = [value.isoformat() if isinstance(value, datetime | date) else value for value in place]
    return encrypt(json.dumps([list(order), values]).encode()).decode()


def read_cursor(cursor: str, order: Sequence[str]) -> list[Any]:
    """The values in a cursor. Raises NotACursor."""
    try:
        columns, values = json.loads(decrypt(cursor.encode()))
    except (InvalidToken, ValueError):
        columns, values = None, []
    if columns != list(order):
        raise NotACursor(_("This is not a cursor of this list."))
    return list(values)


def after(place: Sequence[Any], order: Sequence[str]) -> Q:
    """The rows that come after this place: beyond it in one column, and the same in all columns before that one."""
    names = [column.lstrip("-") for column in order]
    beyond = [
        Q(**dict(zip(names[:depth], place[:depth], strict=True)))
        & Q(**{f"{names[depth]}__{'lt' if column.startswith('-') else 'gt'}": place[depth]})
        for depth, column in enumerate(order)
    ]
    return reduce(or_, beyond)


def _value(row: Model, column: str) -> Any:
    return reduce(getattr, column.lstrip("-").split("__"), row)
