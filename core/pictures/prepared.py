"""
Pictures that were drawn beforehand, by the same program: so that a demo need not draw hundreds while somebody waits.

For source bytes with the SHA-256 `x`, a folder of `settings.PREPARED_PICTURES` holds `x/manifest.json` and the files.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from core.pictures.names import digest_of, suffixes_of
from core.pictures.rendered import Rendered

MANIFEST = "manifest.json"
# Raise it with every change of `drawing.py` that changes what it makes: what was prepared before is drawn anew.
RECIPE = 1


def find_prepared(content: bytes) -> Rendered | None:
    """The renditions of these very bytes; None when nobody prepared them, or when they are not what they say."""
    if not settings.PREPARED_PICTURES:
        return None
    source = hashlib.sha256(content).hexdigest()
    for folder in settings.PREPARED_PICTURES:
        rendered = _read(Path(folder) / source)
        if rendered is not None:
            return rendered
    return None


def write_prepared(folder: Path, content: bytes, rendered: Rendered) -> Path:
    """Keep the renditions of `content` under `folder`, for `find_prepared`; returns where."""
    place = folder / hashlib.sha256(content).hexdigest()
    place.mkdir(parents=True, exist_ok=True)
    for name, body in rendered.files.items():
        (place / name).write_bytes(body)
    says = {name: getattr(rendered, name) for name in ("digest", "width", "height", "tone")}
    (place / MANIFEST).write_text(json.dumps(says | {"recipe": RECIPE}, indent=1, sort_keys=True) + "\n")
    return place


def forget_others(folder: Path, kept: Collection[Path]) -> int:
    """Delete what was prepared under `folder` for pictures that are no longer there; returns how many."""
    others = [path.parent for path in folder.glob(f"*/{MANIFEST}") if path.parent not in kept]
    for place in others:
        shutil.rmtree(place)
    return len(others)


def _read(place: Path) -> Rendered | None:
    try:
        says = json.loads((place / MANIFEST).read_text())
        files = {name: (place / name).read_bytes() for name in suffixes_of(says["width"])}
    except FileNotFoundError:
        return None
    if says["recipe"] != RECIPE or says["digest"] != digest_of(files):
        return None
    return Rendered(says["digest"], says["width"], says["height"], says["tone"], files)
