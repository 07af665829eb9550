"""The private store: encrypted, without a URL, every view on record."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from accounts.models import User
from core import clock
from core.files import FileIsGone, delete_orphans, delete_private, read_private, record_view, store_private, views_of
from core.models import PrivateFile

CONTENT = b"%PDF-1.7 registration certificate of Tanah Liat"


@pytest.fixture
def document(db: None) -> PrivateFile:
    return store_private(CONTENT, name="akta.pdf", content_type="application/pdf", purpose="application")


def on_disk(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def test_what_is_stored_comes_back_and_is_unreadable_on_disk(document: PrivateFile, settings: Settings) -> None:
    assert read_private(document) == CONTENT

    [path] = on_disk(settings)
    assert b"PDF" not in path.read_bytes()
    assert b"Tanah" not in path.read_bytes()
    assert "akta" not in str(path)


def test_a_new_first_key_still_opens_old_files(document: PrivateFile, settings: Settings) -> None:
    settings.FILE_KEYS = [Fernet.generate_key().decode(), *settings.FILE_KEYS]

    assert read_private(document) == CONTENT


def test_every_view_is_on_record_and_stays(document: PrivateFile, rita: User) -> None:
    other = store_private(CONTENT, name="other.pdf", content_type="application/pdf", purpose="application")
    record_view(other, viewer=rita, role="reviewer", about=[], because="To see.")
    view = record_view(document, viewer=rita, role="reviewer", about=[], because="To see.")

    assert list(views_of(document)) == [view]
    with pytest.raises(TypeError):
        view.delete()


def test_a_deleted_file_leaves_its_digest_and_no_content(document: PrivateFile, settings: Settings) -> None:
    delete_private(document)

    assert on_disk(settings) == []
    assert document.deleted_at is not None
    assert document.digest
    with pytest.raises(FileIsGone):
        read_private(document)


def test_files_that_no_row_knows_are_swept_after_a_day(document: PrivateFile, settings: Settings) -> None:
    orphan = Path(settings.PRIVATE_ROOT) / "ab" / ("ab" * 16)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"half a crash")
    old = (clock.now() - timedelta(days=2)).timestamp()
    for path in on_disk(settings):
        os.utime(path, (old, old))

    assert delete_orphans() == 1

    assert not orphan.exists()
    assert read_private(document) == CONTENT
