"""The servers under measurement, and what they cost: processor time and memory of web server and database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = str(Path(sys.executable).with_name("gunicorn"))
STARTS_WITHIN = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, env: dict[str, str], log: Path) -> Iterator[psutil.Process]:
    """Run a web server until the block ends; yields its first process."""
    with log.open("ab") as output:
        process = subprocess.Popen([GUNICORN, *command], cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        _wait_for(port, process, log)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The server did not start:\n{log.read_text(errors='replace')[-4000:]}")


def market_command() -> list[str]:
    """The market as an operator runs it."""
    return ["--config", str(ROOT / "deploy" / "gunicorn.conf.py")]


def bare_command(port: int, processes: str, threads: str) -> list[str]:
    sizes = ["--workers", processes, "--threads", threads, "--worker-class", "gthread", "--preload"]
    return ["bench.bare:make_application()", "--bind", f"127.0.0.1:{port}", *sizes]


def postmaster() -> psutil.Process:
    """The first process of the PostgreSQL server that this market uses; it must run on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    parent = psutil.Process(pid).parent()
    if parent is None or "postgres" not in parent.name():
        raise SystemExit("The database must run on this machine, or its cost cannot be measured.")
    return parent


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time."""

    web: float
    database: float

    def __sub__(self, earlier: Cost) -> Cost:
        return Cost(self.web - earlier.web, self.database - earlier.database)


def cost_so_far(web: psutil.Process, database: psutil.Process | None) -> Cost:
    """What both have used since they started."""
    # Not this process's own connection: it asks nothing while the clock runs.
    return Cost(_seconds(web), _seconds(database) if database else 0.0)


def _seconds(process: psutil.Process) -> float:
    """The processor time of a process and its descendants, those that have ended included."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
        if each.pid == process.pid:
            total += times.children_user + times.children_system
    return total


@dataclass(frozen=True)
class Held:
    """Bytes, what processes share counted once."""

    # By those that answer.
    answering: int
    # And what the one that started them holds for itself: its own copy of whatever they have written to since.
    altogether: int


def memory(web: psutil.Process) -> Held:
    """What the web server's processes hold."""
    altogether = sum(each.memory_full_info().pss for each in [web, *web.children(recursive=True)])
    return Held(altogether - web.memory_full_info().uss, altogether)


def environment(port: int, folder: Path) -> dict[str, str]:
    """What the market under measurement is told, beside DATABASE_URL and REDIS_URL."""
    return os.environ | {
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://localhost:{port}",
        "DEMO": "1",
        "TRUSTED_PROXY": "1",
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        # Without what only developers have (sitecustomize.py there).
        "PYTHONPATH": str(ROOT / "bench" / "as_installed"),
    }
