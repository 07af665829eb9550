"""Tables whose rows are written once."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnly(models.Model):
    """Rows that are written once: what happened, happened."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows are written once and kept.")
