"""
The whole story, lived by three people in Chromium: apply, vet, list, buy, send, track, receive, release, review.

The market runs as `make run` starts it: web server, worker and clock. Nadia opens a shop, Rita reviews, and somebody
without an account buys, signs up with the same address, and finds the order there.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from marketplace.demo.documents import registration_certificate
from tests.browser import Person, chromium
from tests.stack import Stack, fresh_market

pytestmark = pytest.mark.browser

MAKE_STAFF = """
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from accounts.demo_codes import give_demo_factor
from accounts.models import User
from accounts.roles import Role
from taxonomy.loading import load_starting_tree
load_starting_tree()
rita = User.objects.create_user("rita@example.com", password="Rita opens the door", name="Rita", is_staff=True)
rita.groups.add(Group.objects.get(name=Role.REVIEWER))
EmailAddress.objects.create(user=rita, email=rita.email, verified=True, primary=True)
give_demo_factor(rita)
"""

PASSWORD = "a long walk by the sea"


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (900, 1100), "#8fb59e").save(file, "JPEG")
    return file.getvalue()


def code_from_mail(person: Person, email: str) -> str:
    """The newest code that was mailed to this address, read in the demo's post office."""
    page = person.context.new_page()
    for _ in range(40):
        page.goto(f"/demo/mail/?to={email}")
        found = re.search(r"your code is (\S+)", page.locator("main").inner_text())
        if found:
            page.close()
            return found[1]
        page.wait_for_timeout(500)
    raise AssertionError(f"no code was mailed to {email}")


def sign_up(person: Person, email: str) -> None:
    person.open("/accounts/signup/")
    person.fill(email=email, password1=PASSWORD, password2=PASSWORD)
    person.press("Make the account")
    person.page.locator("main [name='code']").wait_for()
    person.fill(code=code_from_mail(person, email))
    person.page.locator("main form button[type='submit']").first.click()
    person.page.wait_for_url(lambda url: "confirm" not in url and "signup" not in url)


def apply_to_sell(nadia: Person) -> str:
    certificate = registration_certificate(legal_name="Nadia Kern", number="HRA 11", place="Leipzig")
    nadia.open("/sell/apply/")
    nadia.fill(legal_name="Nadia Kern", kind="sole_trader", country="DE")
    nadia.press("Go on")
    item(nadia, "Where you are", street="Könneritzstraße 5", city="Leipzig")
    item(nadia, "Whom to talk to", contact_name="Nadia Kern", contact_phone="+49 341 5550 120")
    item(nadia, "Your shop", trading_name="Kern & Ton", currency="EUR")
    nadia.page.locator("ol.lines #document").get_by_role("link").first.click()
    nadia.fill(registration_number="HRA 11", registration_scheme="other")
    nadia.page.set_input_files(
        "main [name='document']",
        {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": certificate.content},
    )
    nadia.press("Keep")
    nadia.sees("Kept.")
    nadia.page.locator("main [name='undertakes']").check()
    nadia.press("Send the application")
    nadia.sees("waiting for review")
    return nadia.number_in_url()


def item(nadia: Person, title: str, **answers: str) -> None:
    """Fill one thing of the checklist, and come back to it."""
    nadia.page.locator("ol.lines").get_by_role("link", name=title, exact=True).click()
    nadia.fill(**answers)
    nadia.press("Keep")
    nadia.sees("Kept.")


def decide(rita: Person, number: str, decision: str, words: str = "") -> None:
    rita.open("/admin/sellers/application/")
    rita.page.get_by_role("link", name=number).first.click()
    with rita.page.expect_download() as download:
        rita.page.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    rita.page.get_by_role("link", name=decision, exact=True).first.click()
    if words:
        rita.page.locator("textarea").first.fill(words)
    rita.page.locator("form:has(textarea) button[type='submit'], form:has(textarea) input[type='submit']").last.click()
    rita.page.wait_for_load_state()


def answer(nadia: Person, number: str) -> None:
    nadia.open(f"/sell/applications/{number}/")
    nadia.sees("Please add your street number")
    nadia.follow("Answer")
    item(nadia, "Where you are", street="Könneritzstraße 5 b")
    nadia.page.locator("main [name='undertakes']").check()
    nadia.press("Send")
    nadia.sees("waiting for review")


def offer_a_bowl(nadia: Person, desk: str) -> None:
    nadia.open(f"{desk}listings/new/")
    nadia.fill(
        category="kitchen/tableware",
        title="Salad bowl, 2 litres",
        description="Thrown in one piece. Heavy enough not to slip.",
        price="48.00",
        stock="3",
    )
    nadia.press("Keep as a draft")
    nadia.sees("Salad bowl, 2 litres")
    nadia.fill(fact_material="stoneware")
    nadia.press("Keep")
    nadia.page.set_input_files(
        "main input[type='file']", {"name": "bowl.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    nadia.press("Add photos")
    nadia.sees("has arrived")
    listing = nadia.number_in_url()
    for _ in range(40):
        nadia.open(f"{desk}listings/{listing}/")
        publish = nadia.page.locator("main").get_by_role("button", name="Publish")
        is_waiting = nadia.page.get_by_text("still being prepared").count() > 0
        if publish.count() and publish.first.is_enabled() and not is_waiting:
            publish.first.click()
            break
        nadia.page.wait_for_timeout(500)
    nadia.sees("It is public now")


def buy_as_guest(lena: Person, email: str) -> str:
    lena.open("/")
    lena.page.fill("header input[name='q']", "salad bowl")
    lena.page.locator("header").get_by_role("button", name="Search").click()
    lena.page.locator("main").get_by_role("link", name=re.compile("Salad bowl")).first.click()
    lena.sees("What you are promised")
    lena.sees("What we checked")
    lena.fill(quantity="2")
    lena.press("Add to basket")
    lena.open("/checkout/")
    lena.fill(
        email=email, full_name="Lena Hoffmann", street="Gerberau 9", postal_code="79098", city="Freiburg", country="DE"
    )
    lena.press("Look at what is promised")
    lena.sees("This is what is promised")
    lena.page.locator("main button[name='step'][value='place']").click()
    lena.press("Pay with an extra confirmation")
    lena.press("Yes, it is me")
    lena.sees("Thank you. It is paid.")
    lena.page.locator("main a[href*='/orders/']").first.click()
    return lena.number_in_url()


def send(nadia: Person, desk: str, order: str) -> None:
    nadia.open(f"{desk}orders/")
    nadia.page.get_by_role("link", name=re.compile(order)).first.click()
    nadia.sees("Gerberau 9")
    nadia.press("It is packed")
    nadia.press("The carrier has it")
    nadia.sees("Handed over")


def wait_for_parcel(lena: Person, order: str) -> None:
    for _ in range(240):
        lena.open(f"/orders/{order}/")
        if (
            lena.page.locator("main").get_by_text("Delivered").count()
            and lena.page.get_by_role("button", name=re.compile("All is well")).count()
        ):
            return
        lena.page.wait_for_timeout(500)
    raise AssertionError("the parcel never arrived")


def test_three_people_live_the_whole_loop(tmp_path: Path) -> None:
    with fresh_market(tmp_path / "market") as market, chromium() as browser:
        market.run(MAKE_STAFF)
        market.serve()
        nadia, rita, lena = (Person(browser, market.url) for _ in range(3))

        sign_up(nadia, "nadia@example.com")
        number = apply_to_sell(nadia)
        rita.sign_in("rita@example.com", "Rita opens the door", "/admin/login/")
        decide(rita, number, "Ask for more", "Please add your street number.")
        answer(nadia, number)
        decide(rita, number, "Approve")
        desk = "/desk/kern-ton/"
        offer_a_bowl(nadia, desk)

        order = buy_as_guest(lena, "lena@example.com")
        sign_up(lena, "lena@example.com")
        send(nadia, desk, order)
        wait_for_parcel(lena, order)
        lena.press("All is well")
        lena.sees("Released")

        lena.open(f"/reviews/new/{order}/1/")
        lena.page.locator("main [name='rating'][value='4']").check(force=True)
        lena.fill(text="A calm, heavy bowl.")
        lena.press("Publish")
        lena.open("/shops/kern-ton/")
        lena.sees("4.0")
        nadia.open("/inbox/")
        nadia.sees("A review of Salad bowl, 2 litres")
        nadia.open(desk)
        assert_books(market)
        assert [person.complaints for person in (nadia, lena)] == [[], []]


def assert_books(market: Stack) -> None:
    """What must always be true is true, and the money went where it was promised to go."""
    assert "invariants hold" in market.manage("check_invariants")
