"""The one cleaning of what people type: text stays text."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls except line feed and tab, lone surrogates, and the non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# A letter that is written from right to left, or a sign that turns the direction.
_TURNS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u200f\u202a-\u202e]"
)
_FIRST_STRONG, _END = "\u2068", "\u2069"


def plain(text: str) -> str:
    """Trimmed, in Unicode's composed form, with CRLF as LF and without control characters; nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text)).strip()


def plain_line(text: str) -> str:
    """The same for text of one line: every run of white space becomes one space."""
    return " ".join(plain(text).split())


def isolated(text: str) -> str:
    """
    Somebody's words as they may stand inside a sentence of ours: what `<bdi>` does, where no markup can be.

    Without it a name in Arabic or Hebrew turns the digits and signs beside it; one that turns nothing stays as it is.
    """
    return f"{_FIRST_STRONG}{text}{_END}" if _TURNS.search(text) else text
