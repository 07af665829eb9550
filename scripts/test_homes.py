#!/usr/bin/env python3
"""
Run all tests in both homes at the same time: on SQLite, and on PostgreSQL with Redis.

    scripts/test_homes.py [--soak] [arguments for pytest]

With --soak whole corpora and matrices too, and every door in the server home, instead of their fixed samples.

Each home's tests run in two parts, so that all cores are busy to the end. What a part printed is shown when it has
ended, its closing line once more at the very end.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [str(Path(sys.executable).parent / "pytest"), "--color=no"]
WITH_SERVICES = [sys.executable, str(ROOT / "scripts" / "with_services.py"), "--"]

SAMPLE = ["--sample-doors"]
# The browser's journeys are long and the same in both homes. What takes longest comes first.
HOMES = {
    f"{home}, part {part}": ([*command, "--part", part], chosen, sample)
    for home, command, chosen, sample in [
        ("SQLite", PYTEST, "not soak", []),
        ("PostgreSQL and Redis", [*WITH_SERVICES, *PYTEST], "not soak and not browser", SAMPLE),
    ]
    for part in ("1/2", "2/2")
}
# One more than there are cores: now and then each of them waits for a browser or a worker.
AT_ONCE = (os.cpu_count() or 1) + 1
CLOSING = re.compile(r"^=+ .*(passed|failed|error|no tests ran|deselected).* =+$", re.MULTILINE)
TELL_EVERY = 60.0
# What pytest answers when none of the tests that were asked for falls into a part.
NOTHING_TO_RUN = 5


def start(command: list[str], arguments: list[str], output: IO[str], folder: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    # Where tests/stack.py keeps what the parts have in common.
    environment["SHARED_PATTERN"] = str(folder / "pattern")
    return subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, text=True
    )


def closing_line(text: str) -> str:
    found = list(CLOSING.finditer(text))
    return found[-1].group() if found else "=== pytest did not come to its end: failed ==="


def main() -> int:
    arguments, started = sys.argv[1:], time.monotonic()
    if is_soak := "--soak" in arguments:
        arguments.remove("--soak")
    waiting, closing, code = list(HOMES), {}, 0
    running: dict[str, tuple[subprocess.Popen[str], Path]] = {}
    with tempfile.TemporaryDirectory(prefix="market-homes-") as folder:
        told = started
        try:
            while waiting or running:
                while waiting and len(running) < AT_ONCE:
                    home = waiting.pop(0)
                    command, chosen, sample = HOMES[home]
                    marks = chosen.removeprefix("not soak").removeprefix(" and ") if is_soak else chosen
                    smaller = [] if is_soak else sample
                    path = Path(folder) / home.replace("/", " of ")
                    with path.open("w") as output:
                        process = start([*command, "-m", marks, *smaller], arguments, output, Path(folder))
                    running[home] = process, path
                time.sleep(0.5)
                if time.monotonic() - told > TELL_EVERY:
                    told = time.monotonic()
                    print(f"… {told - started:.0f} s, still running: {'; '.join(running)}", flush=True)
                for home, (process, path) in list(running.items()):
                    if process.poll() is None:
                        continue
                    del running[home]
                    text = path.read_text(errors="replace")
                    print(f"\n##### {home}\n{text}", flush=True)
                    closing[home] = closing_line(text)
                    if process.returncode != NOTHING_TO_RUN:
                        code = code or process.returncode
        finally:
            for process, _path in running.values():
                process.terminate()
    for home in HOMES:
        print(f"{home}:\n{closing[home]}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
