"""One lookup of our own: a row whose key is among many."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, Lookup
from django.db.models.sql.compiler import SQLCompiler


class Among(Lookup[Any]):
    """
    `pk__among=keys` is `pk__in=keys` with all keys in one parameter.

    What a search found is hundreds of keys, and a statement with hundreds of parameters costs more to write and to
    read than to answer.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        keys: Iterable[int] = self.rhs
        return [int(key) for key in keys]

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [value if connection.vendor == "postgresql" else json.dumps(value)]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        among = "= ANY({})" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each({}))"
        return f"{left} {among.format(right)}", [*left_parameters, *right_parameters]


BigAutoField.register_lookup(Among)
