"""The child process in which a paper is laid out, and the limits that it cannot lift."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("printing.py")
MOST_MEMORY = 1_600 * 1024 * 1024  # bytes of address space: the fonts for Chinese are mapped whole, and hardly read
MOST_CPU_SECONDS = 20
MOST_SECONDS = 30
MOST_WRITTEN = 16 * 1024 * 1024  # bytes
LONGEST_WAIT = 15  # seconds for another thread's paper

# One at a time per process: a child takes 100 MB while it lives.
_turn = threading.Lock()


class PapersBusy(DomainError):
    """The machine cannot lay out papers right now; the same paper comes a moment later."""

    code = "core.papers_busy"
    http_status = 503
    wait = 60  # seconds


def print_paper(html: str) -> bytes:
    """
    Lay out a whole page of HTML as PDF, A4. It takes a second or two, in a process that ends with it.

    Raises PapersBusy when no child could do it in time.
    """
    limits = {"most_memory": MOST_MEMORY, "most_seconds": MOST_CPU_SECONDS, "most_written": MOST_WRITTEN}
    if not _turn.acquire(timeout=LONGEST_WAIT):
        raise PapersBusy(_busy())
    try:
        with tempfile.TemporaryFile() as answer:
            _run(json.dumps(limits).encode() + b"\n" + html.encode(), answer.fileno())
            answer.seek(0)
            paper = answer.read()
    finally:
        _turn.release()
    if not paper.startswith(b"%PDF-") or not paper.rstrip().endswith(b"%%EOF"):
        log.error("paper_is_not_whole", extra={"size": len(paper)})
        raise PapersBusy(_busy())
    return paper


def _run(order: bytes, answer: int) -> None:
    try:
        done = subprocess.run(  # noqa: S603  our own program, with nothing of the paper in its arguments
            [sys.executable, "-I", str(PROGRAM)],
            input=order,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"HOME": "/nonexistent", "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise PapersBusy(_busy()) from problem
    if done.returncode:
        log.error("paper_child_failed", extra={"exit_code": done.returncode})
        raise PapersBusy(_busy())


def _busy() -> object:
    return _("Papers cannot be made right now. Please try again in a minute.")
