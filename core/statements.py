"""
Queries whose SQL is written once in a process.

Django writes the SQL of a queryset anew each time it is asked, and for most of our pages that takes longer than the
database takes to answer. A `Statement` is an ordinary queryset with gaps for what differs from time to time; a
`Change` is the same for `update`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from core import clock

Row = TypeVar("Row")


class Given(Expression):
    """A gap in a statement: a value that is given, by this name, when the statement is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def value_in(self, given: dict[str, object]) -> Any:
        """The given value, as the database wants it."""
        return self.output_field.get_db_prep_value(given[self.name], connection, prepared=False)


class Statement(Generic[Row]):
    """
    A queryset with gaps, asked many times.

    `write` makes the queryset, at the first time of asking. A page of its rows is asked for with `start` and `stop`,
    instead of a slice in it.
    """

    def __init__(self, write: Callable[[], QuerySet[Any, Row]]) -> None:
        self._write = write
        self._written: _Written | None = None

    def ask(self, *, start: int | None = None, stop: int | None = None, **given: object) -> list[Row]:
        """The rows, as the queryset would give them; one statement, besides what it prefetches."""
        written = self._written
        # While a test or the demo sets the clock, its moment stands in the text as a value: such a text is not kept.
        if written is None or clock.is_set():
            written = _Written(self._write())
            if not clock.is_set():
                self._written = written
        return list(written.queryset(given, start, stop))

    def first(self, **given: object) -> Row | None:
        """The first row, if there is any."""
        rows = self.ask(start=0, stop=1, **given)
        return rows[0] if rows else None


class Change:
    """
    An UPDATE with gaps, made many times.

    `write` says at the first time of which rows, and what becomes of their fields.
    """

    def __init__(self, write: Callable[[], tuple[QuerySet[Any, Any], dict[str, Any]]]) -> None:
        self._write = write
        self._written: tuple[str, list[Any]] | None = None

    def make(self, **given: object) -> int:
        """Make it, and say how many rows it changed."""
        written = self._written
        if written is None or clock.is_set():
            written = self._compiled()
            if not clock.is_set():
                self._written = written
        sql, parameters = written
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(parameters, given))
            return int(cursor.rowcount)

    def _compiled(self) -> tuple[str, list[Any]]:
        rows, fields = self._write()
        query: Any = rows.order_by().query.chain(UpdateQuery)
        query.add_update_values(fields)
        sql, parameters = query.get_compiler(connection=connection).as_sql()
        return sql, list(parameters)


def _filled(parameters: list[Any], given: dict[str, object]) -> list[Any]:
    return [each.value_in(given) if isinstance(each, Given) else each for each in parameters]


class _Written:
    """A queryset with its SQL."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.pattern = queryset
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        # Which columns are turned into something else on the way in: the compiler would ask each of them, each time.
        self.converters = self.compiler.get_converters([column for column, *_rest in self.compiler.select])

    def queryset(self, given: dict[str, object], start: int | None, stop: int | None) -> QuerySet[Any, Any]:
        """A queryset that answers as the pattern does, without writing the SQL again."""
        sql = self.sql
        parameters = _filled(self.parameters, given)
        if start is not None and stop is not None:
            sql += " LIMIT %s OFFSET %s"
            parameters += [stop - start, start]
        compiler, query = copy(self.compiler), copy(self.pattern.query)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (sql, tuple(parameters))
        compiler.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        queryset = type(self.pattern)(model=self.pattern.model, query=query)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups", "_known_related_objects"):
            setattr(queryset, name, getattr(self.pattern, name))
        return queryset
