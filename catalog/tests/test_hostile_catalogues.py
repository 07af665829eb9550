"""Files that want to do harm: bombs, entities, wrong letters, wrong kinds. Refused with a sentence, or row by row."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from catalog.importing import read_products, read_rows
from catalog.importing.archives import PictureArchive, open_archive
from catalog.importing.limits import MOST_ENTRIES, MOST_ROWS, MOST_UNPACKED
from catalog.importing.sniffing import Encoding, Unreadable, encoding_of, form_of
from catalog.importing.workbooks import sheet_in
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import CUP, as_csv, as_xlsx, as_zip, counts, cups, taken_in
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import tableware


@pytest.fixture
def shop(bob: User) -> Shop:
    tableware()
    return open_shop(bob, currency="EUR")


def altered(workbook: bytes, name: str, content: bytes) -> bytes:
    """A workbook in which one part says something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


def lying(archive: bytes, *, size: int) -> bytes:
    """An archive whose table of contents says that its first entry is of another size."""
    place = archive.index(b"PK\x01\x02")
    return archive[: place + 24] + size.to_bytes(4, "little") + archive[place + 28 :]


# --- Archives


BOMB = as_zip({"a.png": b"\0" * 50_000_000})


@pytest.mark.parametrize(
    ("archive", "sentence"),
    [
        (BOMB, "unpacks to far too much"),
        (lying(as_zip({"a.png": b"x"}), size=MOST_UNPACKED + 1), "Unpacked, the ZIP file has more than 400 megabytes"),
        (as_zip({f"{n}.png": b"" for n in range(MOST_ENTRIES + 1)}), "more than 5000 entries"),
        (as_zip({"../../etc/cron.d/x.png": b"x"}), "leads outside"),
        (as_zip({"/etc/passwd.png": b"x"}), "leads outside"),
        (as_zip({"C:\\x.png": b"x"}), "leads outside"),
        (as_zip({"inner.zip": as_zip({"a.png": b"x"})}), "an archive within"),
        (b"PK\x03\x04" + b"\xff" * 400, "damaged"),
        (as_zip({"a.png": b"x"})[:-12], "damaged"),
    ],
    # By themselves the bytes would be the names, and the moment of packing stands in them.
    ids=["bomb", "lying", "many", "upwards", "absolute", "drive", "nested", "noise", "cut"],
)
def test_archives_that_would_do_harm_are_refused_before_anything_is_unpacked(archive: bytes, sentence: str) -> None:
    started = time.process_time()

    with pytest.raises(Unreadable) as refusal:
        PictureArchive(io.BytesIO(archive))

    assert sentence in refusal.value.message
    assert time.process_time() - started < 2


def test_an_archive_that_lies_about_its_sizes_unpacks_to_no_more_than_it_says() -> None:
    archive = PictureArchive(io.BytesIO(lying(as_zip({"a.png": b"x" * 900_000}), size=10)))

    assert len(archive.find("a.png") or b"") <= 10


def test_a_damaged_entry_is_a_picture_that_is_missing() -> None:
    content = bytearray(as_zip({"a.png": picture_bytes(size=(60, 60)), "b.png": picture_bytes()}))
    content[60] ^= 0xFF

    archive = PictureArchive(io.BytesIO(bytes(content)))

    assert archive.find("a.png") is None
    assert archive.find("https://x.example/deep/B.PNG?v=1")


def test_a_password_is_refused() -> None:
    content = bytearray(as_zip({"a.png": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Unreadable, match="password"):
        open_archive(io.BytesIO(bytes(content)))


# --- Workbooks


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet
xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is>
</c></row></sheetData></worksheet>"""
OUTSIDE = ENTITIES.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("workbook", "sentence"),
    [
        (altered(as_xlsx([CUP]), SHEET, ENTITIES), "declares entities"),
        (altered(as_xlsx([CUP]), SHEET, OUTSIDE), "declares entities"),
        (altered(as_xlsx([CUP]), SHEET, b"<!-- " + b"x" * 200_000 + b" -->" + ENTITIES[21:]), "declares entities"),
        (altered(as_xlsx([CUP]), SHEET, ENTITIES.decode().encode("utf-16")), "declares entities"),
        (altered(as_xlsx([CUP]), "xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 8_000_000), "unpacks to far too much"),
        (altered(as_xlsx([CUP]), SHEET, b"<worksheet>"), "damaged"),
        (altered(as_xlsx([CUP]), "xl/workbook.xml", b"<workbook/>"), "damaged"),
        (as_zip({"xl/workbook.xml": b"no XML"}), "damaged"),
        (as_zip({"word/document.xml": b"<x/>"}), "not a workbook"),
    ],
)
def test_workbooks_that_would_do_harm_are_refused(workbook: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(sheet_in(io.BytesIO(workbook)))

    assert sentence in refusal.value.message


def test_a_sheet_that_claims_to_be_endless_is_read_as_it_is() -> None:
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c><c r="XFD1"><v>1</v></c></row>'
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>' + rows + b"</sheetData></worksheet>"
    )

    assert list(sheet_in(io.BytesIO(altered(as_xlsx([CUP]), SHEET, sheet)))) == [["title"]]


def test_numbers_in_cells_are_the_numbers_that_were_typed() -> None:
    rows = read_rows(as_xlsx([{"title": 1.0, "price": 12.5, "stock": 4, "sku": 10**17, "a": True, "b": None}]))

    assert rows[0].cells == {"title": "1", "price": "12.5", "stock": "4", "sku": "1" + "0" * 17, "a": "yes"}


# --- Letters


RUSSIAN = "ref,title\n1,Керамическая чашка ручной работы\n2,Чайник из голубой глины\n"
CHINESE = "ref,title\n1,手工陶瓷杯子\n2,青色粘土茶壶,很好看\n"
GERMAN = "ref,title\n1,Große Schüssel für Äpfel – „schön“\n2,Müslischale\n"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (RUSSIAN, "cp1251", Encoding.WINDOWS_1251),
        (CHINESE, "gb18030", Encoding.GB_18030),
        (GERMAN, "cp1252", Encoding.WINDOWS_1252),
        ("a,b\n1,Café\n", "cp1252", Encoding.WINDOWS_1252),
        ("a,b\n1,naïve “x”\n", "cp1252", Encoding.WINDOWS_1252),
        *[(text, "utf-8", Encoding.UTF_8) for text in (RUSSIAN, CHINESE, GERMAN)],
        *[(text, "utf-8-sig", Encoding.UTF_8) for text in (RUSSIAN, CHINESE, GERMAN)],
        *[(text, "utf-16", Encoding.UTF_16_LE) for text in (RUSSIAN, CHINESE, GERMAN)],
        (GERMAN, "utf-16-be", Encoding.UTF_16_BE),
    ],
)
def test_letters_are_recognised(text: str, written: str, read: str) -> None:
    content = text.encode(written)

    assert encoding_of(content)[0] == read
    assert read_rows(content)[0].cells["title" if "title" in text else "b"] == text.splitlines()[1].split(",")[1]


def test_a_letter_cut_in_two_at_the_end_of_the_look_is_no_reason_to_doubt() -> None:
    content = ("a,b\n" + "é" * 400_000).encode()

    assert form_of(io.BytesIO(content)).encoding == Encoding.UTF_8


def test_letters_that_do_not_fit_further_down_refuse_their_row_only(shop: Shop, bob: User) -> None:
    rows = as_csv(cups(3)).replace(b"Cup 2", b"Cup \xff\xfe")

    # The beginning is valid, so the file counts as UTF-8 where it is long; here it is said.
    content = b"\xef\xbb\xbf" + rows

    taken = taken_in(shop, bob, content)
    assert counts(taken) == {"created": 2, "refused": 1}
    assert taken.rows.get(outcome="refused").sentence == "It has letters that do not fit the encoding of the file."


# --- Tables and lists


def test_a_quotation_mark_that_is_never_closed_costs_its_lines_only(shop: Shop, bob: User) -> None:
    lines = as_csv(cups(4)).decode().splitlines()
    lines.insert(2, 'cup-x,"never closed' + "x" * 90)
    filler = [f"{n},{'y' * 90}" for n in range(1500)]

    taken = taken_in(shop, bob, "\n".join([*lines[:3], *filler, *lines[3:]]).encode())

    assert taken.status == "finished"
    refused = taken.rows.filter(outcome="refused").order_by("row").first()
    assert refused is not None
    assert "a quotation mark is not closed" in refused.sentence
    assert Shop.objects.get(pk=shop.pk).listings.filter(external_ref__startswith="cup-").count() >= 4


def test_single_products_that_are_none_are_refused_alone() -> None:
    products = read_products(read_rows(b'[{"title": "Cup", "price": 1}, 7, null, {"title": "Bowl"}]'))

    assert [product.problem for product in products] == ["This is not a product.", "This is not a product.", "", ""]


@pytest.mark.parametrize(
    "content",
    [
        b'[{"title": "' + b"x" * 1_500_000 + b'"}]',
        b'[{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}]",
        b'{"products": [{"title": "Cup"}',
        b'[{"title": "Cup"} {"title": "Bowl"}]',
        b'[{"price": ' + b"9" * 1_500_000 + b"}]",
    ],
)
def test_lists_that_would_do_harm_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_rows(content)


def test_more_rows_than_anybody_has_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than 100000 rows"):
        read_rows(b"title,price\n" + b"a,1\n" * (MOST_ROWS + 1))


def test_columns_of_one_name_do_not_hide_each_other() -> None:
    rows = read_rows(b"title,image,image\nCup,a.png,b.png\n")

    assert read_products(rows)[0].images == ["a.png", "b.png"]


# --- Very many rows


def _many(rows: int) -> bytes:
    return as_csv([{**row, "description": "Thrown by hand. " * 6} for row in cups(rows, bad=20)])


def _peak() -> int:
    """The most memory that this process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.soak
@pytest.mark.django_db
def test_fifty_thousand_rows_with_bad_ones_are_answered_within_memory(
    shop: Shop, bob: User, capsys: pytest.CaptureFixture[str]
) -> None:
    content = _many(50_000)
    started, before = time.process_time(), _peak()

    taken = taken_in(shop, bob, content)

    peak, took = _peak() - before, time.process_time() - started
    with capsys.disabled():
        print(f"\n50,000 rows: {50_000 / took:.0f} rows per second of CPU, {peak / 1000:.0f} MB more")  # noqa: T201
    assert counts(taken) == {"created": 47_500, "refused": 2_500}
    assert peak < 120_000
    # An import commits step by step; the test's own transaction checks all of its foreign keys at once, at the end.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


# --- The three real catalogues, through the same door as the page's


@pytest.fixture
def real(shared_data: Path) -> Path:
    from taxonomy.loading import load_starting_tree

    load_starting_tree()
    return shared_data


def test_the_catalogue_of_spree_goes_in(bob: User, real: Path) -> None:
    shop = open_shop(bob, currency="USD", country="US")

    taken = taken_in(shop, bob, (real / "spree_catalogue" / "products.csv").read_bytes())
    words = taken_in(shop, bob, (real / "spree_catalogue" / "product_translations.csv").read_bytes())

    assert counts(taken) == {"created": 37 + 87, "left_out": 87}
    assert counts(words) == {"created": 74}


@pytest.mark.parametrize(
    ("path", "products"), [("mercur_catalogue/catalogue.json", 48), ("dummyjson_products/products.json", 194)]
)
def test_the_catalogues_in_json_go_in(bob: User, real: Path, path: str, products: int) -> None:
    shop = open_shop(bob, currency="USD", country="US")
    content = (real / path).read_bytes()

    taken = taken_in(shop, bob, content)
    again = taken_in(shop, bob, content)

    first = Counter(counts(taken))
    assert first.total() == products
    # What is refused names a category that this market does not have; on the page, the seller chooses one.
    assert {row.sentence for row in taken.rows.filter(outcome="refused")} <= {
        f"We have no category “{words}”." for words, _count in taken.survey["unknown"]
    }
    assert counts(again).get("created", 0) == 0
    assert counts(again).get("refused", 0) == first["refused"]
