"""Private files that are read part by part: what is written comes back, and nothing else does."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from core.files import FileIsGone, delete_private, private_path
from core.large_files import PART, DamagedFile, open_large, store_large
from core.models import PrivateFile

pytestmark = pytest.mark.django_db

CONTENT = random.Random(7).randbytes(PART * 2 + 1000)


def stored(content: bytes = CONTENT) -> PrivateFile:
    pieces = [content[start:end] for start, end in pairwise([*range(0, len(content), 70_001), len(content)])]
    return store_large(pieces, name="catalogue.csv", content_type="text/csv", purpose="catalogue")


def test_it_comes_back_from_any_place() -> None:
    with open_large(stored()) as file:
        assert file.read() == CONTENT
        for start, length in ((0, 10), (PART - 5, 10), (PART * 2 - 1, 2000), (len(CONTENT) - 3, 50)):
            file.seek(start)
            assert file.read(length) == CONTENT[start : start + length]
        assert (file.seek(-4, 2), file.read()) == (len(CONTENT) - 4, CONTENT[-4:])


def test_an_empty_file_is_a_file() -> None:
    with open_large(stored(b"")) as file:
        assert file.read() == b""


def test_nothing_of_it_can_be_read_on_the_disk() -> None:
    kept = stored(b"celadon cup " * 1000)

    assert b"celadon" not in private_path(kept.pk).read_bytes()


def test_parts_can_be_neither_exchanged_nor_left_out() -> None:
    kept, other = stored(), stored()
    whole = private_path(kept.pk).read_bytes()

    private_path(kept.pk).write_bytes(private_path(other.pk).read_bytes())
    with open_large(kept) as file, pytest.raises(DamagedFile):
        file.read()
    private_path(kept.pk).write_bytes(whole[: len(whole) // 3])
    with pytest.raises((DamagedFile, Exception)):
        open_large(kept).read()


def test_what_was_deleted_is_gone() -> None:
    kept = stored()
    delete_private(kept)

    with pytest.raises(FileIsGone):
        open_large(kept)


def test_a_writer_that_fails_leaves_nothing() -> None:
    def broken() -> object:
        yield b"x" * 10
        raise OSError

    with pytest.raises(OSError):
        store_large(broken(), name="x", content_type="x", purpose="x")  # type: ignore[arg-type]
    assert not PrivateFile.objects.exists()
