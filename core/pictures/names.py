"""How the files of a picture are called: by their content, their width and their format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

# In pixels; a picture that is narrower has its own width as the last. `drawing.py` makes what `widths_of` names.
WIDTHS = (160, 480, 960, 1600)
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
TONES = 64
IS_FILE = re.compile(r"(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{62}-[1-9][0-9]{0,3}\.(?P<suffix>avif|webp|jpg)")


def widths_of(width: int) -> list[int]:
    """The widths in which a picture of this width is served: its own, and those that are clearly smaller."""
    return [each for each in WIDTHS if each * 5 <= width * 4] + [width]


def suffixes_of(width: int) -> list[str]:
    """The ends of all its names: "160.avif", "160.webp" …"""
    return [f"{each}.{suffix}" for each in widths_of(width) for suffix in CONTENT_TYPES]


def base_of(digest: str) -> str:
    """The beginning of all its names."""
    return f"{digest[:2]}/{digest}"


def digest_of(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over the names and contents of all files of a picture: who knows it can check each of them."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
