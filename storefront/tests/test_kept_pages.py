"""Pages are kept until something that they show has changed; then the next request shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.http import parse_http_date

from accounts.models import User
from accounts.services import change_preferences
from catalog.models import Listing, ListingFact
from catalog.services import (
    edit_listing,
    pause_listing,
    publish_listing,
    receive_stock,
    record_rating,
    remove_photo,
    retract_listing,
    set_price,
    translate_listing,
    write_off_stock,
)
from catalog.tests.factories import a_photo, listing_on_sale, the_variant
from core import clock, memory
from core.money import Money
from orders.tests.factories import basket_with, delivered_order, place, two_ways
from policies.kinds import PolicyKind
from policies.services import publish_policy
from policies.terms import RefundTerms
from reviews.models import Review
from reviews.services import publish_review, remove_review
from sellers.models import BrandAuthorisation, Seller
from sellers.rules import FILE_KEPT
from sellers.services import (
    away_shop,
    close_shop,
    edit_shop,
    forget_seller,
    leave_market,
    reopen_shop,
    suspend_seller,
)
from sellers.services import record_rating as record_shop_rating
from sellers.tests.brands import a_protected_brand, authorised
from sellers.tests.factories import a_reviewer, reinstated
from sellers.tests.vetting_factories import a_requirement, held
from sellers.vetting.services import certify_facts, expire_credentials, revoke_credential, work_out_all_ends
from storefront.keeping import Cut, kept
from storefront.seeing import Seen, see_merchants
from storefront.tests.windows import look, pages_of
from taxonomy.models import Category, FactDefinition
from taxonomy.services import save_category

Settings = Any
pytestmark = pytest.mark.usefixtures("remembering")

LISTS = ("home", "category", "above", "everything", "shop")
EVERYWHERE = (*LISTS, "listing")


def test_a_page_is_made_once(cup: Listing, made: list[str]) -> None:
    first, second = look(cup), look(cup)

    assert len(made) == len(pages_of(cup))
    for name, answer in first.items():
        assert without_token(answer) == without_token(second[name]), name
        assert same_headers(answer, second[name]), name


def without_token(answer: Any) -> list[str]:
    return [line for line in answer.text.splitlines() if "csrfmiddlewaretoken" not in line]


def same_headers(one: Any, other: Any) -> bool:
    mine = {"X-Request-ID", "ETag"}
    return {name: value for name, value in one.headers.items() if name not in mine} == {
        name: value for name, value in other.headers.items() if name not in mine
    }


def test_a_page_is_kept_without_its_indentation_and_with_all_else(cup: Listing, settings: Settings) -> None:
    edit_listing(cup, by=None, description="Thrown by hand.\n\n   Dries   slowly.")
    remembered = look(cup)
    settings.REMEMBER_PAGES = False
    memory.forget_everything()

    for name, made in look(cup).items():
        assert len(remembered[name].text) < len(made.text), name
        assert without_indentation(remembered[name]) == without_indentation(made), name
    assert "Dries   slowly." in remembered["listing"].text


def without_indentation(answer: Any) -> str:
    return re.sub(r"\n\s*(?=<)", "\n", "\n".join(without_token(answer)))


def test_a_kept_page_gives_the_form_cookie_that_django_gives(cup: Listing) -> None:
    answers: list[Any] = [Client().get(pages_of(cup)["listing"]) for _visitor in range(3)]
    first, *later = [answer.cookies["csrftoken"] for answer in answers]

    assert [answer.from_lane for answer in answers] == [False, True, True]
    for cookie in later:
        assert value_and_moment_aside(cookie) == value_and_moment_aside(first)
        assert abs(parse_http_date(cookie["expires"]) - parse_http_date(first["expires"])) < 60
        # What was sent is text.
        assert {name: str(value) for name, value in cookie.items() if name != "expires"} == {
            name: str(value) for name, value in first.items() if name != "expires"
        }
    assert len({cookie.value for cookie in (first, *later)}) == 3


def value_and_moment_aside(cookie: Any) -> str:
    """What the browser is told, with the two parts taken out that differ from one answer to the next."""
    text: str = cookie.output(header="")
    moment = cookie["expires"]
    assert cookie.value in text
    assert moment in text
    return text.replace(cookie.value, "…").replace(moment, "…")


def a_new_price(cup: Listing) -> None:
    set_price(the_variant(cup), price=Money(1799, "EUR"), by=None)


def another_title(cup: Listing) -> None:
    edit_listing(cup, by=None, title="Moon jar")


def another_photo(cup: Listing) -> None:
    old = cup.photos.get()
    a_photo(cup)
    remove_photo(old, by=None)


def a_pause(cup: Listing) -> None:
    pause_listing(cup, by=None)


def a_retraction(cup: Listing) -> None:
    retract_listing(cup, by=None, because="Broken.")


def a_rating(cup: Listing) -> None:
    record_rating(cup, sum_delta=4, count_delta=1)


def a_suspension(cup: Listing) -> None:
    suspend_seller(cup.shop.seller, by=a_reviewer(), because="No longer registered.")


def a_rest(cup: Listing) -> None:
    away_shop(cup.shop, by=None)  # type: ignore[arg-type]


def the_end_of_the_shop(cup: Listing) -> None:
    close_shop(cup.shop, by=None)  # type: ignore[arg-type]


def another_name_of_the_category(cup: Listing) -> None:
    category = Category.objects.get(pk=cup.category_id)
    category.name = "Things to drink from"
    save_category(category)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (a_new_price, EVERYWHERE),
        (another_title, LISTS),
        (another_photo, EVERYWHERE),
        (a_pause, EVERYWHERE),
        (a_retraction, EVERYWHERE),
        (a_rating, EVERYWHERE),
        (a_suspension, EVERYWHERE),
        (a_rest, EVERYWHERE),
        (the_end_of_the_shop, EVERYWHERE),
        (another_name_of_the_category, ("category", "above", "listing")),
    ],
)
def test_a_change_shows_on_the_next_request(
    cup: Listing, change: Callable[[Listing], None], where: tuple[str, ...]
) -> None:
    look(cup)
    before = look(cup)

    change(cup)

    after = {name: Client().get(url) for name, url in pages_of(cup).items()}
    assert {name for name in where if without_token(before[name]) == without_token(after[name])} == set()


def test_what_is_on_sale_again_stands_there_again(cup: Listing) -> None:
    pause_listing(cup, by=None)
    look(cup)
    publish_listing(cup, by=None)

    assert all("Celadon cup" in answer.text for answer in look(cup).values())

    away_shop(cup.shop, by=None)  # type: ignore[arg-type]
    look(cup)
    reopen_shop(cup.shop, by=None)  # type: ignore[arg-type]

    assert all("Celadon cup" in answer.text for answer in look(cup).values())

    suspend_seller(cup.shop.seller, by=a_reviewer(), because="A question.")
    look(cup)
    reinstated(Seller.objects.get(shops=cup.shop))

    assert all("Celadon cup" in answer.text for answer in look(cup).values())


def test_a_second_thing_stands_in_every_list(cup: Listing) -> None:
    look(cup)

    listing_on_sale(cup.shop, title="Moon jar")

    after = look(cup)
    assert [name for name in LISTS if "Moon jar" not in after[name].text] == []


def test_a_thing_that_moves_leaves_its_old_category(cup: Listing) -> None:
    look(cup)
    ListingFact.objects.filter(listing=cup).delete()
    elsewhere = Category.objects.create(slug="elsewhere", path="elsewhere", name="Elsewhere")
    before = pages_of(cup)["category"]

    edit_listing(cup, by=None, category=elsewhere, facts={})

    assert "Celadon cup" not in Client().get(before).text
    assert "Celadon cup" in Client().get(reverse("storefront:category", args=["elsewhere"])).text


def test_stock_shows_on_the_listing_and_leaves_the_lists_alone(cup: Listing, made: list[str]) -> None:
    page = pages_of(cup)["listing"]
    look(cup)
    write_off_stock(the_variant(cup), quantity=8, by=None, reason="broken")
    assert "Only 1 left" in Client().get(page).text

    place(basket_with(the_variant(cup)))
    assert "There is none left" in Client().get(page).text

    receive_stock(the_variant(cup), quantity=5, by=None)
    assert "There is none left" not in Client().get(page).text

    made.clear()
    look(cup)
    assert made == []


def test_words_in_another_language_show_in_that_language(cup: Listing) -> None:
    page = "/id" + pages_of(cup)["listing"]
    assert "Celadon cup" in Client().get(page).text

    translate_listing(cup, by=None, language="id", title="Cangkir seladon")

    assert "Cangkir seladon" in Client().get(page).text
    assert "Cangkir seladon" in Client().get("/id/").text
    assert "Cangkir seladon" not in Client().get("/").text


def test_promises_show_when_they_are_published(cup: Listing) -> None:
    look(cup)
    two_ways(cup.shop, dear=777)

    after = look(cup)
    assert all("€7.77" in after[name].text for name in ("listing", "shop"))


def test_the_platforms_promises_show_too(cup: Listing) -> None:
    cup.shop.policies.filter(kind=PolicyKind.REFUNDS).update(current=None)
    look(cup)

    publish_policy(
        shop=None,
        kind=PolicyKind.REFUNDS,
        title="Refunds",
        body="Soon.",
        terms=RefundTerms(days=3),
        language="en",
        by=None,
    )

    assert "Within 3 days" in look(cup)["listing"].text


def test_what_a_shop_says_and_how_it_is_judged_shows(cup: Listing, bob: User) -> None:
    look(cup)
    edit_shop(cup.shop, by=bob, about="Wheel and kiln.", city="Semarang")
    assert "Wheel and kiln." in look(cup)["shop"].text
    assert "Semarang" in look(cup)["listing"].text

    record_shop_rating(cup.shop, sum_delta=5, count_delta=1)
    assert "1 review from a buyer" in look(cup)["shop"].text


def test_reviews_and_the_names_of_their_authors_show(cup: Listing, alice: User, ada: User) -> None:
    order = delivered_order(alice, variant=the_variant(cup))
    look(cup)
    review = publish_review(order.lines.get(), author=alice, rating=5, text="Holds tea.")
    assert "Holds tea." in look(cup)["listing"].text
    assert "Holds tea." in look(cup)["shop"].text

    change_preferences(alice, name="Zara Zander", language="en", time_zone="UTC")
    assert "Zara" in look(cup)["listing"].text

    remove_review(Review.objects.get(pk=review.pk), by=ada, because="private_details")
    assert "Holds tea." not in look(cup)["listing"].text
    assert "Holds tea." not in look(cup)["shop"].text


def test_what_was_checked_about_the_seller_shows(cup: Listing, later: Callable[[timedelta], object]) -> None:
    soon = clock.now() + timedelta(days=365)
    insurance = a_requirement(name="Liability insurance", holds_days=20, required_from=soon)

    def shown(words: str) -> bool:
        return all(words in look(cup)[name].text for name in ("listing", "shop"))

    work_out_all_ends()
    assert shown("Liability insurance: nothing was shown.")
    credential = held(insurance, shop=cup.shop)
    assert shown("Liability insurance: a reviewer read this document")
    revoke_credential(credential, by=a_reviewer(), because="Forged.")
    assert shown("taken back by us on")

    certify_facts(cup.shop.seller, by=cup.shop.memberships.get().user)
    assert shown("The owner said that all of this is still true")

    held(insurance, shop=cup.shop)
    look(cup)
    later(timedelta(days=20, minutes=1))
    expire_credentials()
    assert shown("Liability insurance: verified on")
    assert shown("expired on")


def test_names_of_facts_show(cup: Listing) -> None:
    look(cup)
    material = FactDefinition.objects.get(code="material", category__listings=cup)
    material.label = "Made of"
    material.save()

    after = look(cup)
    assert "Made of" in after["listing"].text


def test_an_approval_that_runs_out_takes_everything_off_sale_at_that_moment(
    cup: Listing, at: Callable[[datetime], Any]
) -> None:
    end = clock.now() + timedelta(minutes=5)
    Seller.objects.filter(shops=cup.shop).update(valid_until=end, sells_until=end)

    with at(end - timedelta(seconds=1)):
        assert all("Celadon cup" in answer.text for answer in look(cup).values())
        look(cup)
    with at(end):
        after = look(cup)

    assert [name for name in LISTS if "Celadon cup" in after[name].text] == []
    assert after["listing"].status_code == 404


def test_an_authorisation_for_a_brand_that_runs_out_does_the_same(cup: Listing, at: Callable[[datetime], Any]) -> None:
    held = authorised(cup.shop, a_protected_brand())
    edit_listing(cup, by=None, brand="Hoshi")
    end = clock.now() + timedelta(minutes=5)
    BrandAuthorisation.objects.filter(pk=held.pk).update(valid_until=end)

    with at(end - timedelta(seconds=1)):
        assert all("Celadon cup" in answer.text for answer in look(cup).values())
        look(cup)
    with at(end):
        after = look(cup)

        assert [name for name in LISTS if "Celadon cup" in after[name].text] == []
        assert after["listing"].status_code == 404
        # Another one is seen at once.
        authorised(cup.shop, held.brand)
        assert all("Celadon cup" in answer.text for answer in look(cup).values())


def test_what_is_forgotten_of_a_seller_stands_in_no_kept_page(cup: Listing, at: Callable[[datetime], Any]) -> None:
    seller = cup.shop.seller
    ending = leave_market(seller, by=cup.shop.memberships.get().user)

    with at(clock.now() + FILE_KEPT + timedelta(days=1)):
        assert seller.contact_email in look(cup)["shop"].text
        forget_seller(ending)
        page = look(cup)["shop"].text

    assert seller.contact_email not in page
    assert seller.legal_name in page


def test_days_of_arrival_follow_the_date(cup: Listing, at: Callable[[datetime], Any]) -> None:
    today = clock.now().replace(hour=23, minute=59)
    page = pages_of(cup)["listing"]
    with at(today):
        before = Client().get(page).text
    with at(today + timedelta(minutes=1)):
        after = Client().get(page).text

    assert "if you buy it today" in before
    assert without_lines_with(before, "csrf") != without_lines_with(after, "csrf")


def test_a_page_is_kept_until_the_end_of_the_day_on_which_it_was_begun(cup: Listing) -> None:
    midnight = datetime(2030, 5, 2, tzinfo=UTC)
    with ExitStack() as stack:
        stack.enter_context(clock.at(midnight - timedelta(milliseconds=5)))

        @kept(see_merchants)
        def slow(request: HttpRequest, *, seen: Seen | None) -> HttpResponse:
            said = HttpResponse(f"Today is {clock.today()}.")
            stack.enter_context(clock.at(midnight + timedelta(milliseconds=5)))
            return said

        answer = slow(RequestFactory().get("/slow/"))

    assert isinstance(answer, Cut)
    assert answer.page.until == midnight


def without_lines_with(text: str, word: str) -> list[str]:
    return [line for line in text.splitlines() if word not in line]


def test_the_lowest_price_is_forgotten_after_thirty_days(cup: Listing, at: Callable[[datetime], Any]) -> None:
    # After the listing was made, at whatever time of day the tests run.
    start = clock.now() + timedelta(hours=1)
    page = pages_of(cup)["listing"]
    with at(start):
        set_price(the_variant(cup), price=Money(2000, "EUR"), by=None)
    with at(start + timedelta(days=30, seconds=-10)):
        assert "Lowest price of the last 30 days: €12.00" in " ".join(Client().get(page).text.split())
    with at(start + timedelta(days=30, seconds=10)):
        assert "Lowest price of the last 30 days: €20.00" in " ".join(Client().get(page).text.split())


def test_a_process_that_has_not_made_the_change_hears_of_it(cup: Listing, settings: Settings) -> None:
    # What a process remembers stays; what others change reaches it through the database alone.
    look(cup)
    remembered = [(each, dict(each.things)) for each in memory._memories]
    set_price(the_variant(cup), price=Money(1799, "EUR"), by=None)
    for each, things in remembered:
        each.things.clear()
        each.things.update(things)

    assert all("€17.99" in answer.text for answer in look(cup).values())
