"""The life of an import: steps that commit, a successor that goes on, an end that people hear of."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from catalog.events import CatalogueImported, CatalogueImportStopped
from catalog.importing import services
from catalog.importing.limits import MOST_OPEN
from catalog.importing.services import running
from catalog.importing.services.holding import LEASE, MOST_ATTEMPTS, NoLongerOurs, claim, hold_on
from catalog.importing.survey import Survey
from catalog.invariants import imports_are_not_stuck, imports_count_their_rows
from catalog.models import CatalogueImport, Half, ImportRow, Listing, Photo, Variant
from catalog.services import pause_listing
from catalog.states import ImportStatus, ListingStatus
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import CUP, an_upload, as_csv, as_json, as_xlsx, as_zip, counts, cups, taken_in
from core import clock
from core.errors import ImpossibleMove
from core.events import deliver_due
from core.files import FileIsGone
from core.large_files import open_large
from core.models import Event, PrivateFile
from notifications.models import Notification
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import tableware


@pytest.fixture
def shop(bob: User) -> Shop:
    tableware()
    return open_shop(bob, currency="EUR")


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_json])
def test_a_file_comes_in_and_its_seller_hears_of_it(shop: Shop, bob: User, write: Any) -> None:
    taken = taken_in(shop, bob, write(cups(3)))

    assert (taken.status, counts(taken)) == (ImportStatus.FINISHED, {"created": 3})
    assert set(shop.listings.values_list("external_ref", "status")) == {(f"cup-{n}", "draft") for n in (1, 2, 3)}
    assert Event.objects.filter(name=CatalogueImported.__name__).count() == 1
    deliver_due()
    assert Notification.objects.get(user=bob, kind="import_finished").particulars["created"] == "3"


def test_five_hundred_rows_with_bad_ones_are_answered_row_by_row(shop: Shop, bob: User) -> None:
    taken = taken_in(shop, bob, as_csv(cups(500, bad=20)))

    assert counts(taken) == {"created": 475, "refused": 25}
    refused = taken.rows.filter(outcome="refused").order_by("row")
    assert list(refused.values_list("row", flat=True)) == [n + 1 for n in range(20, 501, 20)]
    assert all("“free” is not an amount." in each.sentence for each in refused)
    # A product whose only variant is refused is kept as a draft without it.
    assert (shop.listings.count(), Variant.objects.filter(shop=shop).count()) == (500, 475)

    again = taken_in(shop, bob, as_csv(cups(500, bad=20)))
    assert counts(again) == {"unchanged": 475, "refused": 25}


def test_pictures_come_from_the_archive_and_complete_what_is_then_public(shop: Shop, bob: User) -> None:
    rows = [row | {"images": f"https://cdn.example/img/{row['ref']}.png"} for row in cups(3)]
    pictures = as_zip({"deep/CUP-1.png": picture_bytes(), "cup-2.png": b"no picture"})

    taken = taken_in(shop, bob, as_csv(rows), pictures=pictures)

    assert counts(taken) == {"created": 3}
    assert dict(shop.listings.values_list("external_ref", "status")) == {
        "cup-1": ListingStatus.PUBLISHED,
        "cup-2": ListingStatus.DRAFT,
        "cup-3": ListingStatus.DRAFT,
    }
    sentences = dict(taken.rows.values_list("name", "sentence"))
    assert sentences["CUP-1"] == ""
    assert "cup-2.png: This is not a photo" in sentences["CUP-2"]
    assert "There is no photo “cup-3.png” in the folder." in sentences["CUP-3"]
    assert Photo.objects.count() == 1
    assert counts(taken_in(shop, bob, as_csv(rows), pictures=pictures)) == {"unchanged": 3}
    assert Photo.objects.count() == 1


def test_a_killed_worker_s_successor_goes_on_behind_the_last_step(
    shop: Shop, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.importing.taking_in.AT_ONCE", 4)
    taken = services.start_import(an_upload(shop, bob, as_csv(cups(10))), by=bob)
    steps = iter(range(10))
    step = running._step

    def dying(*args: Any, **kwargs: Any) -> None:
        if next(steps) == 1:
            raise KeyboardInterrupt  # nothing catches it: as if the process were gone
        step(*args, **kwargs)

    monkeypatch.setattr(running, "_step", dying)
    with pytest.raises(KeyboardInterrupt):
        services.run_imports()
    taken.refresh_from_db()
    assert (taken.status, taken.done, ImportRow.objects.count()) == (ImportStatus.RUNNING, 4, 4)

    # Its lease still holds: nobody else touches it.
    assert services.run_imports() == 0
    taken.refresh_from_db()
    assert taken.done == 4
    with clock.at(clock.now() + LEASE * 2):
        services.run_imports()
    taken.refresh_from_db()
    assert (taken.status, counts(taken)) == (ImportStatus.FINISHED, {"created": 10})
    assert (shop.listings.count(), Variant.objects.count()) == (10, 10)


def test_a_slice_ends_in_time_and_the_next_goes_on(shop: Shop, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.importing.taking_in.AT_ONCE", 4)
    taken = services.start_import(an_upload(shop, bob, as_csv(cups(10))), by=bob)

    assert services.run_imports(seconds=0) == 1
    taken.refresh_from_db()
    assert (taken.done, taken.products, taken.lease_until) == (4, 10, None)
    while services.run_imports(seconds=0):
        pass
    taken.refresh_from_db()
    assert (taken.status, counts(taken)) == (ImportStatus.FINISHED, {"created": 10})


def test_cancelling_stops_the_worker_at_its_next_step(shop: Shop, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.importing.taking_in.AT_ONCE", 4)
    taken = services.start_import(an_upload(shop, bob, as_csv(cups(10))), by=bob)
    services.run_imports(seconds=0)
    held = claim(taken.pk)
    assert held is not None

    taken.refresh_from_db()
    services.cancel_import(taken)

    with pytest.raises(NoLongerOurs):
        hold_on(held)
    assert services.run_imports() == 0
    taken.refresh_from_db()
    assert (taken.status, shop.listings.count()) == (ImportStatus.CANCELLED, 4)
    with pytest.raises(ImpossibleMove):
        services.start_import(taken, by=bob)


def test_a_file_that_keeps_killing_workers_is_given_up_and_can_go_on(
    shop: Shop, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = services.start_import(an_upload(shop, bob, as_csv(cups(3))), by=bob)

    def broken(*args: object) -> None:
        raise OSError("a disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(running, "_slice", broken)
        for _attempt in range(MOST_ATTEMPTS + 1):
            with clock.at(clock.now() + timedelta(minutes=5 * (_attempt + 1))):
                services.run_imports()
    taken.refresh_from_db()
    assert (taken.status, taken.failure != "") == (ImportStatus.FAILED, True)
    assert Event.objects.filter(name=CatalogueImportStopped.__name__).count() == 1
    with clock.at(clock.now() + timedelta(hours=1)):
        deliver_due()
    assert Notification.objects.filter(user=bob, kind="import_stopped").exists()

    services.start_import(taken, by=bob)
    services.run_imports()
    taken.refresh_from_db()
    assert (taken.status, counts(taken)) == (ImportStatus.FINISHED, {"created": 3})


def test_what_must_be_true_of_imports_is_checked(shop: Shop, bob: User) -> None:
    taken = taken_in(shop, bob, as_csv(cups(4, bad=2)))
    waiting = services.start_import(an_upload(shop, bob, as_csv(cups(1))), by=bob)
    assert claim(waiting.pk) is not None
    assert not [*imports_are_not_stuck(), *imports_count_their_rows()]

    CatalogueImport.objects.filter(pk=taken.pk).update(created=3)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert [violation.row for violation in imports_are_not_stuck()] == [f"import {waiting.number}"]
    assert [violation.row for violation in imports_count_their_rows()] == [f"import {taken.number}"]


def test_a_shop_takes_in_one_file_at_a_time(shop: Shop, bob: User) -> None:
    first = services.start_import(an_upload(shop, bob, as_csv(cups(1))), by=bob)
    second = an_upload(shop, bob, as_csv(cups(2)))

    with pytest.raises(services.AnotherImportRuns):
        services.start_import(second, by=bob)
    with pytest.raises(ImpossibleMove):
        services.start_import(first, by=bob)
    services.run_imports()
    services.start_import(second, by=bob)
    services.run_imports()
    second.refresh_from_db()
    assert counts(second) == {"created": 1, "unchanged": 1}


def test_nobody_sends_more_files_than_they_decide_about(shop: Shop, bob: User) -> None:
    for _n in range(MOST_OPEN):
        an_upload(shop, bob, as_csv(cups(1)))

    with pytest.raises(services.TooManyImports):
        an_upload(shop, bob, as_csv(cups(1)))


def test_files_and_reports_are_forgotten_in_their_time(shop: Shop, bob: User) -> None:
    taken = taken_in(shop, bob, as_csv(cups(2)), pictures=as_zip({"cup.png": picture_bytes()}))
    waiting = an_upload(shop, bob, as_csv(cups(2)))
    now = clock.now()

    with clock.at(now + timedelta(days=8)):
        services.forget_old_imports()
        waiting.refresh_from_db()
        assert waiting.status == ImportStatus.CANCELLED
        with pytest.raises(FileIsGone):
            open_large(PrivateFile.objects.get(pk=taken.file_id))
        assert taken.rows.count() == 2
    with clock.at(now + timedelta(days=91)):
        services.forget_old_imports()
        assert (taken.rows.count(), services.forget_old_imports()) == (0, 0)
    taken.refresh_from_db()
    assert (taken.created, taken.survey) == (2, {})


def test_a_product_that_goes_on_further_down_keeps_what_was_said_first(shop: Shop, bob: User) -> None:
    one, two = cups(2)
    rows = [one, two, one | {"title": "Other", "price": "99"}, one | {"sku": "CUP-NEW", "option1 name": "Size"}]
    rows = [{"option1 name": "", "option1 value": ""} | row for row in rows]
    rows[3] |= {"option1 value": "Large"}

    taken = taken_in(shop, bob, as_csv(rows))

    assert counts(taken) == {"created": 3, "left_out": 1}
    listing = shop.listings.get(external_ref="cup-1")
    assert listing.title == "Cup 1"
    assert set(listing.variants.values_list("sku", "price_amount")) == {("CUP-1", 1250), ("CUP-NEW", 1250)}
    assert counts(taken_in(shop, bob, as_csv(rows))) == {"unchanged": 3, "left_out": 1}


def test_words_in_other_languages_come_in_by_a_file_of_their_own(shop: Shop, bob: User) -> None:
    taken_in(shop, bob, as_csv(cups(1)))
    words = [{"slug": "cup-1", "locale": "id", "name": "Cangkir"}, {"slug": "none", "locale": "id", "name": "x"}]

    taken = taken_in(shop, bob, as_csv(words))

    assert counts(taken) == {"created": 1, "refused": 1}
    assert Listing.objects.get().texts.get().title == "Cangkir"


def test_what_the_shop_took_off_sale_is_not_put_back(shop: Shop, bob: User) -> None:
    rows = as_csv([CUP | {"images": "cup.png"}])
    pictures = as_zip({"cup.png": picture_bytes()})
    taken_in(shop, bob, rows, pictures=pictures)
    pause_listing(Listing.objects.get(), by=bob)

    taken_in(shop, bob, rows, pictures=pictures)

    assert Listing.objects.get().status == ListingStatus.PAUSED
    assert CatalogueImport.objects.filter(half=Half.PICTURES).count() == 2


def test_columns_keep_their_order_in_either_database(shop: Shop, bob: User) -> None:
    taken = an_upload(shop, bob, as_csv([{"Ware": "Cup", "Rp": "12.50", "Isi": "4", "A": "b"}]))

    # As jsonb keeps it: the names of an object are sorted.
    kept = json.loads(json.dumps(taken.survey, sort_keys=True))

    assert list(Survey.from_json(kept).headings) == ["Ware", "Rp", "Isi", "A"]
    assert list(Survey.from_json(kept).sample[0].cells) == ["Ware", "Rp", "Isi", "A"]
