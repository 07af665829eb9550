"""Versions grow with each change, in its transaction; nobody who changes something waits for another."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from core.models import Version
from core.versions import touch, versions_of


def test_a_version_grows_with_each_change(db: None) -> None:
    touch("shop:1")
    touch("shop:1", "listings", "shop:1")

    assert versions_of(["shop:1", "listings", "shop:2"]) == {"shop:1": 2, "listings": 1, "shop:2": 0}


def test_a_change_that_did_not_happen_leaves_the_version(db: None) -> None:
    touch("shop:1")
    with transaction.atomic():
        touch("shop:1")
        transaction.set_rollback(True)

    assert versions_of(["shop:1"]) == {"shop:1": 1}


def test_asking_and_touching_cost_one_statement_each(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    touch("shop:1", "listings")

    assert count_queries(lambda: touch("shop:1", "listings")) == 1
    assert count_queries(lambda: versions_of(["shop:1", "listings"])) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_same_do_not_wait_for_each_other() -> None:
    touch("shop:1")
    others: list[object] = []

    def change() -> None:
        with transaction.atomic():
            touch("shop:1")
        others.append(versions_of(["shop:1"]))
        connection.close()

    with transaction.atomic():
        touch("shop:1")
        other = threading.Thread(target=change)
        other.start()
        other.join(timeout=20)
        assert others == [{"shop:1": 2}]

    assert versions_of(["shop:1"]) == {"shop:1": 3}
    assert Version.objects.filter(scope="shop:1").count() == 2
