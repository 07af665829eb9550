"""A catalogue from a file and into one: what the pages of imports do, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from catalog.importing import services
from catalog.models import CatalogueImport, Listing
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import CUP, an_upload, as_csv, as_zip, cups, taken_in, upload
from sellers.models import Membership, Shop
from sellers.states import ShopRole
from sellers.tests.factories import open_shop
from taxonomy.models import Category
from taxonomy.tests.factories import tableware
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
New = Callable[..., Program]


@pytest.fixture
def shop(bob: User) -> Shop:
    tableware()
    return open_shop(bob, currency="EUR")


def send(person: Program, shop: Shop, content: bytes, **more: Any) -> Any:
    address = f"/api/v1/desk/{shop.slug}/listings/imports/"
    return person.post(address, {"file": upload(content), **more}, headers=person.own_headers)


def address(taken: CatalogueImport, step: str = "") -> str:
    return f"desk/{taken.shop.slug}/listings/imports/{taken.number}/{step}"


def test_a_file_is_sent_understood_taken_in_and_reported(bob: User, shop: Shop, program: New) -> None:
    person = program(bob)

    sent = send(person, shop, as_csv(cups(3, bad=3))).json()
    taken = CatalogueImport.objects.get(number=sent["number"])
    understood = sent["understood"]
    assert {column["heading"]: column["meaning"] for column in understood["columns"]}["sku"] == "sku"
    assert [plan["title"] for plan in understood["preview"]["products"]] == ["Cup 1", "Cup 2", "Cup 3"]
    assert not Listing.objects.exists()

    assert person.send("post", address(taken, "start/")).json()["status"] == "mapped"
    while services.run_imports():
        pass

    done = person.send("get", address(taken)).json()
    assert (done["status"], done["understood"]) == ("finished", None)
    assert done["progress"]["rows"] == {"created": 2, "updated": 0, "unchanged": 0, "left_out": 0, "refused": 1}
    [refused] = person.send("get", address(taken, "rows/?outcome=refused")).json()["results"]
    assert "“free” is not an amount" in refused["sentence"]
    report = b"".join(person.send("get", address(taken, "report.csv"), Accept="text/csv").streaming_content).decode()
    assert report.count("\r\n") == 4
    listed = person.send("get", f"desk/{shop.slug}/listings/imports/").json()["results"]
    assert [each["number"] for each in listed] == [taken.number]


def test_what_columns_and_categories_mean_is_said_and_seen_again(bob: User, shop: Shop, program: New) -> None:
    rows = [{"Ware": "Celadon cup", "Rp": "12.50", "Kind": "Wares for tea", "Isi": "4", "category": "Wares for tea"}]
    person = program(bob)
    taken = an_upload(shop, bob, as_csv(rows))
    path = Category.objects.get(slug="tableware").path
    # Which words are unknown is seen only when it is known what names a product.
    person.send("put", address(taken, "meanings/"), {"columns": {"Ware": "title", "Rp": "price"}, "publish": False})
    meant = {"categories": {"Wares for tea": path}}

    answer = person.send("put", address(taken, "meanings/"), meant).json()

    understood = answer["understood"]
    [plan] = understood["preview"]["products"]
    assert (plan["title"], plan["category"], understood["publish"]) == ("Celadon cup", path, False)
    assert understood["unknown_categories"] == [{"words": "Wares for tea", "products": 1, "category": path}]
    # What is not said again stays.
    again = person.send("put", address(taken, "meanings/"), {"publish": True}).json()["understood"]
    assert [column["meaning"] for column in again["columns"][:2]] == ["title", "price"]


@pytest.mark.parametrize(
    ("meant", "code"),
    [
        ({"columns": {"nothing": "title"}}, "catalog.not_in_the_file"),
        ({"categories": {"nothing": ""}}, "catalog.not_in_the_file"),
        ({"other_category": "no/such"}, "taxonomy.no_such_category"),
    ],
)
def test_meanings_that_make_no_sense_are_refused(meant: object, code: str, bob: User, shop: Shop, program: New) -> None:
    taken = an_upload(shop, bob, as_csv([CUP]))

    answer = program(bob).send("put", address(taken, "meanings/"), meant)

    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_pictures_come_as_zip_or_one_by_one(bob: User, shop: Shop, program: New) -> None:
    person = program(bob)

    one = send(person, shop, as_csv([CUP]), pictures=upload(as_zip({"cup.png": picture_bytes()}), "pictures.zip"))
    two = send(person, shop, as_csv([CUP]), pictures=[upload(picture_bytes(), f"{n}.png") for n in range(2)])
    bad = send(person, shop, as_csv([CUP]), pictures=upload(b"no picture", "x.png"))

    assert (one.status_code, two.status_code) == (201, 201)
    assert (bad.status_code, bad.json()["code"]) == (409, "catalog.pictures_refused")
    assert CatalogueImport.objects.filter(pictures__isnull=False).count() == 2


def test_what_is_no_catalogue_is_refused_and_leaves_nothing(bob: User, shop: Shop, program: New) -> None:
    for content in (b"", b"\x89PNG\r\n", b"<html>"):
        answer = send(program(bob), shop, content)
        assert (answer.status_code, answer.json()["code"]) == (409, "catalog.unreadable_file")

    assert not CatalogueImport.objects.exists()


def test_one_that_stopped_goes_on_and_one_that_ended_does_not(bob: User, shop: Shop, program: New) -> None:
    person = program(bob)
    stopped = an_upload(shop, bob, as_csv([CUP]))
    CatalogueImport.objects.filter(pk=stopped.pk).update(status="failed", failure="The disk was full.")
    ended = taken_in(shop, bob, as_csv([CUP]))

    again, over = (person.send("post", address(taken, "start/")) for taken in (stopped, ended))

    assert (again.json()["status"], again.json()["failure"]) == ("mapped", "")
    assert (over.status_code, over.json()["code"]) == (409, "core.impossible_move")
    assert person.send("post", address(stopped, "cancel/")).json()["status"] == "cancelled"


def test_only_who_keeps_the_catalogue_sees_imports_and_exports(
    alice: User, bob: User, mallory: User, shop: Shop, program: New
) -> None:
    taken = an_upload(shop, bob, as_csv([CUP]))
    Membership.objects.create(shop=shop, user=mallory, role=ShopRole.FULFILMENT)
    export = f"desk/{shop.slug}/listings/export/"

    for stranger in (program(alice), program(mallory)):
        said = [stranger.send("get", path).status_code for path in (address(taken), address(taken, "rows/"), export)]
        assert said == [404, 404, 404]
        assert stranger.send("post", address(taken, "start/")).status_code == 404
        assert send(stranger, shop, as_csv([CUP])).status_code == 404
    taken.refresh_from_db()

    assert taken.status == "uploaded"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_catalogue_comes_out_as_a_file(kind: str, bob: User, shop: Shop, program: New) -> None:
    taken_in(shop, bob, as_csv([CUP]))

    answer = program(bob).send("get", f"desk/{shop.slug}/listings/export/?kind={kind}")

    content = b"".join(answer.streaming_content)
    assert (answer.status_code, answer.headers["Content-Disposition"].endswith(f'.{kind}"')) == (200, True)
    if kind == "json":
        assert json.loads(content)["products"][0]["title"] == "Celadon cup"
    assert content[:2] == b"PK" or b"Celadon cup" in content
