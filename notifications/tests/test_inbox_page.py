from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from notifications.models import Notification
from notifications.selectors import unread_count
from notifications.tests.factories import a_notification

As = Callable[[Any], Client]
INBOX, READ = "/inbox/", "/inbox/read/"


def test_the_inbox_shows_what_one_was_told_newest_first(as_: As, alice: User, bob: User) -> None:
    a_notification(alice, shop="First")
    a_notification(alice, shop="Second")
    a_notification(bob, shop="Canary of bob")

    text = as_(alice).get(INBOX).content.decode()

    assert text.index("Second") < text.index("First")
    assert "Canary" not in text
    assert "Mark all 2 as read" in text


def test_an_empty_inbox_says_what_will_come(as_: As, alice: User) -> None:
    text = as_(alice).get(INBOX).content.decode()

    assert "Nothing yet" in text
    assert "as read" not in text


def test_it_is_written_in_the_readers_language_whenever_it_was_told(as_: As, alice: User) -> None:
    a_notification(alice)

    page = as_(alice).get("/id/inbox/")

    assert page.status_code == 200
    assert 'lang="id"' in page.content.decode()
    assert "/id/inbox/read/" in page.content.decode()


def test_one_is_marked_as_read(as_: As, alice: User) -> None:
    first, second = a_notification(alice), a_notification(alice)

    answer = as_(alice).post(READ, {"notification": first.pk})

    assert answer.headers["Location"] == INBOX
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.read_at is not None
    assert second.read_at is None
    assert unread_count(alice) == 1


def test_looking_at_it_marks_it_and_leads_to_its_page(as_: As, alice: User) -> None:
    notification = a_notification(alice)

    answer = as_(alice).post(READ, {"notification": notification.pk, "open": "1"})

    assert "/7F2K-94QD/" in answer.headers["Location"]
    assert unread_count(alice) == 0


def test_reading_again_keeps_the_first_moment(as_: As, alice: User) -> None:
    notification = a_notification(alice)
    client = as_(alice)
    client.post(READ, {"notification": notification.pk})
    first = Notification.objects.get().read_at

    client.post(READ, {"notification": notification.pk})

    assert Notification.objects.get().read_at == first


def test_all_of_ones_own_are_marked_as_read(as_: As, alice: User, bob: User) -> None:
    for user in (alice, alice, bob):
        a_notification(user)

    as_(alice).post(READ, {"all": "1"})

    assert (unread_count(alice), unread_count(bob)) == (0, 1)


def test_nobody_reads_or_marks_what_another_was_told(as_: As, alice: User, mallory: User, ada: User) -> None:
    notification = a_notification(alice, shop="Canary")

    for person in (mallory, ada):
        client = as_(person)
        assert "Canary" not in client.get(INBOX).content.decode()
        assert client.post(READ, {"notification": notification.pk}).status_code == 404
        assert client.post(READ, {"notification": notification.pk, "open": "1"}).status_code == 404
        client.post(READ, {"all": "1"})
    assert unread_count(alice) == 1


@pytest.mark.parametrize(
    "wrong", [{}, {"notification": "x"}, {"notification": "0"}, {"notification": "9" * 40}], ids=str
)
def test_what_is_not_there_is_not_found(as_: As, alice: User, wrong: dict[str, str]) -> None:
    assert as_(alice).post(READ, wrong).status_code == 404


def test_marking_needs_a_post_and_reading_needs_a_person(as_: As, client: Client, alice: User) -> None:
    assert as_(alice).get(READ).status_code == 405
    assert client.get(INBOX).headers["Location"].startswith("/accounts/login/")
    assert client.post(READ, {"all": "1"}).headers["Location"].startswith("/accounts/login/")


def test_the_list_goes_on_on_further_pages(as_: As, alice: User) -> None:
    for _ in range(21):
        a_notification(alice)
    client = as_(alice)

    assert len(client.get(INBOX).context["page"]) == 20
    assert len(client.get(INBOX, {"page": "2"}).context["page"]) == 1
    assert client.get(INBOX, {"page": "nonsense"}).status_code == 200


def test_the_inbox_costs_the_same_for_one_as_for_ten(
    as_: As, alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(alice)
    a_notification(alice)
    client.get(INBOX)
    cost_of_one = count_queries(lambda: client.get(INBOX))
    for _ in range(9):
        a_notification(alice)

    assert count_queries(lambda: client.get(INBOX)) == cost_of_one <= 8


def test_nobody_has_nothing_unread(client: Client, db: None) -> None:
    assert unread_count(client.get(INBOX).wsgi_request.user) == 0
