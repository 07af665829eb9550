"""
Queries whose SQL is written once in a process.

Django writes the SQL of a queryset anew each time it is asked, and for most of our pages that takes longer than the
database takes to answer. A `Statement` is an ordinary queryset with gaps for what differs from time to time; a
`Change` is the same for `update`, an `Addition` for what `bulk_create` does, a `Part` for SQL around a queryset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from core import clock

Row = TypeVar("Row")
Thing = TypeVar("Thing", bound=Model)


class Given(Expression):
    """A gap in a statement: a value that is given, by this name, when the statement is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def value_in(self, given: dict[str, object]) -> Any:
        """The given value, as the database wants it; of a row, its key."""
        value = given[self.name]
        return self.output_field.get_db_prep_save(value.pk if isinstance(value, Model) else value, connection)


class Statement(Generic[Row]):
    """
    A queryset with gaps, asked many times.

    `write` makes the queryset, at the first time of asking. A page of its rows is asked for with `start` and `stop`,
    instead of a slice in it; the first rows alone with `stop`.
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
        rows = self.ask(start=None, stop=1, **given)
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


class Part:
    """The SQL of a queryset with gaps, written once, to stand inside a statement that is written by hand."""

    def __init__(self, write: Callable[[], QuerySet[Any, Any]]) -> None:
        self._write = write
        self._written: tuple[str, list[Any]] | None = None

    def filled(self, **given: object) -> tuple[str, list[Any]]:
        """Its text, and its parameters with these values."""
        written = self._written
        if written is None or clock.is_set():
            sql, parameters = self._write().query.get_compiler(connection=connection).as_sql()
            written = sql, list(parameters)
            if not clock.is_set():
                self._written = written
        sql, parameters = written
        return sql, _filled(parameters, given)


class Addition(Generic[Thing]):
    """
    An INSERT of rows of one model, made many times.

    Unlike `bulk_create` it opens no transaction, nor a savepoint: it is one statement, which succeeds or fails as one.
    """

    def __init__(self, model: type[Thing]) -> None:
        self._model = model

    def make(self, rows: Iterable[Thing]) -> list[Thing]:
        """Write them, and return them with their keys."""
        added = list(rows)
        if added:
            for row, key in zip(added, self._insert(added), strict=True):
                self._written(row, key)
        return added

    def make_unless_known(self, *rows: Thing) -> bool:
        """
        Write those of the rows whose unique values are not there yet; whether it was all of them.

        Whoever is just writing the same is waited for, and nothing breaks the transaction: no savepoint is needed.
        """
        keys = self._insert(list(rows), "ON CONFLICT DO NOTHING")
        if len(keys) < len(rows):
            return False
        for row, key in zip(rows, keys, strict=True):
            self._written(row, key)
        return True

    def _insert(self, rows: list[Thing], otherwise: str = "") -> list[Any]:
        into, fields, key = self._parts
        one = f"({', '.join(['%s'] * len(fields))})"
        sql = f"{into} VALUES {', '.join([one] * len(rows))} {otherwise} RETURNING {key}"
        values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [key for (key,) in cursor.fetchall()]

    @cached_property
    def _parts(self) -> tuple[str, list[Field[Any, Any]], str]:
        """Into what, which fields, and the column of the key, which the database makes or the row brings."""
        about, name = self._model._meta, connection.ops.quote_name
        fields = [field for field in about.local_concrete_fields if not isinstance(field, AutoField)]
        columns = ", ".join(name(str(field.column)) for field in fields)
        return f"INSERT INTO {name(about.db_table)} ({columns})", fields, name(str(about.pk.column))

    def _written(self, row: Thing, key: Any) -> None:
        if row.pk is None:
            row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _filled(parameters: list[Any], given: dict[str, object]) -> list[Any]:
    return [each.value_in(given) if isinstance(each, Given) else each for each in parameters]


class _Written:
    """A queryset with its SQL."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.pattern = queryset
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        # How columns become values: asked of every column of every table, for every answer.
        selected = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(selected)

    def queryset(self, given: dict[str, object], start: int | None, stop: int | None) -> QuerySet[Any, Any]:
        """A queryset that answers as the pattern does, without writing the SQL again."""
        sql = self.sql
        parameters = _filled(self.parameters, given)
        if start is not None and stop is not None:
            sql += " LIMIT %s OFFSET %s"
            parameters += [stop - start, start]
        elif stop is not None:
            # In the text: PostgreSQL plans a statement anew each time whose limit it does not know beforehand.
            sql += f" LIMIT {int(stop)}"
        compiler, query = copy(self.compiler), copy(self.pattern.query)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (sql, tuple(parameters))
        compiler.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        queryset = type(self.pattern)(model=self.pattern.model, query=query)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups", "_known_related_objects"):
            setattr(queryset, name, getattr(self.pattern, name))
        return queryset
