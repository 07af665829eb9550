#!/usr/bin/env python3
"""Everything about the project that can be said without running its tests, two checks at a time."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable

# What an operator would set; the values only have to look right.
PRODUCTION = {
    "PRODUCTION": "1",
    "DEMO": "0",
    "DEBUG": "0",
    "SITE_URL": "https://market.example",
    "TRUSTED_PROXY": "1",
    "SANDBOX_PAYMENTS": "1",
    "DATABASE_URL": "postgresql://market:secret@db.example/market",
    "REDIS_URL": "redis://cache.example:6379/0",
    "SECRET_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "FILE_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "EMAIL_URL": "smtp+tls://mail.example",
    "EMAIL_FROM": "Market <no-reply@market.example>",
}

# The slowest first: it decides how long all of them take.
CHECKS: dict[str, list[str]] = {
    "types (mypy)": [str(BIN / "mypy"), "."],
    "templates (djlint)": [str(BIN / "djlint"), "--quiet", "--lint", "templates"],
    "spelling (codespell)": [str(BIN / "codespell")],
    "style (ruff check)": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format (ruff format)": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "layers (import-linter)": [str(BIN / "lint-imports")],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "schema of the API": [
        PYTHON,
        "manage.py",
        "spectacular",
        "--validate",
        "--fail-on-warn",
        *("--file", os.devnull),
    ],
    "production settings": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "pinned requirements": [PYTHON, "scripts/lock.py", "--check"],
}


def run(name: str, folder: str) -> tuple[str, float, int, str]:
    production = PRODUCTION if name == "production settings" else {}
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        check=False,
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": folder} | production,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return name, time.monotonic() - started, done.returncode, done.stdout


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory(prefix="market-check-") as folder, ThreadPoolExecutor(max_workers=2) as threads:
        for done in as_completed([threads.submit(run, name, folder) for name in CHECKS]):
            name, seconds, code, output = done.result()
            print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.0f} s)", flush=True)
            if code != 0:
                failed.append(name)
                print("\n".join(f"       {line}" for line in output.strip().splitlines()), flush=True)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
