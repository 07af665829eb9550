"""The one cleaning of what people type: text stays text."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls except line feed and tab, lone surrogates, and the non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Trimmed, in Unicode's composed form, with CRLF as LF and without control characters; nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text)).strip()


def plain_line(text: str) -> str:
    """The same for text of one line: every run of white space becomes one space."""
    return " ".join(plain(text).split())
