"""Web server, worker and clock as one program."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from marketplace.env import BASE_DIR
from tests.stack import Stack, fresh_market

PROGRAMS = {"gunicorn", "worker", "beat"}


def children_of(pid: int) -> dict[str, psutil.Process]:
    """What the supervisor has started, by name."""
    found: dict[str, psutil.Process] = {}
    for child in psutil.Process(pid).children():
        words: list[str] = []
        with suppress(psutil.NoSuchProcess):  # it has just died
            words = child.cmdline()
        found |= {name: child for name in PROGRAMS if any(word.endswith(name) for word in words)}
    return found


def wait_until(is_so: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


def no_header_moves_the_market(market: Stack) -> None:
    """Whoever sends it would write the links of a page that is kept for everybody."""
    moved = urllib.request.Request(f"{market.url}/elsewhere/", headers={"SCRIPT_NAME": "/elsewhere"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(moved, timeout=20)
    for _time in range(3):
        with urllib.request.urlopen(market.url, timeout=20) as page:
            assert b"/elsewhere" not in page.read()


@pytest.mark.embedded
def test_what_dies_is_started_again_and_ctrl_c_stops_all(tmp_path: Path) -> None:
    with fresh_market(tmp_path) as market:
        market.serve()
        supervisor = market.processes[-1]
        wait_until(lambda: set(children_of(supervisor.pid)) == PROGRAMS)
        no_header_moves_the_market(market)

        first = children_of(supervisor.pid)["worker"]
        first.kill()
        wait_until(lambda: children_of(supervisor.pid).get("worker", first) != first)

        family = psutil.Process(supervisor.pid).children(recursive=True)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(timeout=40) == 0
        assert [process for process in family if process.is_running()] == []
        assert "Stopped. Everything is kept." in market.log()


@pytest.mark.embedded
def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "scripts/serve.py"],
            cwd=BASE_DIR,
            env={"DATA_DIR": str(tmp_path), "PORT": port},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == f"Port {port} is taken by another program: stop that, or set PORT to another one.\n"
