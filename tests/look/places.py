"""Where templates and styles are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CSS = ROOT / "static" / "css"
PAPER_CSS = ROOT / "core" / "papers" / "look" / "paper.css"
TEMPLATE_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENTS = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


# The reviewers' pages inside the admin; their classes are our own, in desk.css.
REVIEW_DESK = ROOT / "templates" / "sellers" / "desk"


def is_for_staff(path: Path) -> bool:
    """The admin's pages have their own look and their own policy."""
    return "admin" in path.name or "admin" in path.parts or REVIEW_DESK in path.parents


def page_templates() -> list[Path]:
    """Every template of a public page: all but mails and papers (which carry styles of their own) and the admin's."""
    folders = [ROOT / "templates", *ROOT.glob("*/templates")]
    without = {ROOT / "templates" / "mail", ROOT / "templates" / "papers"}
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.html")
        if not is_for_staff(path) and not without & set(path.parents)
    )


def markup(path: Path) -> str:
    """A template's text without comments."""
    return COMMENTS.sub("", path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
