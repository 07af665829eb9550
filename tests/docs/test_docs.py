"""What the docs say is true: settings, commands, links, the reference."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import get_commands

from marketplace.env import BASE_DIR, Environment
from marketplace.reference import render

PAGES = sorted([*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
ANCHOR = re.compile(r"\]\(([^)#\s]*)#([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FILE = re.compile(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|sh|md|html|css|js|po|conf|example|toml))`")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
MENTIONED_TARGET = re.compile(r"(?:`|^|&& )make ([a-z][a-z-]*)", re.MULTILINE)
MENTIONED_COMMAND = re.compile(r"manage\.py ([a-z_]+)")


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(BASE_DIR)) for path in paths]


def make_targets() -> set[str]:
    return set(TARGET.findall((BASE_DIR / "Makefile").read_text()))


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in links if not (page.parent / link).exists()] == []


def anchors_of(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = HEADING.findall(page.read_text())
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_link_into_a_page_leads_to_a_heading(page: Path) -> None:
    links = [link for link in ANCHOR.findall(page.read_text()) if "://" not in link[0]]

    assert [link for link in links if link[1] not in anchors_of((page.parent / link[0]) if link[0] else page)] == []


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    places = (BASE_DIR, BASE_DIR / "templates", page.parent)

    assert [
        file for file in FILE.findall(page.read_text()) if not any((place / file).exists() for place in places)
    ] == []


def test_the_example_of_an_environment_names_settings_only() -> None:
    lines = (BASE_DIR / "deploy" / "market.env.example").read_text().splitlines()
    named = {line.lstrip("# ").partition("=")[0] for line in lines if re.match(r"#? ?[A-Z_]+=", line)}
    known = {each.metadata["name"] for each in fields(Environment)} | {"DJANGO_SETTINGS_MODULE"}

    assert named
    assert named - known == set()


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text()

    assert set(MENTIONED_TARGET.findall(text)) - make_targets() == set()
    assert set(MENTIONED_COMMAND.findall(text)) - set(get_commands()) == set()


def test_every_make_target_is_described() -> None:
    described = {name for page in PAGES for name in MENTIONED_TARGET.findall(page.read_text())}

    assert make_targets() - described == set()


def test_every_setting_is_described() -> None:
    operations = (BASE_DIR / "docs" / "operations.md").read_text()

    assert [
        each.metadata["name"] for each in fields(Environment) if f"`{each.metadata['name']}`" not in operations
    ] == []


def test_the_reference_says_what_the_code_says() -> None:
    assert (BASE_DIR / "docs" / "reference.md").read_text() == render(), "run: manage.py write_reference"


def test_everything_in_the_reference_has_a_meaning() -> None:
    rows = [line for line in render().splitlines() if line.startswith("| ")]

    assert [row for row in rows if re.search(r"\|\s*\|", row.replace("| says |", ""))] == []
