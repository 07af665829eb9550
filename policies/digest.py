"""The fingerprint of a published text: SHA-256 over one canonical writing of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

SCHEMA = 1


def canonical(document: Mapping[str, object]) -> bytes:
    """JSON in which equal content has equal bytes: keys sorted, no spaces, characters as they are, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of(
    *,
    kind: str,
    number: int,
    language: str,
    title: str,
    body: str,
    terms: Mapping[str, object],
    published_at: datetime,
) -> str:
    """What is published, in hex. Anybody who has the text can compute it again."""
    return hashlib.sha256(
        canonical(
            {
                "schema": SCHEMA,
                "kind": str(kind),
                "number": number,
                "language": language,
                "title": title,
                "body": body,
                "terms": terms,
                "published_at": published_at.astimezone(UTC).isoformat(timespec="microseconds"),
            }
        )
    ).hexdigest()
