"""The embedded broker: every message arrives once and whole, however many write and read at the same time."""

from __future__ import annotations

import threading
from pathlib import Path
from queue import Empty

from kombu.connection import Connection

from marketplace.folder_broker import SCHEME

WRITERS, READERS, EACH = 3, 3, 120


def connection(folder: Path) -> Connection:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "c")}
    return Connection(f"{SCHEME}://", transport_options=options)


def test_messages_arrive_once_and_whole(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    arrived: list[int] = []
    written = threading.Event()

    def write(first: int) -> None:
        with connection(tmp_path) as broker:
            channel = broker.channel()
            for number in range(first, first + EACH):
                channel._put("bell", {"number": number, "padding": "x" * 5000})

    def read() -> None:
        with connection(tmp_path) as broker:
            channel = broker.channel()
            while True:
                is_over = written.is_set()
                try:
                    arrived.append(channel._get("bell")["number"])
                except Empty:
                    if is_over:
                        return

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    writers = [threading.Thread(target=write, args=(EACH * index,)) for index in range(WRITERS)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in readers:
        thread.join()

    assert sorted(arrived) == list(range(WRITERS * EACH))
