#!/usr/bin/env python3
"""
Pin what pyproject.toml asks for: requirements.txt to run, requirements-dev.txt to run and develop.

`lock.py` resolves again (network); `lock.py --check` only says whether the files still fit pyproject.toml.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
MARK = "# made from pyproject.toml by `make lock`; its dependencies have the digest "


def digest() -> str:
    """The digest of everything in pyproject.toml that decides the pins."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [project["project"]["requires-python"], project["project"]["dependencies"], project["dependency-groups"]]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:24]


def resolve(output: Path, *arguments: str) -> None:
    subprocess.run(
        [
            *(str(ROOT / ".venv/bin/uv"), "pip", "compile", "pyproject.toml", "--quiet", "--generate-hashes"),
            *("--universal", "--python-version", "3.11", "--no-header", "--output-file", output.name),
            *arguments,
        ],
        cwd=ROOT,
        check=True,
    )
    output.write_text(f"{MARK}{digest()}\n{output.read_text()}")


def main() -> None:
    if "--check" in sys.argv:
        stale = [path.name for path in (RUN, DEV) if not path.read_text().startswith(f"{MARK}{digest()}\n")]
        if stale:
            sys.exit(f"{' and '.join(stale)} no longer fit pyproject.toml: run `make lock`.")
        return
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    resolve(RUN, *upgrade)
    resolve(DEV, "--group", "dev", "--constraint", RUN.name, *upgrade)


if __name__ == "__main__":
    main()
