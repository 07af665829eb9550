"""The files of photos: only ours, kept for ever, never anything that runs."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from catalog.tests.factories import a_draft, a_photo


def test_a_photo_is_served_to_anybody_and_may_be_kept_for_ever(db: None, client: Client) -> None:
    photo = a_photo(a_draft())

    response = client.get(photo.url)

    assert response.status_code == 200
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not response.cookies


def test_a_browser_that_has_it_gets_nothing_again(db: None, client: Client) -> None:
    photo = a_photo(a_draft())

    response = client.get(photo.url, headers={"If-None-Match": f'"{photo.digest}"'})

    assert response.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "../db.sqlite3",
        "..%2Fdb.sqlite3",
        "aa/" + "a" * 64 + ".webp",
        "ab/" + "a" * 64 + ".webp",
        "AA/" + "A" * 64 + ".webp",
        "aa/" + "a" * 64 + ".svg",
        "aa/" + "a" * 64 + ".webp/",
        "aa/" + "a" * 64 + ".webp\n",
        "x.html",
        "",
    ],
)
def test_any_other_name_is_not_there(db: None, client: Client, settings: Settings, name: str) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "x.html").write_text("<script>alert(1)</script>")

    assert client.get(f"/media/{name}").status_code == 404


def test_nobody_posts_to_a_photo(db: None, client: Client) -> None:
    assert client.post("/media/x").status_code == 405
