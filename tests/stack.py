"""
A whole market of its own, in processes: database, web server, worker and clock, as an operator would start them.

On SQLite everything stands in a temporary folder; where the tests run beside PostgreSQL and Redis, the market gets a
database and a Redis database of its own there.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from marketplace.env import BASE_DIR

PYTHON = sys.executable
CELERY = str(Path(sys.executable).with_name("celery"))
# The test runner's own settings must not reach the market's processes.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Stack:
    """One running market. `run` calls a script inside it; `start` starts a program that lasts."""

    folder: Path
    port: int
    env: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.env["SITE_URL"]

    def manage(self, *words: str) -> str:
        """Run a management command to its end and return what it said."""
        return self._run([PYTHON, "manage.py", *words])

    def run(self, script: str) -> str:
        """Run Python inside the market, Django set up, and return what it printed."""
        return self._run([PYTHON, "-c", f"import django; django.setup()\n{script}"])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=BASE_DIR, env=self.env, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"{command[-1][:200]}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program in a process group of its own; its output goes into the stack's log."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=BASE_DIR, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start(CELERY, "--app", "marketplace", "--quiet", "worker", "--concurrency", "2", "--without-mingle")

    def serve(self) -> None:
        """Start everything, as `make run` does, and wait until it is ready."""
        self.start(PYTHON, "scripts/serve.py")
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.3)
        raise AssertionError(f"the market did not start:\n{self.log()}")

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-6000:]

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the program and all its children, as when the machine takes them."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@contextmanager
def fresh_market(folder: Path, *, prepared: bool = True, **settings: str) -> Iterator[Stack]:
    """An empty market, migrated if `prepared`; whatever it started is stopped at the end."""
    pattern = _prepared_pattern() if prepared else None
    with _market(folder, pattern, settings) as stack:
        yield stack


@contextmanager
def _market(folder: Path, pattern: Stack | None, settings: dict[str, str]) -> Iterator[Stack]:
    """A market of its own in `folder`, as far as `pattern` is."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    if pattern:
        shutil.copytree(pattern.folder, folder, dirs_exist_ok=True)
    env = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://localhost:{port}",
        "DEMO": "1",
        "WEB_PROCESSES": "1",
    }
    with _servers(pattern) as servers:
        stack = Stack(folder, port, env | servers | settings)
        try:
            yield stack
        finally:
            stack.stop()


@cache
def _prepared_pattern() -> Stack:
    """An empty market that is migrated and has its static files: made once, copied by every test that wants one."""
    kept = ExitStack()
    atexit.register(kept.close)
    shared = os.environ.get("SHARED_PATTERN")
    if shared and not os.environ.get("DATABASE_URL"):
        return kept.enter_context(_pattern_of_all_parts(Path(shared)))
    folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="market-pattern-")))
    stack = kept.enter_context(_market(folder, None, {}))
    stack.manage("prepare")
    return stack


@contextmanager
def _pattern_of_all_parts(folder: Path) -> Iterator[Stack]:
    """On SQLite a pattern is a folder: of the parts that run side by side the first makes it, the others wait."""
    making = folder.with_name(f"{folder.name}-in-the-making")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            with _market(making, None, {}) as stack:
                stack.manage("prepare")
            making.rename(folder)
    with _market(folder, None, {}) as stack:
        yield stack


@contextmanager
def _servers(pattern: Stack | None) -> Iterator[dict[str, str]]:
    """A PostgreSQL database and a Redis database of this market's own, or nothing at all in the embedded home."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"market_{uuid.uuid4().hex[:12]}"
    template = urlsplit(pattern.env["DATABASE_URL"]).path[1:] if pattern else "template1"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    redis = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{uuid.uuid4().int % 14 + 1}"
    try:
        yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}")), "REDIS_URL": redis}
    finally:
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
