#!/usr/bin/env python3
"""
Serve the market on this machine: web server, worker and the worker's clock, as one program.

Ctrl-C or SIGTERM stops all three; what was in their hands is finished, or done again at the next start. One that
dies is started again, with growing pauses. With --reload (developers) each restarts when the code changes.

In production let systemd run the three instead: deploy/systemd/.
"""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from marketplace.env import Environment, WrongSetting, read_environment  # noqa: E402

FINISH_WITHIN = 25.0  # seconds for what is in hand, then it is cut off
LONGEST_PAUSE = 30.0
STEADY_AFTER = 30.0  # a program that ran this long has not failed at its start
GIVE_UP_AFTER = 6  # starts in a row that failed
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """One child: how it starts, and how it fared."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        # In a group of its own: Ctrl-C reaches this program alone, which then ends the others in good order.
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509  no threads here
        )

    def look_after(self) -> None:
        """Start the child when it is due; when it died, plan its next start."""
        if self.process is None:
            if time.monotonic() >= self.start_again_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.process = None
            self.failures = 1 if time.monotonic() - self.started_at > STEADY_AFTER else self.failures + 1
            if self.failures >= GIVE_UP_AFTER:
                raise GaveUp(f"The {self.name} ended {self.failures} times in a row (last with {code}).")
            pause = min(LONGEST_PAUSE, 2.0 ** (self.failures - 1))
            self.start_again_at = time.monotonic() + pause
            tell(f"The {self.name} ended with {code}; it is started again in {pause:.0f} s.")

    def signal(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)

    def cut_off(self) -> None:
        """Kill the child and whatever it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


class GaveUp(Exception):
    """A program does not stay up."""


class Stopped(Exception):
    """Somebody asked for the end."""


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def end_with_parent() -> None:
    """Ask the kernel to end this child when its parent is killed (Linux); elsewhere nothing happens."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (AttributeError, OSError):
        return


def programs(env: Environment, *, reload: bool) -> list[Program]:
    schedule = env.data_dir / "beat" / "schedule"
    schedule.parent.mkdir(parents=True, exist_ok=True)
    celery = [str(BIN / "celery"), "--app", "marketplace", "--quiet"]
    web = [str(BIN / "gunicorn"), "--config", str(ROOT / "deploy" / "gunicorn.conf.py")]
    if reload:
        web = [sys.executable, str(ROOT / "manage.py"), "runserver", f"{env.bind}:{env.port}"]
    return [
        Program("web server", web),
        Program("worker", [*celery, "worker", "--concurrency", str(env.worker_processes), "--without-mingle"]),
        Program("clock", [*celery, "beat", "--schedule", str(schedule), "--pidfile", ""]),
    ]


def port_is_free(env: Environment) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((env.bind, env.port))
        except OSError:
            return False
    return True


def code_version() -> float:
    """The time of the newest change to the program's code."""
    return max((path.stat().st_mtime for path in code_files()), default=0.0)


def code_files() -> Iterator[Path]:
    for folder in ROOT.iterdir():
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.name != "tests":
            yield from folder.rglob("*.py")


def serve(children: list[Program], *, reload: bool) -> None:
    """Keep all of them running until somebody asks for the end."""
    version = code_version() if reload else 0.0
    while True:
        for child in children:
            child.look_after()
        time.sleep(0.5)
        if reload and (now := code_version()) != version:
            version = now
            tell("The code changed: worker and clock start again.")
            # runserver watches the code itself.
            stop([child for child in children if child.name != "web server"])


def stop(children: list[Program]) -> None:
    """End the children in good order: first who makes work, last who does it."""
    for child in reversed(children):
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + FINISH_WITHIN
    while time.monotonic() < deadline and any(c.process and c.process.poll() is None for c in children):
        time.sleep(0.1)
    for child in children:
        child.cut_off()
        child.process = None


def asked_to_stop(number: int, frame: object) -> None:
    # A second Ctrl-C must not interrupt the stopping.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reload", action="store_true", help="restart when the code changes")
    reload = parser.parse_args().reload
    try:
        env = read_environment(os.environ)
    except WrongSetting as problem:
        tell(f"The market cannot start: {problem}")
        return 1
    if not port_is_free(env):
        tell(f"Port {env.port} is taken by another program: stop that, or set PORT to another one.")
        return 1
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, asked_to_stop)
    children = programs(env, reload=reload)
    code = 0
    try:
        tell(f"{env.market_name} opens at {env.site_url} (Ctrl-C stops it)")
        serve(children, reload=reload)
    except Stopped:
        tell("Stopping…")
    except GaveUp as problem:
        tell(str(problem))
        code = 1
    stop(children)
    tell("Stopped. Everything is kept.")
    return code


if __name__ == "__main__":
    sys.exit(main())
