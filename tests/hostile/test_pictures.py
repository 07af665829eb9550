"""
Hostile pictures through every door that takes one: refused with a sentence, or drawn anew and served as ours.

No door may answer with an error of ours, none may leave a half of anything behind, and what is served carries nothing
of what came but its pixels.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings

from accounts.models import User
from catalog.models import Listing, Photo
from catalog.services import process_photos
from catalog.tests.factories import a_draft
from core.files import read_private
from core.models import PrivateFile
from core.pictures.names import IS_FILE, suffixes_of
from core.tests.pictures import a_picture
from reviews.models import Review, ReviewPhoto
from reviews.services import process_review_photos
from reviews.tests.factories import a_review, delivered_line
from sellers.models import Application, Credential, Requirement, Shop
from sellers.services import begin_application, withdraw_application
from sellers.tests.factories import open_shop
from sellers.tests.test_apply_pages import ANSWERS
from sellers.tests.vetting_factories import a_requirement
from sellers.tests.walking import apply_by_items
from sellers.vetting.services import withdraw_claim
from tests.hostile.bad_documents import DOCUMENTS, SOUND
from tests.hostile.bad_pictures import NAMES, OURS, SCRIPT, Bad, collection, sample

FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
MOST_SECONDS = 60
MOST_MEMORY_OF_OURS = 250_000  # kB
MOST_MEMORY_OF_A_CHILD = 950_000  # kB


@dataclass
class Market:
    """What the doors open on."""

    alice: Client
    bob: Client
    carol: Client
    shop: Shop
    listing: Listing
    review: Review
    folder: Path
    media: Path
    private: Path


@pytest.fixture
def market(
    alice: User, bob: User, carol: User, as_: Callable[[User], Client], tmp_path: Path, settings: Settings
) -> Market:
    shop = open_shop(bob)
    review = a_review(delivered_line(alice, shop))
    listing = a_draft(shop, title="Bowl", by=bob)
    market = Market(
        alice=as_(alice),
        bob=as_(bob),
        carol=as_(carol),
        shop=shop,
        listing=listing,
        review=review,
        folder=tmp_path / "catalogue",
        media=settings.MEDIA_ROOT,
        private=settings.PRIVATE_ROOT,
    )
    market.folder.mkdir()
    forget(market.media)
    return market


# How many pictures were taken of one file.
Door = Callable[[Market, Bad], int]


def sent(bad: Bad) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", bad.content, "image/png")
    # Past the tidying of the test's own tools: what stands in the request is what the attacker wrote.
    file.__dict__["_name"] = bad.name
    return file


def photo_of_a_listing(market: Market, bad: Bad) -> int:
    at = {"shop": market.shop.slug, "number": market.listing.number}

    answer = market.bob.post(reverse("catalog:photo_add", kwargs=at), {"photos": sent(bad)})
    assert answer.status_code in {200, 302}
    process_photos()

    page = market.bob.get(reverse("catalog:listing_edit", kwargs=at))
    assert page.status_code == 200
    assert b"<img src=x" not in page.content
    return look_at(market, Photo.objects.filter(listing=market.listing))


def photo_of_a_catalogue(market: Market, bad: Bad) -> int:
    (market.folder / "cup.png").write_bytes(bad.content)
    table = market.folder.parent / "catalogue.csv"
    table.write_text("slug,sku,name,price,currency,category1,image1_src\ncup,CUP,Cup,9,IDR,Kitchen,cup.png\n")

    call_command("import_catalogue", str(table), shop=market.shop.slug, photos=market.folder, drafts=True)

    return look_at(market, Photo.objects.filter(listing__title="Cup"))


def photo_of_a_review(market: Market, bad: Bad) -> int:
    line = market.review.order_line
    at = {"number": line.order.number, "position": line.position}

    answer = market.alice.post(reverse("reviews:add_photos", kwargs=at), {"photos": sent(bad)})
    assert answer.status_code in {302, 422}
    process_review_photos()

    assert market.alice.get(reverse("reviews:write", kwargs=at)).status_code == 200
    return look_at(market, ReviewPhoto.objects.all())


def document_of_an_application(market: Market, bad: Bad) -> int:
    before = set(files_in(market.private))

    answer = apply_by_items(market.carol, ANSWERS | {"document": sent(bad)})

    assert answer.status_code in {200, 302}
    application = Application.objects.undecided().filter(applicant__name="Carol").get()
    if answer.status_code == 200:
        assert "document" in answer.context["form"].errors
        assert set(files_in(market.private)) == before
        withdraw_application(application, by=application.applicant)
        return 0
    document = market.carol.get(reverse("sellers:document", kwargs={"number": application.number}))
    assert document["Content-Type"] in {"image/jpeg", "image/png", "image/webp", "application/pdf"}
    assert document["Content-Disposition"].startswith("attachment")
    assert (document["X-Content-Type-Options"], "sandbox" in document["Content-Security-Policy"]) == ("nosniff", True)
    assert SCRIPT not in document.content
    if document["Content-Type"] == "application/pdf":
        # The collection has one among its pictures: evidence is kept as it came, and only ever downloaded.
        assert document.content == bad.content
    else:
        with Image.open(BytesIO(document.content)) as image:
            image.load()
    withdraw_application(application, by=application.applicant)
    return 1


def document_of_a_credential(market: Market, bad: Bad) -> int:
    return claim_of(market, bad, lambda url: market.carol.post(url["page"], {"document": sent(bad)}))


def document_of_a_credential_by_program(market: Market, bad: Bad) -> int:
    return claim_of(market, bad, lambda url: market.carol.post(url["api"], {"document": sent(bad)}))


def claim_of(market: Market, bad: Bad, send: Callable[[dict[str, str]], Any]) -> int:
    """Send it as what shows one thing that is asked of an applicant."""
    carol = User.objects.get(name="Carol")
    requirement = Requirement.objects.filter(code="hostile").first() or a_requirement(code="hostile")
    application = Application.objects.undecided().filter(applicant=carol).first() or begin_application(
        carol, answers={"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat"}
    )
    before = set(files_in(market.private))

    page = reverse("sellers:checklist_item", args=[application.number, requirement.code])
    program = f"/api/v1/applications/{application.number}/checklist/{requirement.code}/claim/"
    answer = send({"page": page, "api": program})

    assert answer.status_code < 500
    credential = Credential.objects.open().filter(application=application).first()
    if credential is None:
        assert set(files_in(market.private)) == before
        return 0
    file = credential.documents.get().file
    content = read_private(file)
    if file.content_type == "application/pdf":
        assert content == bad.content
    else:
        assert SCRIPT not in content
        with Image.open(BytesIO(content)) as image:
            image.load()
    # What shows nothing is never taken for something that could be read.
    assert credential.checks.get(check_code="legible").outcome in {"passed", "suspicious", "could_not"}
    withdraw_claim(credential, by=carol)
    return 1


DOORS: dict[str, Door] = {
    "photo of a listing": photo_of_a_listing,
    "photo of a catalogue": photo_of_a_catalogue,
    "photo of a review": photo_of_a_review,
    "document of an application": document_of_an_application,
    "document of a credential": document_of_a_credential,
    "document of a credential by a program": document_of_a_credential_by_program,
}
FOR_DOCUMENTS = [door for door in DOORS if door.startswith("document")]


def look_at(market: Market, photos: QuerySet[Photo] | QuerySet[ReviewPhoto]) -> int:
    """Each photo is whole or refused, nothing else lies anywhere, and a browser gets only pictures. Then they go."""
    wanted = set()
    for photo in photos.all():
        assert photo.status in {"ready", "refused"}
        if photo.status == "refused":
            assert photo.refusal
            continue
        wanted |= {f"{photo.file}-{suffix}" for suffix in suffixes_of(photo.width)}
    assert {str(path.relative_to(market.media)) for path in files_in(market.media)} == wanted
    for name in wanted:
        served(market.alice, name)
    assert not PrivateFile.objects.filter(purpose__endswith="photo", deleted_at=None).exists()
    photos.all().delete()
    forget(market.media)
    return len(wanted) // len(FORMATS)


def served(client: Client, name: str) -> None:
    matched = IS_FILE.fullmatch(name)
    assert matched is not None
    answer = client.get(f"/media/{name}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer["Cache-Control"]
    assert b"script" not in content
    with Image.open(BytesIO(content)) as image:
        image.load()
        assert image.format == FORMATS[matched["suffix"]]
        assert not image.getexif()


def forget(folder: Path) -> None:
    for path in files_in(folder):
        path.unlink()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def knock(market: Market, door: Door, files: list[Bad]) -> None:
    """One file after the other; all in bounded time and memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for bad in files:
        started = time.monotonic()
        try:
            door(market, bad)
        except Exception as error:
            error.add_note(f"the file was {bad.name}")
            raise
        assert time.monotonic() - started < MOST_SECONDS, bad.name
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY_OF_OURS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY_OF_A_CHILD


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_a_sound_picture_comes_through(market: Market, picture_child: None, door: str) -> None:
    assert DOORS[door](market, Bad("cup.png", a_picture(size=(90, 60)))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_our_own_hostile_pictures(market: Market, picture_child: None, door: str) -> None:
    # The doors share what is behind them: every other file is enough for the second and third.
    ours = OURS if door in {"photo of a listing", "document of an application"} else OURS[8::3]

    knock(market, DOORS[door], ours)


@pytest.mark.django_db
@pytest.mark.parametrize("door", FOR_DOCUMENTS)
def test_hostile_documents(market: Market, picture_child: None, door: str) -> None:
    knock(market, DOORS[door], DOCUMENTS)


@pytest.mark.django_db
@pytest.mark.parametrize("door", FOR_DOCUMENTS)
def test_a_sound_document_comes_through(market: Market, picture_child: None, door: str) -> None:
    assert DOORS[door](market, Bad("deed.pdf", SOUND)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_a_sample_of_the_collection(market: Market, picture_child: None, shared_data: Path, door: str) -> None:
    knock(market, DOORS[door], sample(shared_data))


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_the_whole_collection(market: Market, picture_child: None, shared_data: Path, door: str) -> None:
    knock(market, DOORS[door], [*OURS, *collection(shared_data)])


@pytest.mark.django_db
@pytest.mark.parametrize("door", [door for door in DOORS if door != "photo of a catalogue"])
def test_a_name_is_only_a_label(market: Market, door: str) -> None:
    knock(market, DOORS[door], [Bad(name, a_picture()) for name in NAMES])
