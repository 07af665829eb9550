"""The same key never does the same thing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from rest_framework.response import Response

from core.api import idempotency
from core.api.idempotency import KeyMalformed, KeyNeeded, KeyUsedOtherwise, do_once, do_once_outside
from core.errors import DomainError
from core.models import IdempotencyKey

pytestmark = pytest.mark.django_db

DIGEST, OTHER = "a" * 64, "b" * 64


class Work:
    """Something that counts how often it is done."""

    def __init__(self, refusal: DomainError | None = None) -> None:
        self.times, self.refusal = 0, refusal

    def __call__(self) -> Response:
        self.times += 1
        if self.refusal:
            raise self.refusal
        return Response({"times": self.times, "secret": "s3cret"}, status=201)


@pytest.mark.parametrize("once", [do_once, do_once_outside])
def test_a_second_time_gets_the_first_answer(once: Callable[..., Response]) -> None:
    work = Work()

    first, second = once("member:1", "key-00001", DIGEST, work), once("member:1", "key-00001", DIGEST, work)

    assert work.times == 1
    assert (second.status_code, second.data) == (first.status_code, first.data)
    assert second.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("once", [do_once, do_once_outside])
def test_another_request_under_the_same_key_is_refused(once: Callable[..., Response]) -> None:
    work = Work()
    once("member:1", "key-00001", DIGEST, work)

    with pytest.raises(KeyUsedOtherwise):
        once("member:1", "key-00001", OTHER, work)

    assert work.times == 1


def test_keys_of_two_people_have_nothing_to_do_with_each_other() -> None:
    work = Work()

    do_once("member:1", "key-00001", DIGEST, work)
    do_once("member:2", "key-00001", DIGEST, work)

    assert work.times == 2


@pytest.mark.parametrize("once", [do_once, do_once_outside])
def test_a_refusal_leaves_nothing_and_the_key_can_try_again(once: Callable[..., Response]) -> None:
    with pytest.raises(DomainError):
        once("member:1", "key-00001", DIGEST, Work(DomainError("no")))

    assert not IdempotencyKey.objects.exists()
    assert once("member:1", "key-00001", DIGEST, Work()).status_code == 201


def test_the_kept_answer_cannot_be_read_in_the_database() -> None:
    do_once("member:1", "key-00001", DIGEST, Work())

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM core_idempotencykey")
        [(stored,)] = cursor.fetchall()
    assert "s3cret" not in stored


def test_old_keys_are_forgotten(later: Callable[[timedelta], object]) -> None:
    do_once("member:1", "key-00001", DIGEST, Work())
    later(idempotency.KEPT - timedelta(hours=1))
    assert idempotency.forget_old_keys() == 0

    later(timedelta(hours=2))

    assert idempotency.forget_old_keys() == 1


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space", "nul\0nul\0nul", "üüüüüüüü"])
def test_a_key_has_a_form(given: str) -> None:
    with pytest.raises(KeyMalformed):
        idempotency.read_key(given, is_needed=False)


def test_what_moves_money_needs_a_key() -> None:
    with pytest.raises(KeyNeeded):
        idempotency.read_key(None, is_needed=True)
    assert idempotency.read_key(None, is_needed=False) is None


def test_equal_requests_have_equal_digests() -> None:
    one = idempotency.digest_of("POST", "/x/", {"a": 1, "b": [1, {"c": "ü"}]})

    assert one == idempotency.digest_of("POST", "/x/", {"b": [1, {"c": "ü"}], "a": 1})
    assert one != idempotency.digest_of("POST", "/x/", {"a": 1, "b": [1, {"c": "u"}]})
    assert one != idempotency.digest_of("POST", "/y/", {"a": 1, "b": [1, {"c": "ü"}]})
