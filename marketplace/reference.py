"""docs/reference.md, written from the code: events, refusals, invariants, commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pkgutil import walk_packages
from typing import TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class

from core.errors import DomainError
from core.events import Fact, subscriptions
from core.invariants import REGISTRY

HEAD = """# Reference

Written by `manage.py write_reference` from the code; a test keeps it in step.
"""

Kind = TypeVar("Kind")


def render() -> str:
    """The whole page."""
    import_everything()
    return "\n".join([HEAD, *events(), *refusals(), *invariants(), *commands()])


def our_apps() -> list[str]:
    return [config.name for config in apps.get_app_configs() if (settings.BASE_DIR / config.name).is_dir()]


def import_everything() -> None:
    """A class that no module has imported yet would be missing from the page."""
    for app in our_apps():
        package = import_module(app)
        for module in walk_packages(package.__path__, f"{app}."):
            if ".tests" not in module.name and ".migrations" not in module.name and not module.name.endswith("testing"):
                import_module(module.name)


def subclasses(kind: type[Kind]) -> Iterator[type[Kind]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def ours(kind: type[Kind]) -> list[type[Kind]]:
    """The subclasses that belong to the market itself, not to its tests."""
    found = {each for each in subclasses(kind) if ".tests" not in each.__module__ and each.__module__[:5] != "tests"}
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def summary(thing: object) -> str:
    """The first paragraph of the docstring, on one line."""
    text = inspect.getdoc(thing) or ""
    return "" if text.startswith(f"{getattr(thing, '__name__', '')}(") else " ".join(text.split("\n\n")[0].split())


def events() -> Iterator[str]:
    yield "## Events\n\nFacts that an app announces, what they carry, and who listens.\n"
    yield "| event | carries | says | listeners |\n|---|---|---|---|"
    listening = subscriptions()
    for fact in ours(Fact):
        carried = ", ".join(f"`{each.name}`" for each in fields(fact))
        listeners = "<br>".join(f"`{name}`" for name in listening.get(fact.__name__, [])) or "kept as history"
        yield f"| `{fact.__module__.split('.')[0]}.{fact.__name__}` | {carried} | {summary(fact)} | {listeners} |"
    yield ""


def refusals() -> Iterator[str]:
    yield "## Refusals\n\nEvery `DomainError` that a page or program may be told.\n"
    yield "| code | means |\n|---|---|"
    kinds: list[type[DomainError]] = [DomainError, *ours(DomainError)]
    for code, meaning in sorted({(each.code, summary(each)) for each in kinds}):
        yield f"| `{code}` | {meaning} |"
    yield ""


def invariants() -> Iterator[str]:
    yield "## Invariants\n\nWhat `manage.py check_invariants` looks at.\n"
    yield "| code | holds |\n|---|---|"
    for code, title in sorted(
        {(each.code, each.title) for each in REGISTRY}, key=lambda each: (int(each[0][1:]), each)
    ):
        yield f"| {code} | {title} |"
    yield ""


def commands() -> Iterator[str]:
    yield "## Commands\n\nRun each as `.venv/bin/python manage.py <command>`; `--help` says more.\n"
    yield "| command | does |\n|---|---|"
    for name, app in sorted(get_commands().items()):
        if app in our_apps():
            yield f"| `{name}` | {load_command_class(app, name).help} |"
    yield ""
