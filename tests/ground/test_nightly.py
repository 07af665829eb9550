"""What the worker does at night."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from core import clock
from core.invariants import REGISTRY, Violation
from marketplace import tasks


@pytest.mark.django_db
def test_sessions_that_have_ended_are_forgotten() -> None:
    for key, days in {"ended": -1, "open": 1}.items():
        Session.objects.create(session_key=key, session_data="", expire_date=clock.now() + timedelta(days=days))

    tasks.tidy_up()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


@pytest.mark.django_db
def test_what_is_broken_is_in_the_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    broken = Violation(row="variant 12", sentence="2 on hand, but none was received.")
    monkeypatch.setattr(tasks, "violations", lambda: [(REGISTRY[0], broken)])

    assert tasks.look_for_violations() == 1
    assert "invariant_broken" in caplog.text
