"""The files of photos: only ours, kept for ever, never anything that runs."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from catalog.tests.factories import a_draft, a_photo


@pytest.mark.parametrize(
    ("suffix", "content_type", "beginning"),
    [("jpg", "image/jpeg", b"\xff\xd8\xff"), ("webp", "image/webp", b"RIFF"), ("avif", "image/avif", b"\0\0\0")],
)
def test_a_photo_is_served_to_anybody_and_may_be_kept_for_ever(
    db: None, client: Client, suffix: str, content_type: str, beginning: bytes
) -> None:
    photo = a_photo(a_draft())

    response = client.get(photo.url.replace(".jpg", f".{suffix}"))

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(beginning)  # type: ignore[attr-defined]
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not response.cookies


def test_a_browser_that_has_it_gets_nothing_again(db: None, client: Client) -> None:
    photo = a_photo(a_draft())

    first = client.get(photo.url)
    first.close()

    response = client.get(photo.url, headers={"If-None-Match": first["ETag"]})

    assert response.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "../db.sqlite3",
        "..%2Fdb.sqlite3",
        "aa/" + "a" * 64 + "-8.webp",
        "ab/" + "a" * 64 + "-8.webp",
        "AA/" + "A" * 64 + "-8.webp",
        "aa/" + "a" * 64 + "-8.svg",
        "aa/" + "a" * 64 + "-8.webp/",
        "aa/" + "a" * 64 + "-8.webp\n",
        "aa/" + "a" * 64 + ".jpg",
        "aa/" + "a" * 64 + "-08.jpg",
        "aa/" + "a" * 64 + "-12345.jpg",
        "aa/" + "a" * 64 + "-8.jpg.",
        "aa/" + "a" * 64 + "-8.gpj\u202e.jpg",
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
