"""
Another key for what is kept encrypted: everything under the first key of settings.FILE_KEYS, while the market runs.

Each row and each file is done for itself and is whole before and after, so a crash leaves nothing half done, and
whoever begins anew passes over what is done already. What an app encrypts outside of EncryptedTextField it names in its
`rotation.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, TextField, Value

from core.files import private_path, write_durably
from core.large_files import DamagedFile, is_large, packed, parts_of
from core.models import PrivateFile
from core.secrets import EncryptedTextField, is_current, renew

AT_ONCE = 200


@dataclass
class Count:
    """What was found of one kind: done now, under the first key already, and what no key opens."""

    what: str
    renewed: int = 0
    current: int = 0
    unreadable: list[str] = field(default_factory=list)

    def add(self, row: str, act: Callable[[], bool]) -> None:
        """`act` says whether it had something to do."""
        try:
            if act():
                self.renewed += 1
            else:
                self.current += 1
        except (InvalidToken, DamagedFile, FileNotFoundError):
            self.unreadable.append(row)


Rotate = Callable[[], Count]
ROTATIONS: list[Rotate] = []


def rotates(rotate: Rotate) -> Rotate:
    """Register what an app encrypts in a way of its own."""
    ROTATIONS.append(rotate)
    return rotate


def rotate_everything() -> Iterator[Count]:
    """Put everything under the first key: column by column, then the files, then what apps registered."""
    for model in apps.get_models():
        for each in model._meta.local_concrete_fields:
            if isinstance(each, EncryptedTextField):
                yield _rotate_column(model, each.name)
    yield _rotate_files()
    for rotate in ROTATIONS:
        yield rotate()


def rows_of(model: type[models.Model], **which: Any) -> Iterator[Any]:
    """The keys of all rows, in order, some at a time: what is written meanwhile is under the first key already."""
    rows = model._base_manager.filter(**which).order_by("pk").values_list("pk", flat=True)
    some = list(rows[:AT_ONCE])
    while some:
        yield from some
        some = list(rows.filter(pk__gt=some[-1])[:AT_ONCE])


def _rotate_column(model: type[models.Model], name: str) -> Count:
    count = Count(f"{model._meta.label_lower}.{name}")
    # As it is stored: the field itself would decrypt it.
    stored = model._base_manager.annotate(stored_text=ExpressionWrapper(F(name), output_field=TextField()))

    def renew_one(pk: Any) -> bool:
        text = stored.filter(pk=pk).values_list("stored_text", flat=True).first()
        if not text or is_current(text.encode()):
            return False
        renewed = Value(renew(text.encode()).decode(), output_field=TextField())
        # Only if it is still what was read. Whoever wrote it meanwhile has used the first key.
        return bool(stored.filter(pk=pk, stored_text=text).update(**{name: renewed}))

    for pk in rows_of(model):
        count.add(f"{model._meta.label_lower}:{pk}", lambda pk=pk: renew_one(pk))  # type: ignore[misc]
    return count


def _rotate_files() -> Count:
    count = Count("private files")
    for pk in rows_of(PrivateFile, deleted_at=None):
        count.add(f"file {pk}", lambda pk=pk: _renew_file(pk))  # type: ignore[misc]
    return count


@transaction.atomic
def _renew_file(pk: Any) -> bool:
    # Whoever deletes it marks the row first, and so waits here: a file that is gone is not written again.
    if not PrivateFile.objects.select_for_update().filter(pk=pk, deleted_at=None).exists():
        return False
    path = private_path(pk)
    with path.open("rb") as file:
        in_parts = is_large(file.read(1))
    if in_parts:
        if all(is_current(part) for part in parts_of(path)):
            return False
        write_durably(path, (packed(renew(part)) for part in parts_of(path)))
        return True
    content = path.read_bytes()
    # A large file may be empty, and has no part then.
    if not content or is_current(content):
        return False
    write_durably(path, renew(content))
    return True
