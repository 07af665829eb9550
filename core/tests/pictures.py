"""Small pictures for tests, sound and broken."""

from __future__ import annotations

import zlib
from io import BytesIO
from itertools import count
from struct import pack

from PIL import Image

_count = count(1)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def a_picture(
    colour: tuple[int, int, int] | None = None, *, kind: str = "PNG", size: tuple[int, int] = (8, 6)
) -> bytes:
    """A small picture, each of another colour unless one is asked for."""
    n = next(_count)
    return saved(Image.new("RGB", size, colour or (n * 53 % 251, n * 101 % 241, n * 29 % 239)), kind)


def png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG whose header may promise what it likes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
