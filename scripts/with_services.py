#!/usr/bin/env python3
"""
Run a command beside a throw-away PostgreSQL and Redis.

    scripts/with_services.py -- .venv/bin/pytest orders

Both start on free ports of this machine in a temporary folder, are named to the command in DATABASE_URL and
REDIS_URL, and are gone when it ends. What they keep is not made safe against a crash: that is for real ones.
"""

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

STARTS_WITHIN = 60  # seconds
# Tests need speed, not durability. The settings that decide how queries run stay as Debian has them.
POSTGRES_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "autovacuum": "on",
    "log_min_messages": "panic",
    "log_min_error_statement": "panic",
}


class NotHere(Exception):
    """A program that must be installed is not."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def postgres_programs() -> Path:
    """The folder of the newest PostgreSQL server that Debian has installed."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if versions:
        return versions[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).parent
    raise NotHere("PostgreSQL's server is not installed: run `make setup-tests`.")


def as_ordinary_user(folder: Path) -> list[str]:
    """How to run a program that refuses to run as root."""
    if os.geteuid() != 0:
        return []
    name = next((name for name in ("postgres", "nobody") if user_exists(name)), None)
    if name is None or not shutil.which("runuser"):
        raise NotHere("PostgreSQL does not run as root, and there is no other user to run it as.")
    entry = pwd.getpwnam(name)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return ["runuser", "-u", name, "--"]


def user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def wait_for(port: int, process: subprocess.Popen[bytes], name: str, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    sys.exit(f"{name} did not start:\n{log.read_text(errors='replace')}")


def stop(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster of its own; yields its DATABASE_URL."""
    programs, port = postgres_programs(), free_port()
    home = folder / "postgresql"
    home.mkdir()
    user, log = as_ordinary_user(home), folder / "postgresql.log"
    data = home / "data"
    subprocess.run(
        [
            *user,
            *(str(programs / "initdb"), "-D", str(data), "-U", "market", "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    options = [part for name, value in POSTGRES_OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*user, programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", home, *options],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
    try:
        wait_for(port, process, "PostgreSQL", log)
        # It listens before it takes anybody in.
        is_ready = [str(programs / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(port)]
        deadline = time.monotonic() + STARTS_WITHIN
        while subprocess.run(is_ready, check=False, cwd="/").returncode and time.monotonic() < deadline:
            time.sleep(0.1)
        subprocess.run(
            [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "market", "market"], check=True, cwd="/"
        )
        yield f"postgresql://market@127.0.0.1:{port}/market"
    finally:
        # Without waiting for clients: whoever is still connected belongs to the command that has ended.
        subprocess.run([*user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop"], check=False, cwd="/")
        stop(process, signal.SIGTERM)


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of its own that keeps nothing; yields its REDIS_URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise NotHere("redis-server is not installed: run `make setup-tests`.")
    port, log = free_port(), folder / "redis.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, process, "Redis", log)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        stop(process, signal.SIGTERM)


@contextlib.contextmanager
def services() -> Iterator[dict[str, str]]:
    """Both services; yields the environment that names them."""
    folder = Path(tempfile.mkdtemp(prefix="market-services-"))
    # PostgreSQL runs as another user and must be able to walk to its folder.
    folder.chmod(0o711)
    try:
        with postgresql(folder) as database_url, redis(folder) as redis_url:
            yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="+", metavar="-- COMMAND")
    command = parser.parse_args().command
    # The command gets Ctrl-C from the terminal too; we only have to outlive it, and to end it when we are ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with services() as names:
            process = subprocess.Popen(command, env=os.environ | names, preexec_fn=listen_to_ctrl_c)  # noqa: PLW1509  no threads here
            signal.signal(signal.SIGTERM, lambda *_: process.terminate())
            return process.wait()
    except NotHere as problem:
        print(problem, file=sys.stderr)
        return 1


def listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main())
