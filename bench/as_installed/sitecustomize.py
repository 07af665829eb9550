"""
What is served for the benchmark sees only what an operator installs (requirements.txt), not the tools of developers.

Some libraries load such tools where they find them (structlog loads rich, and that a whole highlighter of code): twelve
megabytes that no market in production holds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

PINNED = Path(__file__).resolve().parents[2] / "requirements.txt"


def plain(name: str) -> str:
    """The name of a distribution as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


class NotInstalled(MetaPathFinder):
    """Finds nothing of what only developers install, so that it is as if it were not there."""

    def __init__(self) -> None:
        pinned = {plain(line.partition("==")[0]) for line in PINNED.read_text().splitlines() if "==" in line}
        self.tools = {
            package
            for package, distributions in packages_distributions().items()
            if not pinned.intersection(map(plain, distributions))
        }

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if path is None and name in self.tools:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, NotInstalled())
