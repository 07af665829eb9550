"""Which program this is: what a page looks like follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

KINDS = frozenset({".py", ".html", ".mo", ".css", ".js", ".svg"})
NOT_OURS = frozenset({".venv", ".git", "var", "node_modules", "__pycache__", "tests", "bench", "docs"})


def build_of(root: Path, *settings: object) -> str:
    """A short name for the program's files as they stand now, and for what is set: another one for any change."""
    digest = hashlib.sha256(repr(settings).encode())
    for path in sorted(files_below(root)):
        about = path.stat()
        digest.update(f"{path.relative_to(root)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in NOT_OURS:
                yield from files_below(path)
        elif path.suffix in KINDS:
            yield path
