"""One lookup of our own: a row whose key is among many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, Lookup
from django.db.models.sql.compiler import SQLCompiler

from core.statements import Given


def as_one_parameter(keys: Iterable[int], connection: BaseDatabaseWrapper) -> Any:
    """All keys in one text: as PostgreSQL writes an array (quicker than a driver that writes each key), or in JSON."""
    written = ",".join(map(str, map(int, keys)))
    return f"{{{written}}}" if connection.vendor == "postgresql" else f"[{written}]"


class GivenKeys(Given):
    """A gap for keys, however many: `filter(pk__among=GivenKeys("keys"))`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, BigAutoField())

    def value_in(self, given: dict[str, Any]) -> Any:
        return as_one_parameter(given[self.name], connection)


class Among(Lookup[Any]):
    """
    `pk__among=keys` is `pk__in=keys` with all keys in one parameter.

    What a search found is hundreds of keys, and a statement with hundreds of parameters costs more to write and to
    read than to answer.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        if isinstance(self.rhs, GivenKeys):
            return self.rhs
        keys: Iterable[int] = self.rhs
        return [int(key) for key in keys]

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [as_one_parameter(value, connection)]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        among = "= ANY({}::bigint[])" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each({}))"
        return f"{left} {among.format(right)}", [*left_parameters, *right_parameters]


BigAutoField.register_lookup(Among)
