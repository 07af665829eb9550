"""
The child process in which a picture is drawn, and the limits that it cannot lift.

Started anew for each picture, as a program and not as a fork: the server's threads, its memory, its environment and
its open files stay behind. It costs 0.1 s, where drawing costs one.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("drawing.py")
MOST_MEMORY = 900 * 1024 * 1024  # bytes of address space; the worst picture of 40 megapixels needs 840 MB
MOST_CPU_SECONDS = 25
MOST_SECONDS = 60
MOST_WRITTEN = 64 * 1024 * 1024  # bytes
LONGEST_WAIT = 30  # seconds for another thread's picture

# One at a time per process: eight large pictures at once must not take eight times the memory.
_turn = threading.Lock()


class PicturesBusy(DomainError):
    """The machine cannot draw pictures right now; the same picture may be fine a moment later."""

    code = "core.pictures_busy"


class Drawn:
    """What the child answered: what it says of the picture, and its files by name."""

    def __init__(self, says: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        self.says, self.files = says, files


def draw_in_child(job: str, content: bytes, **how: Any) -> Drawn:
    """
    Let a child process do one job of `drawing.py`. A child that was stopped by a limit has answered `too_much`.

    Raises PicturesBusy when no child could do it in time.
    """
    limits = {"most_memory": MOST_MEMORY, "most_seconds": MOST_CPU_SECONDS, "most_written": MOST_WRITTEN}
    if not _turn.acquire(timeout=LONGEST_WAIT):
        raise PicturesBusy(_busy())
    try:
        with _scratch() as order, _scratch() as answer:
            order.write(json.dumps({"job": job, "how": how} | limits).encode() + b"\n" + content)
            order.seek(0)
            ended = _run(order, answer)
            answer.seek(0)
            if ended > 0:
                # A picture is refused with an answer and stopped by a signal: this is our own program that failed.
                log.error("picture_child_failed", extra={"exit_code": ended})
                raise PicturesBusy(_busy())
            return read_answer(answer) if ended == 0 else Drawn({"refused": "too_much"}, {})
    finally:
        _turn.release()


def read_answer(answer: BinaryIO) -> Drawn:
    """Take an answer apart, believing none of it: a child that a picture has taken over may write anything."""
    try:
        says = json.loads(answer.readline(100_000))
        return Drawn(says, {str(name): answer.read(int(size)) for name, size in says["files"]})
    except (ValueError, KeyError, TypeError):
        return Drawn({"refused": "damaged"}, {})


def _run(order: BinaryIO, answer: BinaryIO) -> int:
    """The exit code of the child; negative when a signal ended it."""
    try:
        child = subprocess.Popen(  # noqa: S603  our own program, with nothing of the picture in its arguments
            [sys.executable, "-I", str(PROGRAM)],
            stdin=order,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
    except OSError as problem:
        raise PicturesBusy(_busy()) from problem
    try:
        return child.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired:
        # Its limit of CPU time is lower: the machine is overloaded, which says nothing about the picture.
        raise PicturesBusy(_busy()) from None
    finally:
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            child.wait()


def _scratch() -> BinaryIO:
    """A file without a name, in memory where the system can: what is private is never written to disk as it came."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("picture"), "w+b")
    return tempfile.TemporaryFile()


def _busy() -> Any:
    return _("Pictures cannot be looked at right now. Please try again in a minute.")
