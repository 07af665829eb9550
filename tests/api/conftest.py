"""A program that talks to the market: JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User


class Program(Client):
    """As a program does: with a session token in a header instead of a cookie."""

    def __init__(self, user: User | None = None, **headers: str) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.own_headers = dict(headers)
        if user is not None:
            browser = Client()
            browser.force_login(user)
            self.own_headers["X-Session-Token"] = str(browser.session.session_key)

    def send(self, method: str, path: str, body: object = None, *, key: str = "", **headers: str) -> Any:
        """One request below /api/v1/."""
        given = self.own_headers | headers | ({"Idempotency-Key": key} if key else {})
        data: Any = {} if body is None and method == "get" else body if body is not None else {}
        kind: Any = {} if method == "get" else {"content_type": "application/json"}
        return getattr(self, method)(f"/api/v1/{path}", data, headers=given, **kind)


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    return Program
