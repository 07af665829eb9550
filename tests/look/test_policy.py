"""Nothing in a page asks for more than `script-src 'self'; style-src 'self'`."""

from __future__ import annotations

import re

import pytest

from tests.look.places import CSS, ROOT, markup, named, page_templates

FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style block": r"<style\b",
    "a script without a file": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a handler": r"<[^>]*\son[a-z]+\s*=",
    "an htmx handler": r"\shx-on\b|\shx-on:",
    "an address that is a script": r"javascript:",
    "something from elsewhere": r"<(?:script|img|iframe)[^>]*\ssrc=[\"']https?:|<link[^>]*\srel=[^>]*href=[\"']https?:",
    "text that is not escaped": r"\|\s*safe\b|\{%\s*autoescape off",
    "a token of its own instead of the hole": r"\{%\s*csrf_token",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    found = {
        named(path): match.group()
        for path in page_templates()
        if (match := re.search(FORBIDDEN[what], markup(path), re.IGNORECASE))
    }

    assert found == {}


def test_every_form_that_changes_something_has_a_token() -> None:
    form = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.IGNORECASE | re.DOTALL)

    assert [
        named(path) for path in page_templates() for text in form.findall(markup(path)) if "form_token" not in text
    ] == []


def test_styles_load_nothing_from_elsewhere() -> None:
    for sheet in CSS.glob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
        assert all(address.startswith("../img/") for address in addresses), sheet.name
        assert all((CSS / address).resolve().is_file() for address in addresses), sheet.name


def test_the_script_of_our_own_stays_tiny() -> None:
    script = (ROOT / "static" / "js" / "app.js").read_text(encoding="utf-8")

    assert len(script) < 4_000
    assert "eval" not in script
    assert "innerHTML" not in script
