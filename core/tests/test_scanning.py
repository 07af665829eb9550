"""The malware scanner: asked where there is one; when it fails, nothing gets past it."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from core import scanning
from core.scanning import MalwareFound, Scan, ScannerSilent, scan
from core.tests.clamd import MALWARE, Clamd, a_clamd


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    # A short path: an address of a socket has at most some hundred characters.
    with tempfile.TemporaryDirectory() as folder, a_clamd(Path(folder)) as (running, address):
        settings.CLAMAV_URL = address
        yield running


def test_without_a_scanner_the_answer_says_so(settings: Settings) -> None:
    settings.CLAMAV_URL, settings.CLAMAV_SOCKETS = None, ["/nowhere/clamd"]

    assert scan(b"anything") is Scan.NOT_SCANNED


def test_a_clean_file_arrives_whole_and_is_clean(clamd: Clamd) -> None:
    content = bytes(range(256)) * 1_000

    assert scan(content) is Scan.CLEAN
    assert clamd.seen == [content]


def test_a_scanner_on_this_machine_is_found(clamd: Clamd, settings: Settings) -> None:
    settings.CLAMAV_SOCKETS = ["/nowhere/clamd", settings.CLAMAV_URL.removeprefix("unix://")]
    settings.CLAMAV_URL = None

    assert scan(b"harmless") is Scan.CLEAN


def test_malware_is_refused_and_named_for_the_record_only(clamd: Clamd) -> None:
    with pytest.raises(MalwareFound) as refused:
        scan(b"x" * 100_000 + MALWARE)

    assert refused.value.details == {"malware": "Test.Malware"}
    assert "Test" not in refused.value.message


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"nonsense\0", b"x" * 10_000, b"stream: \xff ERROR\0"])
def test_an_answer_that_is_none_refuses(clamd: Clamd, answer: bytes) -> None:
    clamd.says = answer
    if answer == b"stream: OK":
        # Cut off before its end, but all that matters was said.
        assert scan(b"harmless") is Scan.CLEAN
        return
    with pytest.raises(ScannerSilent, match="try again later"):
        scan(b"harmless")


def test_a_file_that_the_scanner_finds_too_large_is_refused(clamd: Clamd) -> None:
    clamd.largest = 70_000

    with pytest.raises(ScannerSilent):
        scan(b"x" * 8_000_000)


def test_a_scanner_that_takes_too_long_refuses(clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.2)
    clamd.silent_for = 0.6

    with pytest.raises(ScannerSilent):
        scan(b"harmless")


def test_a_scanner_that_is_set_up_and_gone_refuses(settings: Settings) -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", "unix:///nowhere/clamd"):
        settings.CLAMAV_URL = address
        with pytest.raises(ScannerSilent):
            scan(b"harmless")
