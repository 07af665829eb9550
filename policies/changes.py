"""What changed from one version of a policy to the next, in words. Pure: two texts in, a list out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from policies.models import PolicyVersion
from policies.wording import PromiseLine, in_words


@dataclass(frozen=True)
class Change:
    """One difference: what stood there before and what stands there now, either of which may be nothing."""

    label: str
    before: str
    after: str


def changes_between(old: PolicyVersion, new: PolicyVersion, *, currency: str) -> list[Change]:
    """Title and terms that differ, then the paragraphs that were taken out, put in, or rewritten."""
    changes = [Change(_("Title"), old.title, new.title)] if old.title != new.title else []
    changes += _lines(in_words(old.read_terms(), currency=currency), in_words(new.read_terms(), currency=currency))
    changes += _paragraphs(paragraphs(old.body), paragraphs(new.body))
    return changes


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _lines(old: Sequence[PromiseLine], new: Sequence[PromiseLine]) -> Iterator[Change]:
    before = {line.label: line.text for line in old}
    after = {line.label: line.text for line in new}
    for label in [*before, *(label for label in after if label not in before)]:
        was, is_now = before.get(label, ""), after.get(label, "")
        if was != is_now:
            yield Change(label, was, is_now)


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Change]:
    for operation, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            yield Change(_("Text"), "\n\n".join(old[old_from:old_to]), "\n\n".join(new[new_from:new_to]))
