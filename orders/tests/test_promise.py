"""What was promised stays what was promised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from catalog.models import Listing, Photo, Variant
from catalog.services import add_photo, edit_listing, process_photo, remove_photo, retract_listing, set_price
from core import clock
from core.money import Money
from orders.models import Order, OrderLine, Promise
from orders.promises import canonical, digest_of, read_promise
from orders.tests.factories import a_picture, basket_with, completed_order, on_sale, paid_order, pay, place, two_ways
from policies.kinds import PolicyKind
from policies.services import publish_policy
from policies.terms import ReturnTerms
from sellers.models import Credential, Seller, Shop
from sellers.services import edit_shop, suspend_seller
from sellers.tests.factories import a_reviewer, open_shop
from sellers.tests.fixtures import As
from sellers.tests.vetting_factories import a_requirement, claimed, held
from sellers.vetting.services import revoke_credential

Later = Callable[[timedelta], object]


def the_promise_of(order: Order) -> Promise:
    return order.lines.get().promise


def test_it_says_everything_that_binds(alice: User) -> None:
    order = paid_order(alice)

    says = json.loads(the_promise_of(order).document)

    line = order.lines.get()
    photo = Photo.objects.get(listing=line.listing)
    assert says["schema"] == 2
    assert says["thing"]["title"] == line.title
    assert says["thing"]["options"] == [{"name": "Size", "value": "300 ml"}]
    assert says["thing"]["photos"] == [
        {"digest": photo.digest, "file": photo.file, "width": photo.width, "height": photo.height, "alt": "A mug"}
    ]
    assert says["price"] == {"amount": 14_500_000, "currency": "IDR"}
    assert says["delivery"]["by"] == order.promised_by.isoformat()
    assert {policy["kind"] for policy in says["policies"]} == set(PolicyKind)
    for policy in says["policies"]:
        assert {"number", "digest", "terms", "body", "title", "language", "published_at"} <= set(policy)
    assert says["seller"]["legal_name"] == "PT Tanah Liat Nusantara"
    assert says["seller"]["registration_check"]
    assert says["inspection_days"] == order.inspection_days
    assert "Budi Santoso" not in the_promise_of(order).document
    assert alice.email not in the_promise_of(order).document


def test_it_says_which_credentials_of_the_seller_counted_at_that_moment(alice: User, later: Later) -> None:
    shop = open_shop()
    held(a_requirement(name="Liability insurance", holds_days=10), shop=shop)
    held(a_requirement(name="Fire insurance", required_from=clock.now() + timedelta(days=90), holds_days=1), shop=shop)
    claimed(a_requirement(name="Flood insurance", required_from=clock.now() + timedelta(days=90)), shop=shop)
    later(timedelta(days=2))

    order = paid_order(alice, shop)

    promise = read_promise(the_promise_of(order))
    [kept] = promise.says["seller"]["credentials"]
    assert (kept["names"][""], kept["method"], kept["evidence"]) == ("Liability insurance", "document", "certificate")
    assert kept["since"] < kept["until"]
    [check] = promise.credentials or []
    assert check.done
    assert check.text.startswith("Liability insurance: a reviewer read this document on ")

    revoke_credential(Credential.objects.earliest("pk"), by=a_reviewer(), because="Forged.")
    assert read_promise(the_promise_of(order)).credentials == [check]


def test_a_promise_of_the_first_version_is_still_read(alice: User, as_: As) -> None:
    order = paid_order(alice)
    says = json.loads(the_promise_of(order).document)
    says["schema"] = 1
    del says["seller"]["credentials"]
    old = Promise.objects.create(digest=digest_of(canonical(says)), schema_version=1, document=canonical(says))
    OrderLine.objects.filter(order=order).update(promise=old)

    promise = read_promise(old)

    assert promise.is_intact
    assert promise.credentials is None
    page = as_(alice).get(reverse("orders:promise", args=[order.number, 1])).text
    assert "promises did not say yet which credentials" in page


def test_the_page_of_a_promise_shows_them(alice: User, as_: As) -> None:
    shop = open_shop()
    held(a_requirement(name="Liability insurance"), shop=shop)
    order = paid_order(alice, shop)

    page = as_(alice).get(reverse("orders:promise", args=[order.number, 1])).text

    assert "Liability insurance: a reviewer read this document" in page


def test_its_name_is_the_hash_of_its_text(alice: User) -> None:
    promise = the_promise_of(paid_order(alice))

    assert promise.digest == hashlib.sha256(promise.document.encode()).hexdigest()
    assert read_promise(promise).is_intact


def test_no_later_edit_changes_it(alice: User, bob: User) -> None:
    order = completed_order(alice)
    before = Promise.objects.values().get()
    listing = Listing.objects.get(pk=order.lines.get().listing_id)

    edit_listing(listing, by=None, title="Another thing", description="Something else.")
    set_price(Variant.objects.get(listing=listing), price=Money(1, "IDR"), by=None)
    two_ways(order.shop)
    publish_policy(
        shop=order.shop,
        kind=PolicyKind.RETURNS,
        title="Returns",
        body="Changed.",
        terms=ReturnTerms(window_days=90, return_postage="seller"),
        language="en",
        by=None,
    )
    edit_shop(order.shop, by=order.shop.memberships.get().user, about="We moved.", city="Bandung")
    Shop.objects.filter(pk=order.shop_id).update(name="New name")
    Seller.objects.filter(pk=order.seller_id).update(legal_name="Somebody else")
    suspend_seller(order.seller, by=a_reviewer(), because="The register says no.")
    retract_listing(Listing.objects.get(pk=listing.pk), by=None, because="No longer made.")

    line = OrderLine.objects.get()
    assert Promise.objects.values().get() == before
    assert (line.title, line.unit_amount) == (json.loads(before["document"])["thing"]["title"], 14_500_000)
    assert Order.objects.get().inspection_days == order.inspection_days


def test_a_photo_that_was_removed_is_still_in_it(alice: User) -> None:
    order = paid_order(alice)
    photo = Photo.objects.get()
    listing = Listing.objects.get()
    process_photo(add_photo(listing, content=a_picture(), name="new.png", by=None))
    remove_photo(photo, by=None)

    [kept] = read_promise(the_promise_of(order)).photos

    assert (kept.url, kept.srcset_avif) == (photo.url, photo.srcset_avif)
    assert (Path(settings.MEDIA_ROOT) / photo.largest).exists()


def test_the_same_promise_is_one_row(alice: User, bob: User) -> None:
    mug = on_sale(stock=5)

    paid_order(alice, variant=mug)
    paid_order(bob, variant=mug, quantity=3)

    assert Promise.objects.count() == 1
    assert OrderLine.objects.count() == 2


def test_another_day_is_another_promise(alice: User) -> None:
    mug = on_sale(stock=5)
    paid_order(alice, variant=mug)
    with clock.at(clock.now() + timedelta(days=1)):
        paid_order(alice, variant=mug)

    assert Promise.objects.count() == 2


def test_two_lines_of_an_order_have_a_promise_each(alice: User) -> None:
    mug = on_sale(variants=2)
    both = list(Variant.objects.filter(listing=mug.listing))
    [purchase] = place(basket_with(*both, user=alice))

    sizes = [
        json.loads(line.promise.document)["thing"]["options"][0]["value"]
        for line in pay(purchase).orders.get().lines.select_related("promise")
    ]

    assert sizes == ["300 ml", "301 ml"]


def test_it_can_be_neither_changed_nor_deleted(alice: User) -> None:
    promise = the_promise_of(paid_order(alice))

    promise.document = "{}"
    with pytest.raises(TypeError):
        promise.save()
    with pytest.raises(TypeError):
        promise.delete()


def test_a_changed_text_is_noticed(alice: User) -> None:
    promise = the_promise_of(paid_order(alice))
    Promise.objects.filter(pk=promise.pk).update(document=promise.document.replace("14500000", "24500000"))

    assert not read_promise(Promise.objects.get()).is_intact


@given(
    st.dictionaries(
        st.text(alphabet=st.characters(codec="utf-8")),
        st.integers() | st.booleans() | st.text(alphabet=st.characters(codec="utf-8")),
    )
)
def test_equal_content_is_equal_text(content: dict[str, int | bool | str]) -> None:
    turned = dict(reversed(content.items()))

    assert canonical(content) == canonical(turned)
    assert json.loads(canonical(content)) == content
    assert digest_of(canonical(content)) == digest_of(canonical(turned))
