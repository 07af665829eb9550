"""The pictures that lie beside a catalogue, found by the file name at the end of an address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.pictures import MOST_BYTES


class PhotoFolder:
    """A folder and what lies in it; nothing outside it is ever opened, and nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, Path] = {}
        root = folder.resolve()
        for path in sorted(root.rglob("*")):
            # A link could point anywhere.
            if path.is_file() and not path.is_symlink():
                self.files.setdefault(path.name.casefold(), path)

    def find(self, address: str) -> bytes | None:
        """The picture of that address; None when the folder has none of that name."""
        path = self.files.get(name_of(address).casefold())
        if path is None:
            return None
        with path.open("rb") as file:
            # One byte more than is taken, so that what is too large is refused as such.
            return file.read(MOST_BYTES + 1)


def name_of(address: str) -> str:
    """The file name at the end of an address or path."""
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return unquote(path).replace("\\", "/").rpartition("/")[2]
