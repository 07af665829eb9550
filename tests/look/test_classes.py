"""Templates and styles use one vocabulary."""

from __future__ import annotations

import re

from tests.look.places import CSS, PAPER_CSS, REVIEW_DESK, ROOT, TEMPLATE_TAGS, markup, named, page_templates

STYLES = "\n".join(sheet.read_text(encoding="utf-8") for sheet in CSS.glob("*.css"))
KNOWN = set(re.findall(r"\.([a-zA-Z][\w-]*)", STYLES))
# What is printed as PDF wears a sheet of its own beside.
PAPERS = ROOT / "templates" / "papers"
KNOWN_ON_PAPER = set(re.findall(r"\.([a-zA-Z][\w-]*)", PAPER_CSS.read_text(encoding="utf-8")))


# What a condition puts behind "badge-" or "notice-".
HALVES = {"good", "held", "bad", "plain", "info"}


def classes_in(text: str) -> set[str]:
    """The class names written out in a template; those that a variable completes ("badge-…") are left out."""
    values = re.findall(r'class="([^"]*)"', TEMPLATE_TAGS.sub(" ", text))
    return {name for value in values for name in value.split() if not name.endswith("-")}


def test_every_class_in_a_template_has_a_style() -> None:
    known = {
        path: KNOWN_ON_PAPER if PAPERS in path.parents else KNOWN
        for path in [*page_templates(), *REVIEW_DESK.glob("*.html")]
    }
    strange = {named(path): classes_in(markup(path)) - known[path] - HALVES for path in known}

    assert {path: names for path, names in strange.items() if names} == {}


def test_the_styles_need_no_force() -> None:
    forced = [line.strip() for line in STYLES.splitlines() if "!important" in line]

    # Only what must win over everything: no motion for those who do not want it, nothing to click on paper.
    assert all("animation-duration" in line or "display: none" in line for line in forced), forced


def test_every_token_that_is_used_exists() -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", STYLES))
    used = set(re.findall(r"var\((--[\w-]+)", STYLES))

    assert used - defined == set()
