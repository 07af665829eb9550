"""Imports as a seller begins them, for tests."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.models import User
from catalog.importing import services
from catalog.models import CatalogueImport
from sellers.models import Shop

CUP = {
    "ref": "cup",
    "title": "Celadon cup",
    "description": "Thrown by hand.",
    "category": "Tableware",
    "sku": "CUP",
    "price": "12.50",
    "stock": "4",
    "material": "glass",
}


def cups(count: int, *, bad: int = 0) -> list[dict[str, str]]:
    """So many rows of cups; every `bad`-th has a price that is none."""
    return [
        CUP
        | {"ref": f"cup-{n}", "sku": f"CUP-{n}", "title": f"Cup {n}"}
        | ({"price": "free"} if bad and n % bad == 0 else {})
        for n in range(1, count + 1)
    ]


def as_csv(rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps({"products": rows, "total": len(rows)}).encode()


def as_zip(files: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def upload(content: bytes, name: str = "cups.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def an_upload(shop: Shop, by: User, content: bytes, *, pictures: bytes | None = None) -> CatalogueImport:
    """A file that waits for its seller to say what it means."""
    sent = [upload(pictures, "pictures.zip")] if pictures is not None else []
    return services.upload_catalogue(shop, by=by, file=upload(content), pictures=sent)


def taken_in(shop: Shop, by: User, content: bytes, *, pictures: bytes | None = None) -> CatalogueImport:
    """A file that was taken in to its end."""
    taken = services.start_import(an_upload(shop, by, content, pictures=pictures), by=by)
    while services.run_imports():
        pass
    taken.refresh_from_db()
    return taken


def counts(taken: CatalogueImport) -> dict[str, int]:
    """How many rows there are of each outcome, as the import counts and as its report says; they must agree."""
    names = ("created", "updated", "unchanged", "left_out", "refused")
    counted = {name: getattr(taken, name) for name in names if getattr(taken, name)}
    reported: dict[str, int] = {}
    for outcome in taken.rows.values_list("outcome", flat=True):
        reported[outcome] = reported.get(outcome, 0) + 1
    assert counted == reported
    return counted
