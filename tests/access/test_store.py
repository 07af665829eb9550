"""What lies on the disk of a market in which everybody has handed something in."""

from __future__ import annotations

from pathlib import Path

from core.files import private_path
from core.models import PrivateFile
from sellers.services.applying import PURPOSE as APPLICATION
from sellers.services.brands import PURPOSE as BRAND
from sellers.services.complaining import COMPLAINT
from sellers.vetting.services.claiming import PURPOSE as CREDENTIAL
from tests.access.world import World

PLAIN = (b"%PDF", b"%%EOF", b"Kanari", b"title,price", b"PK\x03\x04")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_plain_document_lies_in_the_stores(world: World, folders: dict[str, Path]) -> None:
    kept = PrivateFile.objects.filter(deleted_at=None)
    stored = files_in(folders["PRIVATE_ROOT"])

    assert {APPLICATION, CREDENTIAL, COMPLAINT, BRAND} <= set(kept.values_list("purpose", flat=True))
    # Others may have left theirs there, too: the store is one for a whole run.
    assert {private_path(file.pk) for file in kept} <= set(stored)
    wrong = [
        f"{path}: {words!r}"
        for path in [*stored, *files_in(folders["MEDIA_ROOT"])]
        for words in PLAIN
        if words in path.read_bytes()
    ]
    assert wrong == []
