"""What a session has shown of its person: allauth's record of every password, code, passkey and second factor."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase

from accounts.models import User

SECOND_FACTOR = "mfa"
# A mailed code shows that somebody reads the mail; it opens the account, and nothing that asks for more.
CONFIRMING = ("password", SECOND_FACTOR)


def shown_factors(session: SessionBase, user: User) -> set[int]:
    """Which second factors this session has shown, by their rows. Some may be gone since: lost, or taken away."""
    return {record["id"] for record in _records(session, user) if record["method"] == SECOND_FACTOR}


def confirmed_at(session: SessionBase, user: User) -> datetime | None:
    """When this session last showed a password, a passkey or a second factor."""
    moments = [record["at"] for record in _records(session, user) if record["method"] in CONFIRMING]
    return datetime.fromtimestamp(max(moments), tz=UTC) if moments else None


def _records(session: SessionBase, user: User) -> list[dict[str, Any]]:
    # allauth asks for a request, but reads its session only; a program's token is a session without one.
    found: list[dict[str, Any]] = get_authentication_records(SimpleNamespace(session=session), user)
    return found
