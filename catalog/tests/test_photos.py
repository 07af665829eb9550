"""Photos: taken in, prepared by the worker, arranged, removed; whatever dies in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from celery import current_app
from pytest_django.fixtures import Settings

from catalog import tasks
from catalog.events import PhotoAdded
from catalog.models import Listing, Photo
from catalog.services import (
    NotReady,
    PhotoIsThere,
    TooManyPhotos,
    add_photo,
    arrange_photos,
    describe_photo,
    photos,
    process_photo,
    process_photos,
    remove_photo,
)
from catalog.states import PhotoStatus
from catalog.tests.factories import a_draft, a_photo, listing_on_sale, picture_bytes, retracted_listing
from core.errors import ImpossibleMove
from core.events.announcing import Fact
from core.files import delete_private, read_private
from core.models import PrivateFile
from core.pictures import NotAPicture, PicturesBusy, uploads


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_an_original_waits_encrypted_and_is_announced(
    db: None, settings: Settings, announced: Callable[..., list[Fact]]
) -> None:
    content = picture_bytes()

    photo = add_photo(a_draft(), content=content, name="cup.png", by=None, alt=" A  cup ")

    assert (photo.status, photo.url, photo.alt) == (PhotoStatus.WAITING, "", "A cup")
    assert photo.original is not None
    assert read_private(photo.original) == content
    assert all(b"PNG" not in path.read_bytes() for path in stored(settings.PRIVATE_ROOT))
    assert announced(PhotoAdded) == [PhotoAdded(photo_id=photo.pk)]


def test_the_worker_makes_the_picture_and_deletes_the_original(db: None, settings: Settings) -> None:
    listing = a_draft()
    photo = add_photo(listing, content=picture_bytes(size=(30, 20)), name="cup.png", by=None)
    version = Listing.objects.get().version

    tasks.process_photos()

    photo.refresh_from_db()
    assert (photo.status, photo.width, photo.height) == (PhotoStatus.READY, 30, 20)
    assert photo.url == f"/media/{photo.digest[:2]}/{photo.digest}-30.jpg"
    assert {path.name for path in stored(settings.MEDIA_ROOT)} == {
        f"{photo.digest}-30.{suffix}" for suffix in ("avif", "webp", "jpg")
    }
    assert PrivateFile.objects.get(purpose="listing photo").deleted_at is not None
    listing.refresh_from_db()
    assert (listing.cover, listing.version) == (photo, version + 1)


def test_when_a_photo_was_added_the_worker_is_rung(
    db: None,
    deliver: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, **options: rung.append(task))
    add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        deliver()

    assert "catalog.tasks.process_photos" in rung


def test_a_photo_that_cannot_be_read_keeps_the_reason_and_its_original_goes(db: None) -> None:
    listing = a_draft()
    photo = add_photo(listing, content=picture_bytes(kind="JPEG", size=(90, 90))[:-600], name="torn.jpg", by=None)

    photo = process_photo(photo)

    assert (photo.status, photo.refusal) == (PhotoStatus.REFUSED, "This photo is damaged and cannot be read.")
    assert PrivateFile.objects.get(purpose="listing photo").deleted_at is not None
    listing.refresh_from_db()
    assert listing.cover is None


def test_preparing_twice_prepares_once(db: None) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    twin = Photo.objects.get(pk=photo.pk)
    process_photo(photo)
    version = Listing.objects.get().version

    assert process_photo(photo).status == PhotoStatus.READY
    # Another worker had loaded it while it waited: the original is gone, which must not undo the first one's work.
    assert process_photo(twin).status == PhotoStatus.READY
    assert Listing.objects.get().version == version


def test_a_worker_that_dies_before_it_is_done_leaves_the_photo_to_the_next(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "render_picture", lambda content: (_ for _ in ()).throw(MemoryError()))
        assert process_photos() == 0

    assert process_photos() == 1

    photo.refresh_from_db()
    assert (photo.status, photo.attempts) == (PhotoStatus.READY, 2)


def test_a_photo_that_kills_the_worker_every_time_is_refused(db: None) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    Photo.objects.update(attempts=3)

    process_photos()

    photo.refresh_from_db()
    assert (photo.status, photo.refusal) == (PhotoStatus.REFUSED, "This photo cannot be read.")


def test_originals_that_a_crash_left_behind_are_swept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "delete_private", lambda file: None)
        process_photo(photo)

    process_photos()

    assert PrivateFile.objects.get(purpose="listing photo").deleted_at is not None


def test_a_photo_whose_original_is_gone_is_refused_with_a_reason(db: None) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    assert photo.original is not None
    delete_private(photo.original)

    assert process_photo(photo).refusal == "This file is no longer kept."


def test_what_is_no_photo_is_refused_at_the_door_and_nothing_is_kept(db: None, settings: Settings) -> None:
    listing = a_draft()
    before = stored(settings.PRIVATE_ROOT)

    with pytest.raises(NotAPicture):
        add_photo(listing, content=b"<svg/>", name="cup.jpg", by=None)

    assert not Photo.objects.exists()
    assert stored(settings.PRIVATE_ROOT) == before


def test_the_same_photo_is_taken_once(db: None) -> None:
    listing, content = a_draft(), picture_bytes()
    add_photo(listing, content=content, name="cup.png", by=None)

    with pytest.raises(PhotoIsThere):
        add_photo(listing, content=content, name="again.png", by=None)

    assert add_photo(a_draft(), content=content, name="cup.png", by=None)


def test_one_that_was_refused_may_come_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    listing, content = a_draft(), picture_bytes()
    monkeypatch.setattr(uploads, "MOST_ATTEMPTS", 0)
    assert process_photo(add_photo(listing, content=content, name="cup.png", by=None)).status == PhotoStatus.REFUSED
    monkeypatch.undo()

    again = add_photo(listing, content=content, name="cup.png", by=None)

    assert process_photo(again).status == PhotoStatus.READY
    assert listing.photos.get() == again


def test_a_machine_without_room_leaves_the_photo_waiting(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = add_photo(a_draft(), content=picture_bytes(), name="cup.png", by=None)
    with monkeypatch.context() as full:
        full.setattr(uploads, "render_picture", lambda content: (_ for _ in ()).throw(PicturesBusy("Full.")))
        assert process_photos() == 0

    photo.refresh_from_db()
    assert (photo.status, photo.attempts) == (PhotoStatus.WAITING, 1)


def test_a_listing_shows_so_many_photos_and_no_more(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PHOTOS", 1)
    listing = a_draft()
    add_photo(listing, content=picture_bytes(), name="cup.png", by=None)

    with pytest.raises(TooManyPhotos):
        add_photo(listing, content=picture_bytes(), name="cup.png", by=None)


def test_a_retracted_listing_takes_no_photo(db: None) -> None:
    with pytest.raises(ImpossibleMove):
        add_photo(retracted_listing(), content=picture_bytes(), name="cup.png", by=None)


def test_the_first_photo_that_is_ready_is_the_cover(db: None) -> None:
    listing = a_draft()
    waiting = add_photo(listing, content=picture_bytes(), name="1.png", by=None)
    second, third = a_photo(listing), a_photo(listing)

    listing.refresh_from_db()
    assert listing.cover == second

    arrange_photos(listing, order=[third.pk, second.pk, waiting.pk], by=None)
    listing.refresh_from_db()
    assert listing.cover == third

    remove_photo(third, by=None)
    listing.refresh_from_db()
    assert listing.cover == second
    assert [photo.pk for photo in listing.photos.in_order()] == [second.pk, waiting.pk]


def test_the_file_stays_when_the_photo_goes(
    db: None, settings: Settings, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    listing = a_draft()
    photo = a_photo(listing)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_photo(photo, by=None)

    assert (settings.MEDIA_ROOT / photo.largest).exists()


def test_a_public_listing_keeps_its_last_photo(db: None) -> None:
    listing = listing_on_sale()

    with pytest.raises(NotReady, match="Add a photo"):
        remove_photo(listing.photos.get(), by=None)

    assert listing.photos.count() == 1


def test_describing_a_photo_shows_on_the_page_and_once(db: None) -> None:
    listing = listing_on_sale()
    photo = listing.photos.get()

    describe_photo(photo, alt="A celadon cup on a wet stone", by=None)
    version = Listing.objects.get().version
    describe_photo(photo, alt="A celadon cup on a wet stone", by=None)

    assert version > listing.version
    assert Listing.objects.get().version == version
