"""
Private files that are too large to be held in memory: written, encrypted and read part by part.

Each part is encrypted for itself and begins with the file's key and its place in the file, so that parts can be
neither exchanged nor left out. They lie in the same store as the small ones, and are deleted in the same way.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext_lazy as _

from core.files import FileIsGone, private_path
from core.models import PrivateFile
from core.secrets import decrypt, encrypt

PART = 262_144  # bytes of content
_LENGTH = struct.Struct(">I")
_PLACE = struct.Struct(">16sI")


class DamagedFile(Exception):
    """The stored file is not what was written: parts are missing or of another file."""


def store_large(content: Iterable[bytes], *, name: str, content_type: str, purpose: str) -> PrivateFile:
    """Encrypt and keep what comes, without ever holding all of it. What may be stored is for the caller to decide."""
    pk = uuid.uuid4()
    path = private_path(pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    size, digest = 0, hashlib.sha256()
    try:
        with temporary.open("wb") as file:
            for place, part in enumerate(_even_parts(content)):
                token = encrypt(_PLACE.pack(pk.bytes, place) + part)
                file.write(packed(token))
                size += len(part)
                digest.update(part)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return PrivateFile.objects.create(
        pk=pk, name=name[:200], content_type=content_type, size=size, digest=digest.hexdigest(), purpose=purpose
    )


def open_large(file: PrivateFile) -> BinaryIO:
    """
    The decrypted content as a file that can be read from any place; one part of it is in memory at a time.

    Raises FileIsGone when it was deleted.
    """
    try:
        return cast("BinaryIO", io.BufferedReader(_Parts(file), PART))
    except FileNotFoundError:
        raise FileIsGone(_("This file is no longer kept.")) from None


def is_large(content: bytes) -> bool:
    """Whether a stored file that begins like this was written in parts: a length stands where small ones have text."""
    return content[:1] == b"\0"


def parts_of(path: Path) -> Iterator[bytes]:
    """Each part of a stored file, as it is encrypted. Raises DamagedFile."""
    with path.open("rb") as file:
        for offset in _offsets(path):
            file.seek(offset)
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            token = file.read(length)
            if len(token) < length:
                raise DamagedFile(str(path.name))
            yield token


def packed(token: bytes) -> bytes:
    """A part as it stands in the file."""
    return _LENGTH.pack(len(token)) + token


def _even_parts(content: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for some in content:
        waiting += some
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


class _Parts(io.RawIOBase):
    """Raw reading of a stored file."""

    def __init__(self, file: PrivateFile) -> None:
        self._key = file.pk.bytes
        self._size = file.size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        path = private_path(file.pk)
        self._file = path.open("rb")
        self._offsets = _offsets(path)
        if len(self._offsets) != -(-file.size // PART):
            self._file.close()
            raise DamagedFile(str(file.pk))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        place, within = divmod(self._at, PART)
        some = self._part(place)[within : within + len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _part(self, place: int) -> bytes:
        if self._held[0] != place:
            self._file.seek(self._offsets[place])
            (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
            content = decrypt(self._file.read(length))
            if content[: _PLACE.size] != _PLACE.pack(self._key, place):
                raise DamagedFile(f"part {place}")
            self._held = (place, content[_PLACE.size :])
        return self._held[1]


def _offsets(path: Path) -> list[int]:
    """Where each part begins."""
    offsets, at, end = [], 0, path.stat().st_size
    with path.open("rb") as file:
        while at < end:
            offsets.append(at)
            file.seek(at)
            head = file.read(_LENGTH.size)
            if len(head) < _LENGTH.size:
                raise DamagedFile(str(path.name))
            at += _LENGTH.size + _LENGTH.unpack(head)[0]
    return offsets
