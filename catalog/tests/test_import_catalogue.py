"""Taking in a catalogue: columns of two worlds, JSON, bad rows, bad files, and the same file again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.importing import Options, Outcome, PhotoFolder, RowReport, read_products, read_rows, take_in
from catalog.importing.json_products import rows_of
from catalog.models import Listing, ListingText, Photo, Variant
from catalog.services import edit_listing, pause_listing, reserve_stock, retract_listing
from catalog.states import ListingStatus, PhotoStatus
from catalog.tests.factories import picture_bytes
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.models import FactKind
from taxonomy.services import define_fact
from taxonomy.tests.factories import tableware

HEAD = [
    "slug",
    "sku",
    "name",
    "price",
    "currency",
    "status",
    "description",
    "category1",
    "option1_name",
    "option1_value",
    "image1_src",
    "inventory_count",
    "weight",
    "weight_unit",
    "custom_field.custom.capacity",
    "custom_field.custom.material",
]
CUPS = [
    # The master row: words and facts, no price of its own.
    {
        "slug": "celadon-cup",
        "sku": "CUP",
        "name": "Celadon cup",
        "price": "0",
        "currency": "EUR",
        "status": "active",
        "description": "Thrown by hand.",
        "category1": "Kitchen -> Tableware",
        "image1_src": "https://cdn.example/img/cup.png?v=2",
        "custom_field.custom.capacity": "0.32L",
        "custom_field.custom.material": "Stoneware",
    },
    {
        "slug": "celadon-cup",
        "sku": "CUP-JADE",
        "price": "12.50",
        "currency": "EUR",
        "option1_name": "Color",
        "option1_value": "Jade",
        "image1_src": "https://cdn.example/img/cup-jade.png",
        "inventory_count": "40",
        "weight": "0.8",
        "weight_unit": "lb",
    },
    {
        "slug": "celadon-cup",
        "sku": "CUP-IVORY",
        "price": "14",
        "currency": "EUR",
        "option1_name": "Color",
        "option1_value": "Ivory",
        "inventory_count": "3",
    },
    {"slug": "celadon-cup", "sku": "CUP-JADE", "price": "13.00", "currency": "USD"},
]
BOWL = {
    "slug": "bowl",
    "sku": "BOWL",
    "name": "Bowl",
    "price": "20",
    "currency": "EUR",
    "description": "Deep.",
    "category1": "tableware",
    "custom_field.custom.material": "glass",
    "inventory_count": "7",
}


def table(rows: list[dict[str, str]], *, separator: str = ",") -> str:
    file = StringIO()
    writer = csv.DictWriter(file, HEAD, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@pytest.fixture
def shop(db: None) -> Shop:
    define_fact(tableware(), code="weight", label="Weight", kind=FactKind.NUMBER, unit="g")
    return open_shop(currency="EUR")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Photos of the cups, one of them no photo at all."""
    folder = tmp_path / "photos"
    (folder / "deep").mkdir(parents=True)
    (folder / "cup.png").write_bytes(picture_bytes())
    (folder / "deep" / "CUP-jade.png").write_bytes(picture_bytes())
    (folder / "broken.png").write_bytes(b"<svg/>")
    return folder


def take(shop: Shop, content: str | bytes, **options: object) -> list[RowReport]:
    content = content.encode() if isinstance(content, str) else content
    pictures = options.pop("photos", None)
    products = read_products(read_rows(content))
    return list(take_in(shop, products, Options(**options), pictures=pictures))  # type: ignore[arg-type]


def outcomes(reports: list[RowReport]) -> list[Outcome]:
    return [report.outcome for report in sorted(reports, key=lambda report: report.row)]


CREATED, UPDATED, UNCHANGED = Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED
LEFT_OUT, REFUSED = Outcome.LEFT_OUT, Outcome.REFUSED


def test_a_product_comes_in_with_facts_variants_stock_and_photos_and_is_public(shop: Shop, folder: Path) -> None:
    reports = take(shop, table([*CUPS, BOWL]), photos=PhotoFolder(folder))

    assert outcomes(reports) == [CREATED, CREATED, CREATED, LEFT_OUT, CREATED]
    cup = Listing.objects.get(external_ref="celadon-cup")
    assert (cup.title, cup.status, cup.category.slug) == ("Celadon cup", ListingStatus.PUBLISHED, "tableware")
    said = {fact.definition.code: fact.value for fact in cup.facts.select_related("definition", "choice")}
    assert str(said.pop("material")) == "Stoneware"
    assert said == {"capacity": Decimal(320), "weight": Decimal("362.874")}
    jade, ivory = cup.variants.in_order()
    assert (jade.sku, jade.label, jade.price.decimal, jade.on_hand) == ("CUP-JADE", "Jade", Decimal("12.50"), 40)
    assert (ivory.sku, ivory.label, ivory.price.decimal, ivory.on_hand) == ("CUP-IVORY", "Ivory", Decimal(14), 3)
    assert {(photo.variant, photo.status) for photo in cup.photos.all()} == {
        (None, PhotoStatus.READY),
        (jade, PhotoStatus.READY),
    }


def test_what_cannot_be_public_stays_a_draft_and_the_report_says_why(shop: Shop) -> None:
    reports = take(shop, table([BOWL]))

    assert (reports[0].outcome, reports[0].sentence) == (CREATED, "Kept as a draft: Add a photo.")
    assert Listing.objects.get().status == ListingStatus.DRAFT


def test_the_same_file_again_changes_nothing(shop: Shop, folder: Path) -> None:
    photos = PhotoFolder(folder)
    take(shop, table([*CUPS, BOWL]), photos=photos)
    jade = Variant.objects.get(sku="CUP-JADE")
    reserve_stock({jade.pk: 5})
    versions = dict(Listing.objects.values_list("pk", "version"))

    reports = take(shop, table([*CUPS, BOWL]), photos=photos)

    assert outcomes(reports) == [UNCHANGED, UNCHANGED, UNCHANGED, LEFT_OUT, UNCHANGED]
    assert dict(Listing.objects.values_list("pk", "version")) == versions
    jade.refresh_from_db()
    assert (jade.on_hand, jade.reserved) == (35, 5)
    assert (Listing.objects.count(), Variant.objects.count(), Photo.objects.count()) == (2, 3, 2)


def test_a_changed_file_changes_what_it_says_and_nothing_else(shop: Shop, folder: Path) -> None:
    take(shop, table(CUPS), photos=PhotoFolder(folder))
    cup = Listing.objects.get()
    edit_listing(cup, by=None, brand="Plered")
    changed = [dict(row) for row in CUPS]
    changed[0]["name"] = "Jade cup"
    changed[1]["price"] = "11"

    reports = take(shop, table([*changed, BOWL | {"slug": "celadon-cup", "name": "", "sku": "CUP-NEW"}]))

    assert outcomes(reports) == [UPDATED, UPDATED, UNCHANGED, LEFT_OUT, CREATED]
    cup.refresh_from_db()
    assert (cup.title, cup.brand) == ("Jade cup", "Plered")
    assert Variant.objects.get(sku="CUP-JADE").price.decimal == 11


def test_a_run_that_was_cut_off_is_finished_by_the_next(shop: Shop, folder: Path) -> None:
    take(shop, table(CUPS))
    assert Listing.objects.get().status == ListingStatus.DRAFT

    reports = take(shop, table(CUPS), photos=PhotoFolder(folder))

    assert outcomes(reports) == [UPDATED, UNCHANGED, UNCHANGED, LEFT_OUT]
    assert Listing.objects.get().status == ListingStatus.PUBLISHED


def test_a_listing_that_the_shop_took_off_sale_stays_off(shop: Shop, folder: Path) -> None:
    take(shop, table(CUPS), photos=PhotoFolder(folder))
    pause_listing(Listing.objects.get(), by=None)
    take(shop, table(CUPS), photos=PhotoFolder(folder))
    assert Listing.objects.get().status == ListingStatus.PAUSED

    retract_listing(Listing.objects.get(), by=None, because="Gone.")
    reports = take(shop, table(CUPS), photos=PhotoFolder(folder))
    assert outcomes(reports) == [REFUSED] * 4
    assert "was retracted" in reports[0].sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"category1": "Submarines"}, "We have no category “Submarines”."),
        ({"category1": ""}, "It names no category."),
        ({"name": ""}, "It has no title."),
    ],
)
def test_a_product_that_makes_no_sense_is_refused_whole(shop: Shop, change: dict[str, str], sentence: str) -> None:
    reports = take(shop, table([CUPS[0] | change, *CUPS[1:], BOWL]))

    assert outcomes(reports) == [REFUSED] * 4 + [CREATED]
    assert {report.sentence for report in reports if report.outcome == REFUSED} == {sentence}
    assert Listing.objects.get().external_ref == "bowl"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"price": "free"}, "“free” is not an amount."),
        ({"price": ""}, "It has no price."),
        ({"price": "-4"}, "A price is above zero."),
        ({"price": "1.2345"}, "EUR has at most 2 decimals."),
        ({"currency": "GBP"}, "This shop sells in EUR; the price is in GBP."),
        ({"sku": "TAKEN"}, "Your shop already uses the SKU “TAKEN”."),
        ({"option1_value": "Jade"}, "Two variants would both be “Jade”. Give each its own option."),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_alone(shop: Shop, change: dict[str, str], sentence: str) -> None:
    take(shop, table([BOWL | {"slug": "other", "sku": "TAKEN"}]))

    reports = take(shop, table([*CUPS[:2], CUPS[2] | change]))

    assert outcomes(reports) == [CREATED, CREATED, REFUSED]
    refused = next(report for report in reports if report.outcome == REFUSED)
    assert (refused.row, refused.sentence) == (4, sentence)
    assert list(Listing.objects.get(external_ref="celadon-cup").variants.values_list("sku", flat=True)) == ["CUP-JADE"]


def test_a_fact_that_does_not_fit_is_left_out_and_said(shop: Shop) -> None:
    odd = {"custom_field.custom.capacity": "a lot", "custom_field.custom.material": "cheese"}

    report = take(shop, table([BOWL | odd]))[0]

    assert report.outcome == CREATED
    assert "Capacity: “a lot” is not a number." in report.sentence
    assert "Material: “cheese” is not one of the choices." in report.sentence


def test_photos_that_are_missing_or_broken_are_said(shop: Shop, folder: Path) -> None:
    outside = folder.parent / "secret.png"
    outside.write_bytes(picture_bytes())
    (folder / "link.png").symlink_to(outside)
    images = "https://x.example/none.png|broken.png|../secret.png|link.png"

    report = take(shop, table([BOWL | {"image1_src": images}]), photos=PhotoFolder(folder))[0]

    assert "There is no photo “none.png”" in report.sentence
    assert "broken.png: This is not a photo" in report.sentence
    assert "There is no photo “secret.png”" in report.sentence
    assert "There is no photo “link.png”" in report.sentence
    assert not Photo.objects.exists()


def test_what_looks_like_a_formula_is_text(shop: Shop) -> None:
    formulas = {"name": "=1+1", "description": "@SUM(A1)", "sku": "+49", "option1_value": "-1", "option1_name": "Size"}

    take(shop, table([BOWL | formulas]))

    listing = Listing.objects.get()
    assert (listing.title, listing.description) == ("=1+1", "@SUM(A1)")
    assert (listing.variants.get().sku, listing.variants.get().label) == ("+49", "-1")


def test_the_columns_of_shopify(shop: Shop) -> None:
    content = (
        "Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,"
        "Variant Price,Image Src,Material (product.metafields.custom.material),Status\n"
        'tray,Tray,"<p>Carved &amp; oiled.</p><ul><li>Teak</li></ul><script>x()</script>",Jepara,Tableware,true,'
        "Title,Default Title,TRAY,12,45.00,https://cdn.example/tray.jpg,glass,active\n"
        "tray,,,,,,,,,,,https://cdn.example/tray-2.jpg,,\n"
    )

    reports = take(shop, content)

    assert outcomes(reports) == [CREATED, UNCHANGED]
    listing = Listing.objects.get()
    assert (listing.brand, listing.description) == ("Jepara", "Carved & oiled.\n\nTeak")
    assert (listing.variants.get().sku, listing.variants.get().label) == ("TRAY", "")
    assert [fact.value.code for fact in listing.facts.select_related("choice")] == ["glass"]  # type: ignore[union-attr]


PRODUCT = {
    "id": 7,
    "title": "Jade cup",
    "description": "Thrown by hand.",
    "vendor": "Plered",
    "category": "Tableware",
    "material": "glass",
    "dimensions": {"capacity": "250 ml"},
    "options": [{"name": "Colour"}],
    "images": [{"src": "https://cdn.example/cup.png"}],
    "variants": [
        {"id": 1, "title": "Jade", "option1": "Jade", "sku": "J-1", "price": "12.50", "inventory_quantity": 4},
        {"id": 2, "title": "Ivory", "options": {"Colour": "Ivory"}, "sku": "J-2", "price": 14, "stock": 2},
    ],
}


@pytest.mark.parametrize("document", [[PRODUCT], {"products": [PRODUCT]}])
def test_json_says_the_same_as_a_table(shop: Shop, folder: Path, document: object) -> None:
    rows = read_rows(json.dumps(document).encode())

    reports = list(take_in(shop, read_products(rows), Options(), pictures=PhotoFolder(folder)))

    assert [report.outcome for report in reports] == [CREATED]
    listing = Listing.objects.get(external_ref="7")
    assert (listing.brand, listing.status) == ("Plered", ListingStatus.PUBLISHED)
    said = {(each.sku, each.label, each.price_amount, each.on_hand) for each in listing.variants.all()}
    assert said == {("J-1", "Jade", 1250, 4), ("J-2", "Ivory", 1400, 2)}


def test_json_products_without_a_reference_are_known_by_their_title_and_place(shop: Shop) -> None:
    products = [{"title": "Cup", "price": price, "category": "tableware"} for price in (5, 6)]

    for expected in (CREATED, UNCHANGED):
        reports = list(take_in(shop, read_products(rows_of(products)), Options()))
        assert [report.outcome for report in reports] == [expected] * 2
    assert set(Listing.objects.values_list("external_ref", flat=True)) == {"cup", "cup-2"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_is_read(shop: Shop, encoding: str, separator: str) -> None:
    take(shop, table([BOWL | {"name": "Café “Bölsche”"}], separator=separator).encode(encoding))

    assert Listing.objects.get().title == "Café “Bölsche”"


def test_ragged_and_empty_rows_are_taken_for_what_they_are(shop: Shop) -> None:
    content = table([BOWL]) + ",,,,\n\nlonely\n" + ",".join(["x"] * 40) + "\n"

    reports = take(shop, content)

    assert outcomes(reports) == [CREATED, REFUSED, REFUSED]


@pytest.fixture
def files(tmp_path: Path, folder: Path) -> Callable[..., list[str]]:
    """The command's arguments for a file of cups."""
    (tmp_path / "cups.csv").write_text(table([*CUPS, BOWL]))
    (tmp_path / "words.csv").write_text(
        "slug,locale,name,description\nceladon-cup,id,Cangkir,Buatan tangan.\nceladon-cup,klingon!,x,\nnone,id,x,\n"
        "celadon-cup,fr,,\n"
    )

    def arguments(shop: Shop, *more: str) -> list[str]:
        known = ["import_catalogue", str(tmp_path / "cups.csv"), "--shop", shop.slug, "--photos", str(folder)]
        return [*known, "--translations", str(tmp_path / "words.csv"), *more]

    return arguments


def test_the_command_reports_row_by_row(
    shop: Shop, files: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(*files(shop))

    said = capsys.readouterr().out.splitlines()
    assert "row 2: created: Celadon cup" in said
    assert "row 5: left out: CUP-JADE The price in USD is left out: this shop sells in EUR." in said
    assert "2 products: 4 created, 0 updated, 0 unchanged, 1 left out, 0 refused." in said
    assert "row 3: refused: celadon-cup [klingon!] “klingon!” is no language." in said
    assert "row 4: refused: none [id] The shop has no product “none”." in said
    assert "row 5: refused: celadon-cup [fr] It has no title." in said
    assert ListingText.objects.get().title == "Cangkir"

    call_command(*files(shop, "--quiet-rows"))
    assert "0 created, 0 updated, 4 unchanged, 1 left out, 0 refused." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--shop", "nowhere"], "There is no shop “nowhere”."),
        (["--photos", "/nowhere"], "There is no folder /nowhere."),
        (["--category", "nowhere"], "There is no category “nowhere”."),
        (["--currency-of-file", "usd"], "The file is priced in USD, the shop sells in EUR."),
        (["--translations", "/nowhere.csv"], "/nowhere.csv cannot be read: No such file or directory."),
    ],
)
def test_the_command_stops_with_a_sentence(
    shop: Shop, files: Callable[..., list[str]], more: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command(*files(shop, *more))

    assert str(refusal.value) == sentence
    assert not Listing.objects.exists()


def test_drafts_and_a_category_for_the_unknown(shop: Shop, files: Callable[..., list[str]], tmp_path: Path) -> None:
    (tmp_path / "cups.csv").write_text(table([CUPS[0] | {"category1": "Submarines"}, *CUPS[1:]]))

    call_command(*files(shop, "--drafts", "--category", "kitchen/tableware"))

    assert Listing.objects.get().status == ListingStatus.DRAFT
    assert Listing.objects.get().category.slug == "tableware"


def test_a_refusal_is_never_anything_else(shop: Shop) -> None:
    """Whatever stands in a cell, a row is taken or refused with a sentence."""
    odd = ["\x00", "=cmd|' /C calc'!A0", "\ud800".encode("utf-8", "replace").decode(), "9" * 400, "1e999", "—", "'"]

    for value in odd:
        for column in HEAD:
            for report in take(shop, table([BOWL | {column: value}])):
                assert report.outcome in {CREATED, UPDATED, UNCHANGED, REFUSED}
