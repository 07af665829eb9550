"""Sessions are Django's, in fewer statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.session_store import SessionStore


def test_what_is_kept_is_found_again(db: None) -> None:
    store = SessionStore()
    store["opened_purchases"] = [1, 2]
    store.save()

    again = SessionStore(store.session_key)
    assert again["opened_purchases"] == [1, 2]
    again["opened_purchases"] = []
    again.save()
    assert SessionStore(store.session_key)["opened_purchases"] == []
    assert Session.objects.count() == 1


def test_a_new_one_is_one_statement(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    store = SessionStore()
    store["language"] = "id"
    with django_assert_num_queries(1):
        store.save()


def test_one_that_is_over_or_invented_is_nobodys(db: None) -> None:
    store = SessionStore()
    store["language"] = "id"
    store.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    for key in (store.session_key, "a" * 32):
        found = SessionStore(key)
        assert found.get("language") is None
        # Nobody chooses the key of a session: whoever brings an unknown one gets another.
        found["language"] = "en"
        found.save()
        assert found.session_key not in (None, key)


def test_a_key_that_is_taken_is_drawn_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = SessionStore()
    taken["whose"] = "alice"
    taken.save()
    keys = iter([taken.session_key, "b" * 32])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda _self: next(keys))

    store = SessionStore()
    store["whose"] = "bob"
    store.save()

    assert store.session_key == "b" * 32
    assert SessionStore(taken.session_key)["whose"] == "alice"
