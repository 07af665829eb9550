"""Hostile pictures: our own kinds always, a seeded sample of the public collection, and all of it in a soak."""

from __future__ import annotations

import random
import zlib
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import NamedTuple

from PIL import Image

from core.tests.pictures import a_picture, png, saved

SEED = 20261121
SAMPLE = 6

SCRIPT = b"<script>alert(1)</script>"


class Bad(NamedTuple):
    """A file as it is sent."""

    name: str
    content: bytes


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))


def _png_with(kind: bytes, body: bytes) -> bytes:
    """A sound PNG with one more chunk after its header."""
    sound = a_picture()
    return sound[:33] + _chunk(kind, body) + sound[33:]


def _bilevel_bomb() -> bytes:
    """30,000 × 30,000 pixels in a hundred kilobytes."""
    header = pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(3_751 * 3_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _frames(count: int) -> bytes:
    first, *others = [Image.new("RGB", (16, 16), (n % 256, 0, 0)) for n in range(count)]
    file = BytesIO()
    first.save(file, "WEBP", save_all=True, append_images=others)
    return file.getvalue()


def _flipped(content: bytes) -> bytes:
    spoilt = bytearray(content)
    for place in random.Random(SEED).sample(range(20, len(spoilt)), len(spoilt) // 20):
        spoilt[place] ^= 0xFF
    return bytes(spoilt)


JPEG, WEBP, AVIF = (a_picture(kind=kind, size=(300, 200)) for kind in ("JPEG", "WEBP", "AVIF"))

OURS = [
    Bad("empty.jpg", b""),
    Bad("words.png", b"This is no picture."),
    Bad("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    Bad("page.jpg", b"<html>" + SCRIPT),
    Bad("gif-script.gif", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)//"),
    Bad("program.png", b"MZ" + bytes(300)),
    Bad("archive.jpg", b"PK\x03\x04" + bytes(300)),
    Bad("start-only.jpg", b"\xff\xd8\xff"),
    Bad("header-lies.png", png(65_535, 65_535, b"")),
    Bad("bomb.png", _bilevel_bomb()),
    Bad("no-size.png", png(0, 0, b"")),
    Bad("thread.png", png(39_000_000, 1, bytes(100))),
    Bad("text-bomb.png", _png_with(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))),
    Bad("profile-bomb.png", _png_with(b"iCCP", b"icc\0\0" + zlib.compress(bytes(80_000_000), 9))),
    Bad("truncated.jpg", JPEG[: len(JPEG) // 2]),
    Bad("truncated.webp", WEBP[: len(WEBP) // 2]),
    Bad("truncated.avif", AVIF[: len(AVIF) * 3 // 4]),
    Bad("flipped.jpg", _flipped(JPEG)),
    Bad("flipped.avif", _flipped(AVIF)),
    Bad("page-behind.jpg", JPEG + b"<html>" + SCRIPT),
    Bad("comment.jpg", saved(Image.new("RGB", (40, 40)), "JPEG", comment=SCRIPT)),
    Bad("frames.webp", _frames(300)),
]
NAMES = [
    "../../../etc/passwd.png",
    "..\\..\\windows\\cup.png",
    "cup\x00.html.png",
    "\u202egnp.exe.png",
    "cup.png...",
    "cup.png\r\nX-Evil: 1",
    ".htaccess",
    "CON.png",
    "<img src=x onerror=alert(1)>.png",
    "\U0001f375" * 60 + ".png",
    "x" * 240 + ".png",
]


def collection(folder: Path) -> list[Bad]:
    """Every file of the public collection, in the order of its names."""
    paths = sorted(path for path in (folder / "bad_images").rglob("*") if path.is_file() and path.suffix != ".csv")
    return [Bad(path.name, path.read_bytes()) for path in paths]


def sample(folder: Path) -> list[Bad]:
    return random.Random(SEED).sample(collection(folder), SAMPLE)
