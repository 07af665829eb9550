"""The pages on which a seller sends a file, says what it means, watches it and reads what became of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from catalog.importing import services
from catalog.models import CatalogueImport, Listing
from catalog.states import ImportStatus
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import CUP, an_upload, as_csv, as_zip, counts, cups, taken_in, upload
from sellers.models import Shop
from sellers.states import ShopRole
from sellers.tests.factories import open_shop, works_in
from taxonomy.tests.factories import tableware

As = Callable[[User], Client]


@pytest.fixture
def shop(bob: User) -> Shop:
    tableware()
    return open_shop(bob, currency="EUR")


def address(shop: Shop, taken: CatalogueImport | None = None, step: str = "") -> str:
    own = f"/desk/{shop.slug}/listings/imports/"
    return f"{own}{taken.number}/{step}" if taken is not None else own


def send(client: Client, shop: Shop, content: bytes, name: str = "cups.csv", **more: object) -> HttpResponse:
    return client.post(address(shop), {"file": upload(content, name), **more})  # type: ignore[return-value]


def test_a_file_is_sent_understood_taken_in_and_reported(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)

    send(client, shop, as_csv(cups(3, bad=3)))
    taken = CatalogueImport.objects.get()
    page = client.get(address(shop, taken)).content.decode()
    for text in (
        "What we understood",
        "The file has 3 rows.",
        "Cup 1",
        "€12.50",
        "Tableware",
        "“free” is not an amount",
    ):
        assert text in page
    assert not Listing.objects.exists()

    form = client.get(address(shop, taken)).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    client.post(address(shop, taken, "meanings/"), given | {"start": "1"})
    waiting = client.get(address(shop, taken)).content.decode()
    assert "It begins in a moment." in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "HX-Refresh" not in client.get(address(shop, taken, "progress/")).headers
    services.run_imports()
    assert client.get(address(shop, taken, "progress/")).headers["HX-Refresh"] == "true"
    done = client.get(address(shop, taken)).content.decode()
    assert "3 rows were taken in or answered." in done
    assert "CUP-3" not in client.get(address(shop, taken) + "?show=created").content.decode()
    assert "CUP-3" in client.get(address(shop, taken) + "?show=refused").content.decode()
    taken.refresh_from_db()
    assert counts(taken) == {"created": 2, "refused": 1}


def test_other_meanings_are_tried_before_anything_is_written(as_: As, bob: User, shop: Shop) -> None:
    rows = [{"Ware": "Celadon cup", "Rp": "12.50", "Rak": "Pecah belah", "Isi": "4"}]
    client = as_(bob)
    send(client, shop, as_csv(rows))
    taken = CatalogueImport.objects.get()
    page = client.get(address(shop, taken)).content.decode()
    assert "No column says the title" in page
    assert "No column says the price" in page

    meanings = {"column_0": "title", "column_1": "price", "column_2": "category", "column_3": "stock"}
    client.post(address(shop, taken, "meanings/"), meanings | {"encoding": "utf-8", "separator": ","})
    page = client.get(address(shop, taken)).content.decode()
    assert "We have no category “Pecah belah”." in page
    form = client.get(address(shop, taken)).context["form"]
    assert [field.label for field, _count in form.category_fields()] == ["Pecah belah"]

    given = {name: form[name].value() or "" for name in form.fields} | {"category_0": "kitchen/tableware", "start": "1"}
    client.post(address(shop, taken, "meanings/"), given)
    services.run_imports()
    taken.refresh_from_db()
    assert counts(taken) == {"created": 1}
    listing = Listing.objects.get()
    assert (listing.title, listing.category.slug, listing.price_from_amount) == ("Celadon cup", "tableware", 1250)


def test_other_letters_and_separators_can_be_chosen(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)
    send(client, shop, as_csv([CUP | {"title": "Чашка"}], encoding="cp1251", separator=";"))
    taken = CatalogueImport.objects.get()
    assert (taken.form["encoding"], taken.form["separator"]) == ("cp1251", ";")
    assert "this is our guess" in client.get(address(shop, taken)).content.decode()

    form = client.get(address(shop, taken)).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    client.post(address(shop, taken, "meanings/"), given | {"encoding": "cp1252"})
    assert "×àøêà" in client.get(address(shop, taken)).content.decode()
    wrong = client.post(address(shop, taken, "meanings/"), given | {"encoding": "utf-16-le"})
    assert "at least two columns" in wrong.content.decode()
    taken.refresh_from_db()
    assert taken.form["encoding"] == "cp1252"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"%PDF-1.7", "This is a PDF file. Send the catalogue as CSV, XLSX or JSON."),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "This is a XLS file."),
        (b"<html><body>x</body></html>", "This is a HTML/XML file."),
        (b"\x00\x01\x02\x03" * 30, "This is not text."),
        (b"title,price\n", "The file has no rows below its headings."),
        (b"only one column\nx\n", "The first line does not name at least two columns."),
        (b'{"a": [', "This is not JSON."),
        (as_zip({"cup.png": b"x"}), "This is a ZIP file, not a workbook."),
        (b"PK\x03\x04" + b"x" * 50, "The ZIP file is damaged and cannot be opened."),
    ],
)
def test_what_is_no_catalogue_is_refused_beside_its_field(
    as_: As, bob: User, shop: Shop, content: bytes, sentence: str
) -> None:
    answer = send(as_(bob), shop, content, "catalogue.csv")

    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].errors["file"])  # type: ignore[attr-defined]
    assert not CatalogueImport.objects.exists()


def test_pictures_come_as_an_archive_or_one_by_one(as_: As, bob: User, shop: Shop) -> None:
    client, rows = as_(bob), as_csv([CUP | {"images": "cup.png"}])
    send(client, shop, rows, pictures=[upload(picture_bytes(), "cup.png"), upload(picture_bytes(), "other.png")])
    taken = CatalogueImport.objects.get()
    services.start_import(taken, by=bob)
    services.run_imports()
    assert Listing.objects.get().photos.count() == 1

    answer = send(client, shop, rows, pictures=[upload(b"<svg/>", "cup.svg")])
    assert "cup.svg: This is not a photo" in str(answer.context["form"].errors["pictures"])  # type: ignore[attr-defined]
    answer = send(client, shop, rows, pictures=[upload(as_zip({"../evil.png": b"x"}), "p.zip")])
    assert "leads outside" in str(answer.context["form"].errors["pictures"])  # type: ignore[attr-defined]
    assert CatalogueImport.objects.count() == 1


@pytest.mark.parametrize("role", list(ShopRole))
def test_who_keeps_the_catalogue_may_import_and_export(as_: As, carol: User, bob: User, shop: Shop, role: str) -> None:
    works_in(shop, carol, role)
    taken = an_upload(shop, bob, as_csv(cups(1)))
    may = role in {ShopRole.OWNER, ShopRole.MANAGER, ShopRole.CATALOGUE}
    client = as_(carol)

    answers = [
        client.get(address(shop)).status_code,
        client.get(address(shop, taken)).status_code,
        client.get(f"/desk/{shop.slug}/listings/export.csv").status_code,
        client.post(address(shop, taken, "start/")).status_code,
    ]

    assert answers == ([200, 200, 200, 302] if may else [404] * 4)
    taken.refresh_from_db()
    assert (taken.status == ImportStatus.MAPPED) == may


def test_the_report_can_be_taken_along_and_harms_nobody(as_: As, bob: User, shop: Shop) -> None:
    taken = taken_in(shop, bob, as_csv([CUP | {"sku": "=cmd|' /C calc'!A0", "price": "free"}]))

    answer = as_(bob).get(address(shop, taken, "report.csv"))

    table = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(StringIO(table)))
    assert rows[0] == ["Row", "Product", "Outcome", "Why"]
    assert rows[1][:3] == ["2", "'=cmd|' /C calc'!A0", "refused"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="import-{taken.number}.csv"'


def test_pages_cost_the_same_for_one_row_as_for_many(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(bob)
    one = taken_in(shop, bob, as_csv(cups(1)))
    list_of_one = count_queries(lambda: client.get(address(shop)))
    report_of_one = count_queries(lambda: client.get(address(shop, one)))
    many = taken_in(shop, bob, as_csv(cups(30)))
    for _n in range(5):
        an_upload(shop, bob, as_csv(cups(1)))

    assert count_queries(lambda: client.get(address(shop))) == list_of_one
    assert count_queries(lambda: client.get(address(shop, many))) == report_of_one


def test_a_preview_costs_the_same_for_one_row_as_for_many(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(bob)
    one, many = an_upload(shop, bob, as_csv(cups(1))), an_upload(shop, bob, as_csv(cups(200)))

    assert count_queries(lambda: client.get(address(shop, many))) == count_queries(
        lambda: client.get(address(shop, one))
    )


def test_cancelling_and_going_on_are_buttons(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)
    taken = an_upload(shop, bob, as_csv(cups(2)))
    client.post(address(shop, taken, "start/"))
    client.post(address(shop, taken, "cancel/"))
    taken.refresh_from_db()
    assert taken.status == ImportStatus.CANCELLED
    assert "It was cancelled." in client.get(address(shop, taken)).content.decode()

    client.post(address(shop, taken, "start/"))
    taken.refresh_from_db()
    assert taken.status == ImportStatus.CANCELLED


def test_the_file_to_begin_with_comes_in_whole(as_: As, bob: User) -> None:
    from pathlib import Path

    from django.conf import settings

    from taxonomy.loading import load_starting_tree

    load_starting_tree()
    shop = open_shop(bob, currency="IDR")
    sample = (Path(settings.STATICFILES_DIRS[0]) / "samples/catalogue.csv").read_bytes()

    taken = taken_in(shop, bob, sample)

    assert counts(taken) == {"created": 5}
    assert set(shop.listings.values_list("texts__title", flat=True)) == {"Mangkuk teh", "Papan roti", "Selimut katun"}
