"""Hostile text: our own handful always, a seeded sample of the public collections, and all of them in a soak."""

from __future__ import annotations

import json
import random
from pathlib import Path

from core.text import plain

SEED = 20261121
SAMPLE = 12

# What each field must survive even where the collections are not there.
OURS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% csrf_token %}",
    "'; DROP TABLE core_event; --",
    "\x00\x1b[31mred\x7f",
    "\u202egnp.exe",
    "ﷺ" * 5,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u00dcn\u00efc\u00f6d\u00e9 \u202e 蓝牙耳机",
    '=HYPERLINK("http://example.com","x")',
    "Bcc: everyone@example.com\r\n\r\nHello",
    "../../../../etc/passwd",
    "NaN",
    "javascript:alert(1)",
    "hole-token-000000000000000000000000",
]


def collections(folder: Path) -> list[str]:
    """Every text of both collections, in their order."""
    naughty: list[str] = json.loads((folder / "blns" / "blns.json").read_text())
    lines = (folder / "xss_payloads" / "xss-payload-list.txt").read_text(errors="replace").splitlines()
    return [text for text in [*naughty, *lines] if plain(text)]


def sample(folder: Path, how_many: int = SAMPLE) -> list[str]:
    return random.Random(SEED).sample(collections(folder), how_many)
