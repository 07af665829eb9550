"""
A private seller from Berlin, in Chromium: a card and an address, one of them refused, more asked for, approved; then
the address is too old, nothing of hers is on sale, and a newer bill brings it back.

What shoppers read names no person: where she is, what was checked, and as plainly what was not.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core import clock
from tests.browser import Person, chromium
from tests.journeys.test_whole_loop import PASSWORD, offer_a_bowl, sign_up
from tests.journeys.vetting import (
    MAKE_MARKET,
    begin,
    confirm,
    decide,
    ends_soon,
    file_of,
    invariants_hold,
    is_on_sale,
    keep,
    look_at_pages,
    renew,
    reviewer,
    send_application,
    state_of,
    take_up,
    verify,
    wait_for,
)
from tests.stack import fresh_market

pytestmark = pytest.mark.browser

NAME, STREET = "Frieda Krähenwinkel", "Oranienstraße 188"
EMAIL, PHONE = "frieda@example.com", "+49 30 5550 142"
SHOP, DESK = "Kiez Keramik", "/desk/kiez-keramik/"
ADDRESS = "Address of a private seller"
OFF_SALE = "1 listing is off sale without it."
UNTIL = clock.today() + timedelta(days=900)


def test_a_private_person_applies_sells_renews_and_shoppers_read_no_name(tmp_path: Path) -> None:
    with fresh_market(tmp_path / "market") as market, chromium() as browser:
        market.run(MAKE_MARKET)
        market.serve()
        frieda, rita, alice, omar = (Person(browser, market.url) for _each in range(4))

        sign_up(frieda, EMAIL)
        checklist = apply(frieda)
        reviewer(rita)
        file = review(rita)
        answer(frieda, checklist)
        take_up(rita, SHOP)
        assert look_at_pages(rita) >= 3
        verify(rita, file, ADDRESS)
        decide(rita, file, "", "Approve")
        rita.sees("Approved: the shop is open.")

        offer_a_bowl(frieda, DESK)
        bowl = f"/l/{frieda.number_in_url()}/"
        assert_shoppers_read_no_name(alice, bowl)
        assert_shoppers_read_no_name(alice, "/shops/kiez-keramik/")

        # Omar reads no console: a page that is gone is an error there.
        end = ends_soon(market, "eu-address")
        assert is_on_sale(omar, bowl)
        wait_for(end, omar)
        assert not is_on_sale(omar, bowl)

        # She comes back another day: until now a mailed code was all that she had shown here.
        frieda.open("/accounts/logout/")
        frieda.press("Sign out")
        frieda.sign_in(EMAIL, PASSWORD)
        bill = file_of("utility_bill", NAME, number="SPECIMEN 3", place="Berlin")
        renew(frieda, DESK, ADDRESS, bill, without=OFF_SALE, evidence="utility_bill")
        assert not is_on_sale(omar, bowl)
        take_up(rita, SHOP)
        verify(rita, file, ADDRESS)
        assert is_on_sale(omar, bowl)
        assert_shoppers_read_no_name(alice, bowl)

        invariants_hold(market)
        assert [person.complaints for person in (frieda, alice)] == [[], []]


def apply(frieda: Person) -> str:
    checklist = begin(frieda, kind="private_person", country="DE", legal_name=NAME)
    keep(frieda, "place", street=STREET, city="Berlin", postal_code="10999")
    keep(frieda, "contact", contact_name=NAME, contact_email=EMAIL, contact_phone=PHONE)
    # The account has confirmed this very address already.
    assert state_of(frieda, "contact-email") == "checked"
    confirm(frieda, "contact-phone", "/demo/codes/", to=PHONE)
    card = file_of("id_card", NAME, number="SPECIMEN", place="Berlin", until=UNTIL)
    keep(frieda, "document", file=card, evidence="id_card", expires_on=UNTIL.isoformat())
    letter = file_of("bank_statement", NAME, number="DE02 5001 0517 0000 0000 07", place="Berlin")
    keep(frieda, "bank-account", file=letter, subject="DE89 3704 0044 0532 0130 00", holder=NAME)
    bill = file_of("utility_bill", NAME, number="SPECIMEN 1", place="Potsdam")
    keep(frieda, "eu-address", file=bill, evidence="utility_bill")
    keep(frieda, "shop", trading_name=SHOP, currency="EUR", language="en", about="Thrown on the landing.")
    send_application(frieda)
    return checklist


def review(rita: Person) -> str:
    file = take_up(rita, SHOP)
    assert look_at_pages(rita) == 3
    verify(rita, file, "Identity document", "Bank account")
    decide(rita, file, ADDRESS, "Refuse", "The bill is for a flat in Potsdam.")
    rita.sees("Refused. The other side reads the reason.")
    decide(rita, file, "", "Approve")
    # What is missing keeps her from it; nobody has to remember it.
    rita.sees(f"Still missing, or not verified: {ADDRESS}.")
    decide(rita, file, "", "Ask for more", "Please send a bill for the flat where you live now.")
    rita.sees("The applicant is told what is needed.")
    return file


def answer(frieda: Person, checklist: str) -> None:
    frieda.open(checklist)
    frieda.sees("Please send a bill for the flat where you live now.")
    frieda.sees("The bill is for a flat in Potsdam.")
    assert state_of(frieda, "eu-address") == "refused"
    assert state_of(frieda, "document") == "checked"
    keep(
        frieda,
        "eu-address",
        file=file_of("utility_bill", NAME, number="SPECIMEN 2", place="Berlin"),
        evidence="utility_bill",
    )
    send_application(frieda, "Send the answer")


def assert_shoppers_read_no_name(alice: Person, page: str) -> None:
    alice.open(page)
    read = alice.page.content()
    for private in (NAME, "Krähenwinkel", STREET, "10999", EMAIL, PHONE):
        assert private not in read, (page, private)
    for words in (
        "private person",
        "Berlin, Germany",
        "A private person: there is no registration number to check.",
        f"{ADDRESS}: a reviewer read this document on",
        "Phone number: confirmed by a code that we sent, on",
        "We did not visit the address or call the phone number.",
        "We did not ask the bank whether the account is theirs.",
    ):
        assert alice.page.locator("main").get_by_text(words).count() > 0, (page, words)
