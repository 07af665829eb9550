"""A stand-in for ClamAV's clamd: speaks INSTREAM on a local socket, and finds what it is told to find."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from struct import unpack
from typing import BinaryIO

# Not the famous test string: a real scanner on a developer's machine would remove this file.
MALWARE = b"malware-for-tests"


class Clamd:
    """Finds MALWARE in a file. `says` overrides the answer, `silent_for` delays it (seconds)."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.says: bytes | None = None
        self.silent_for = 0.0
        self.largest = 10**9
        self.seen: list[bytes] = []

    def serve(self) -> None:
        while True:
            try:
                caller, _address = self.line.accept()
            except OSError:
                return
            # Who asked may have lost patience.
            with suppress(OSError), caller, caller.makefile("rb") as file:
                self._answer(caller, file)

    def _answer(self, caller: socket.socket, file: BinaryIO) -> None:
        assert file.read(10) == b"zINSTREAM\0"
        content = b""
        while (size := unpack(">I", file.read(4))[0]) and len(content) <= self.largest:
            content += file.read(size)
        self.seen.append(content)
        time.sleep(self.silent_for)
        if len(content) > self.largest:
            caller.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        elif self.says is not None:
            caller.sendall(self.says)
        else:
            caller.sendall(b"stream: Test.Malware FOUND\0" if MALWARE in content else b"stream: OK\0")


@contextmanager
def a_clamd(folder: Path) -> Iterator[tuple[Clamd, str]]:
    """A running stand-in, and its address."""
    path = folder / "clamd"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(str(path))
        line.listen()
        clamd = Clamd(line)
        thread = threading.Thread(target=clamd.serve, daemon=True)
        thread.start()
        try:
            yield clamd, f"unix://{path}"
        finally:
            line.shutdown(socket.SHUT_RDWR)
            thread.join(5)
