"""
Sessions in the database as Django has them, asked for by a statement that is written once (SESSION_ENGINE).

A new one is one INSERT. Django asks beforehand whether its key is taken; of 165 random bits it never is, and if it
were, the INSERT says so and another key is drawn.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.statements import Addition, Given, Statement

_ALIVE = Statement(
    lambda: Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField()))
)
_ADD: Addition[Any] = Addition(Session)


class SessionStore(DatabaseSessions):
    def _get_session_from_db(self) -> Session | None:
        found = _ALIVE.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

    def _get_new_session_key(self) -> str:
        return get_random_string(32, VALID_KEY_CHARS)

    def save(self, must_create: bool = False) -> None:
        if not must_create or self.session_key is None:
            super().save(must_create)
            return
        kept = self._get_session(no_load=True)  # type: ignore[attr-defined]
        if not _ADD.make_unless_known(self.create_model_instance(kept)):
            raise CreateError
