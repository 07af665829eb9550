"""
Is it malware? Asked of ClamAV where there is one; where there is none, the answer says so and is kept with the file.

A scanner that is there but does not answer refuses the file: whoever can make it fall silent must not get past it.
"""

from __future__ import annotations

import logging
import socket
import time
from contextlib import closing
from pathlib import Path
from struct import pack
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

log = logging.getLogger(__name__)

CONNECT_SECONDS = 2
ANSWER_SECONDS = 20
PORT = 3310
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class Scan(models.TextChoices):
    """What is known of a file that was taken in. One with malware in it is not taken in."""

    NOT_SCANNED = "not_scanned", _("not scanned for malware")
    CLEAN = "clean", _("scanned, no malware found")


class MalwareFound(DomainError):
    """The scanner found something; its name is in `details`, not in the sentence."""

    code = "core.malware_found"


class ScannerSilent(DomainError):
    """A scanner is set up, and gave no answer that can be used."""

    code = "core.scanner_silent"


def scan(content: bytes) -> Scan:
    """
    Let the scanner look at a file: CLEAN, or NOT_SCANNED where no scanner is set up. Takes up to 20 seconds.

    Raises MalwareFound, and ScannerSilent when the scanner fails or takes too long.
    """
    scanner = _scanner()
    if scanner is None:
        return Scan.NOT_SCANNED
    try:
        answer = _ask(scanner, content)
    except OSError as problem:
        answer = f"{type(problem).__name__} ERROR"
    if answer == "stream: OK":
        return Scan.CLEAN
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        log.warning("malware_found", extra={"malware": name})
        raise MalwareFound(_("Our scanner found malware in this file. We cannot take it."), malware=name)
    log.error("scanner_silent", extra={"answer": answer[:200]})
    raise ScannerSilent(_("We cannot check files for malware right now. Please try again later."))


def has_scanner() -> bool:
    """Whether files are scanned in this house."""
    return _scanner() is not None


def _scanner() -> str | None:
    """The scanner's address: the one that was set, else the socket of one that is installed on this machine."""
    if settings.CLAMAV_URL:
        return str(settings.CLAMAV_URL)
    found = (f"unix://{path}" for path in settings.CLAMAV_SOCKETS if Path(path).exists())
    return next(found, None)


def _ask(scanner: str, content: bytes) -> str:
    """Send the file as clamd's INSTREAM command wants it, and return its one line. Raises OSError."""
    ends = time.monotonic() + ANSWER_SECONDS
    with closing(_connect(scanner)) as line:
        line.settimeout(ANSWER_SECONDS)
        line.sendall(b"zINSTREAM\0")
        try:
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                line.sendall(pack(">I", len(chunk)) + chunk)
            line.sendall(pack(">I", 0))
        except BrokenPipeError:
            # It has heard enough (its own limit of size), and says why.
            pass
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
            # A byte now and then must not keep us for ever.
            line.settimeout(max(0.1, ends - time.monotonic()))
            more = line.recv(LONGEST_ANSWER)
            if not more:
                break
            answer += more
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def _connect(scanner: str) -> socket.socket:
    parts = urlsplit(scanner)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line
