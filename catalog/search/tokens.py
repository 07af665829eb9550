"""
The one tokeniser: what is indexed and what is asked for are cut into words in the same way.

Compatibility forms, capitals and accents are folded, so that "CAFÉ" finds "cafe". Chinese, Japanese and Korean write
without spaces that could be trusted: their runs are cut into overlapping pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TOKEN = 40

_PAIRED = (
    "\u3040-\u30ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7a3"  # Hangul
)
_RUN = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+")
_IS_PAIRED = re.compile(rf"[{_PAIRED}]")
# The accents of Latin, Greek and Cyrillic letters. Other scripts' marks are part of their letters and stay.
_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """The text without the differences that a searcher does not mean."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", apart)).casefold()


def tokenise(text: str) -> list[str]:
    """The words of a text, or of a query, in their order."""
    return [token for run in _RUN.findall(fold(text)) for token in _cut(run)]


def tokenise_for_index(text: str) -> list[str]:
    """
    The same, and besides the last character of each run of pairs.

    Then every character begins some token, and a query of a single character, asked for as a beginning, finds it.
    """
    tokens: list[str] = []
    for run in _RUN.findall(fold(text)):
        tokens += _cut(run)
        if len(run) > 1 and _IS_PAIRED.match(run):
            tokens.append(run[-1])
    return tokens


def _cut(run: str) -> list[str]:
    if not _IS_PAIRED.match(run):
        return [run[:LONGEST_TOKEN]]
    if len(run) == 1:
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]
