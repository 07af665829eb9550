"""
kombu's file-system transport, with messages that appear and disappear whole.

The original writes a message under its final name and locks it only after opening: a reader that comes in between
takes an empty file, and the worker dies of it. Here a message is written under a hidden name and renamed, and taken
by renaming it once more, which only one reader can do.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

SCHEME = "folder"


class Channel(filesystem.Channel):
    """A folder of messages, oldest first by their names."""

    # kombu's own classes disagree about the second name.
    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        folder = Path(self.data_folder_out)
        hidden = folder / f".{name}.new"
        hidden.write_text(dumps(payload))  # type: ignore[no-untyped-call]
        hidden.rename(folder / name)

    def _get(self, queue: Any, timeout: Any = None) -> Any:
        folder = Path(self.data_folder_in)
        for name in sorted(path.name for path in folder.iterdir()):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f".{name}.taken"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another reader was quicker
            text = taken.read_text()
            taken.unlink()
            return loads(text)  # type: ignore[no-untyped-call]
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
