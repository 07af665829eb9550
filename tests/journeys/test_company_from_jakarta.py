"""
A company from Jakarta, from its first answer to a licence that runs out and is renewed, in Chromium.

Sinta fills a checklist, leaves and comes back; Rita, who has nothing but a passkey, reads and decides. When the licence
for bath and care ends, that soap is off sale at that moment, without anybody having done anything; the bowl beside it
stays.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core import clock
from tests.browser import Person, chromium
from tests.journeys.test_whole_loop import PASSWORD, photo, sign_up
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
    open_item,
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

NAME, PLACE = "PT Batik Kemang", "Jakarta Selatan"
EMAIL, SALES, PHONE = "sinta@example.com", "halo@batikkemang.example", "+62 21 5550 199"
DESK = "/desk/batik-kemang/"
NIB, NPWP = "NIB (business identification number)", "NPWP (tax number)"
LICENCE = "Cosmetics notification (BPOM)"
NEXT_YEAR = clock.today() + timedelta(days=365)


def test_a_company_applies_is_approved_sells_and_renews(tmp_path: Path) -> None:
    with fresh_market(tmp_path / "market") as market, chromium() as browser:
        market.run(MAKE_MARKET)
        market.serve()
        sinta, rita, alice = (Person(browser, market.url) for _each in range(3))

        sign_up(sinta, EMAIL)
        checklist = apply_in_two_sittings(sinta)
        reviewer(rita)
        file = review(rita)
        answer(sinta, checklist)
        take_up(rita, "Batik Kemang")
        verify(rita, file, NPWP)
        decide(rita, file, "", "Approve")
        rita.sees("Approved: the shop is open.")

        soap = offer(sinta, "care", "Clove soap", fact_care_kind="soap")
        bowl = offer(sinta, "kitchen/tableware", "Batik bowl", fact_material="stoneware")
        assert is_on_sale(alice, soap)
        assert is_on_sale(alice, bowl)

        end = ends_soon(market, "id-cosmetics")
        assert is_on_sale(alice, soap)
        wait_for(end, alice)
        assert not is_on_sale(alice, soap)
        assert is_on_sale(alice, bowl)

        send_next_licence(sinta)
        assert not is_on_sale(alice, soap)
        file = take_up(rita, "Batik Kemang")
        verify(rita, file, LICENCE)
        assert is_on_sale(alice, soap)

        invariants_hold(market)
        assert [person.complaints for person in (sinta,)] == [[]]


def apply_in_two_sittings(sinta: Person) -> str:
    checklist = begin(sinta, kind="company", country="ID", legal_name=NAME)
    keep(sinta, "place", street="Jalan Kemang Raya 12", city=PLACE, postal_code="12730")
    keep(sinta, "contact", contact_name="Sinta Wijaya", contact_email=SALES, contact_phone=PHONE)
    confirm(sinta, "contact-email", f"/demo/mail/?to={SALES}", to=SALES)
    assert state_of(sinta, "contact-email") == "checked"
    sinta.page.locator("main [name='undertakes']").check()
    sinta.press("Send the application")
    sinta.sees("Not sent yet. Still missing")

    sinta.open("/accounts/logout/")
    sinta.press("Sign out")
    sinta.sign_in(EMAIL, PASSWORD)
    sinta.open("/sell/apply/")
    sinta.page.wait_for_url(f"**{checklist}")
    assert [state_of(sinta, code) for code in ("place", "contact", "contact-email")] == ["done", "done", "checked"]
    confirm(sinta, "contact-phone", "/demo/codes/", to=PHONE)
    assert state_of(sinta, "contact-phone") == "checked"
    nib = file_of("register_extract", NAME, number="9120001234567", place=PLACE)
    keep(
        sinta,
        "document",
        file=nib,
        registration_number="9120001234567",
        registration_scheme="id.nib",
        evidence="register_extract",
    )
    passport = file_of("passport", "Sinta Wijaya", number="SPECIMEN", place=PLACE, until=NEXT_YEAR)
    keep(sinta, "identity", file=passport, evidence="passport", expires_on=NEXT_YEAR.isoformat())
    letter = file_of("bank_statement", NAME, number="0000 1234 5678", place=PLACE)
    keep(sinta, "bank-account", file=letter, subject="000012345678", holder=NAME)
    tax = file_of("tax_certificate", NAME, number="99.000.001.0-541.000", place=PLACE)
    keep(sinta, "id-npwp", file=tax, subject="99.000.001.0-541.000", scheme="id.npwp")
    keep(sinta, "shop", trading_name="Batik Kemang", currency="IDR", language="en", about="Cloth, bowls and soap.")
    open_item(sinta, "categories")
    sinta.page.locator("main [name='categories'][value='care']").check()
    sinta.page.locator("main [name='categories'][value='kitchen']").check()
    sinta.press("Keep")
    sinta.page.wait_for_url("**/checklist/")
    licence = file_of("licence", NAME, number="NA 18260100001", place=PLACE, until=NEXT_YEAR)
    keep(
        sinta,
        "id-cosmetics",
        file=licence,
        subject="NA 18260100001",
        evidence="licence",
        expires_on=NEXT_YEAR.isoformat(),
    )
    send_application(sinta)
    return checklist


def review(rita: Person) -> str:
    """She looks at every page, verifies what is right, refuses one paper, and asks for more in words kept for it."""
    file = take_up(rita, "Batik Kemang")
    assert look_at_pages(rita) == 5
    verify(rita, file, NIB, "Identity document", "Bank account", LICENCE)
    decide(rita, file, NPWP, "Refuse", "The certificate is of another office. Send the one of Jakarta.")
    rita.sees("Refused. The other side reads the reason.")
    decide(rita, file, "", "Ask for more", reply="A page is missing")
    rita.sees("The applicant is told what is needed.")
    return file


def answer(sinta: Person, checklist: str) -> None:
    sinta.open(checklist)
    sinta.sees("A page of the document is missing.")
    sinta.sees("The certificate is of another office.")
    assert state_of(sinta, "id-npwp") == "refused"
    tax = file_of("tax_certificate", NAME, number="99.000.001.0-541.000", place="Jakarta")
    keep(sinta, "id-npwp", file=tax, subject="99.000.001.0-541.000", scheme="id.npwp")
    assert state_of(sinta, "id-npwp") == "done"
    send_application(sinta, "Send the answer")


def offer(sinta: Person, category: str, title: str, **facts: str) -> str:
    """A listing with its photo, published; returns its public page."""
    sinta.open(f"{DESK}listings/new/")
    sinta.fill(category=category, title=title, description="Made in Kemang.", price="90000", stock="5")
    sinta.press("Keep as a draft")
    sinta.sees(title)
    sinta.fill(**facts)
    sinta.press("Keep")
    sinta.page.set_input_files(
        "main input[type='file']", {"name": "thing.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    sinta.press("Add photos")
    sinta.sees("has arrived")
    edit = f"{DESK}listings/{sinta.number_in_url()}/"
    for _each in range(40):
        sinta.open(edit)
        publish = sinta.page.locator("main").get_by_role("button", name="Publish")
        if not sinta.page.get_by_text("still being prepared").count() and publish.first.is_enabled():
            publish.first.click()
            break
        sinta.page.wait_for_timeout(500)
    sinta.sees("It is public now")
    return f"/l/{sinta.number_in_url()}/"


def send_next_licence(sinta: Person) -> None:
    until = NEXT_YEAR + timedelta(days=365)
    renew(
        sinta,
        DESK,
        LICENCE,
        file_of("licence", NAME, number="NA 18270100001", place=PLACE, until=until),
        without="1 listing is off sale without it.",
        subject="NA 18270100001",
        evidence="licence",
        expires_on=until.isoformat(),
    )
