"""Pages of lists: nothing twice, nothing left out, whatever happens between two of them."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from accounts.models import User
from core.api.paging import RANKED, NotACursor, Ranked, Rows, read_cursor, read_page, read_ranked, write_cursor

pytestmark = pytest.mark.django_db


def people(count: int) -> None:
    User.objects.bulk_create(User(email=f"p{place}@example.com", name="AB"[place % 2]) for place in range(count))


def walk(order: tuple[str, ...], *, limit: int = 3) -> list[User]:
    """Everybody, page by page."""
    found: list[User] = []
    cursor = None
    while True:
        page = read_page(Rows(User.objects.all(), order), RequestFactory().get("/x/?q=1"), cursor=cursor, limit=limit)
        found += page["results"]
        if page["next"] is None:
            return found
        assert "q=1" in page["next"]
        cursor = cursor_of(page["next"])


def cursor_of(address: str) -> str:
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(address).query)["cursor"][0]


@pytest.mark.parametrize(
    "order", [("pk",), ("-pk",), ("name", "-pk"), ("-name", "email", "pk"), ("-date_joined", "pk")]
)
def test_all_pages_together_are_the_list(order: tuple[str, ...]) -> None:
    people(10)

    assert walk(order) == list(User.objects.order_by(*order))


def test_what_is_added_or_gone_meanwhile_moves_nothing_else() -> None:
    people(6)
    rows = Rows(User.objects.all(), ("-pk",))
    first = read_page(rows, RequestFactory().get("/x/"), cursor=None, limit=3)
    User.objects.create(email="new@example.com")
    first["results"][2].delete()

    second = read_page(rows, RequestFactory().get("/x/"), cursor=cursor_of(first["next"]), limit=3)

    assert [user.email for user in second["results"]] == ["p2@example.com", "p1@example.com", "p0@example.com"]
    assert second["next"] is None


def test_ranked_rows_keep_their_rank_over_pages() -> None:
    people(5)
    keys = list(User.objects.order_by("-email").values_list("pk", flat=True))
    rows = Ranked(User.objects.all(), keys)
    first = read_ranked(rows, RequestFactory().get("/x/"), cursor=None, limit=2)
    first["results"][1].delete()

    second = read_ranked(rows, RequestFactory().get("/x/"), cursor=cursor_of(first["next"]), limit=9)

    assert [user.email[1] for user in second["results"]] == ["2", "1", "0"]


# A written cursor is another one at every start; tests have the same names in all processes.
@pytest.mark.parametrize(
    "cursor",
    ["", "x", "ü", "A" + write_cursor([1], ["pk"]), write_cursor([1], ["-pk"])],
    ids=["empty", "a letter", "not ascii", "spoilt", "of another order"],
)
def test_a_cursor_that_is_not_of_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(NotACursor):
        read_cursor(cursor, ["pk"])


def test_a_cursor_tells_nothing() -> None:
    assert "12345" not in write_cursor([12345], RANKED)
