"""Steps that applicants and reviewers take in more than one journey: the checklist, the phone, the file, decisions."""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from core import clock
from marketplace.demo.documents import specimen
from tests.browser import Person, with_a_key
from tests.stack import Stack

# A new market with all that it starts with, and a reviewer.
MAKE_MARKET = """
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.roles import Role
from marketplace.demo.replies import keep_replies
from sellers.vetting.loading import load_starting_requirements
from taxonomy.loading import load_starting_tree
load_starting_tree()
load_starting_requirements()
keep_replies()
rita = User.objects.create_user("rita@example.com", password="Rita opens the door", name="Rita", is_staff=True)
rita.groups.add(Group.objects.get(name=Role.REVIEWER))
EmailAddress.objects.create(user=rita, email=rita.email, verified=True, primary=True)
"""
# Processes have the machine's own clock, so what was verified for a year or more ends in some seconds instead.
# From here on nobody touches anything: only time passes.
IT_ENDS_SOON = """
from datetime import timedelta
from core import clock
from sellers.models import Credential
from sellers.vetting.services.ends import work_out_ends
held = Credential.objects.get(requirement__code="{code}", status="verified")
end = clock.now() + timedelta(seconds=20)
Credential.objects.filter(pk=held.pk).update(valid_until=end)
work_out_ends(held.seller)
print(end.isoformat())
"""
QUEUE = "/admin/sellers/application/queue/"


def file_of(evidence: str, name: str, *, number: str = "", place: str, until: date | None = None) -> dict[str, object]:
    """A drawn specimen, as a browser's file field takes it."""
    drawn = specimen(evidence, legal_name=name, number=number, place=place, until=until)
    return {"name": drawn.name, "mimeType": "application/pdf", "buffer": drawn.content}


# --- The applicant


def begin(person: Person, **who: str) -> str:
    """Say who applies; returns where the checklist is."""
    person.open("/sell/apply/")
    person.fill(**who)
    person.press("Go on")
    person.page.wait_for_url("**/checklist/")
    return person.page.url.removeprefix(person.url)


def open_item(person: Person, code: str) -> None:
    person.page.locator(f"ol.lines li[id='{code}'] h2 a").click()
    person.page.wait_for_url(f"**/checklist/{code}/")


def keep(person: Person, code: str, *, file: dict[str, object] | None = None, **answers: str) -> None:
    """Fill one thing of the checklist, with its document where it takes one."""
    open_item(person, code)
    person.fill(**answers)
    if file:
        person.page.set_input_files("main [name='document']", file)  # type: ignore[arg-type]
    person.press("Keep")
    person.page.wait_for_url("**/checklist/")


def state_of(person: Person, code: str) -> str:
    """How far one thing of the checklist is, in the words of its badge."""
    return person.page.locator(f"ol.lines li[id='{code}'] .badge").first.inner_text().strip().lower()


def confirm(person: Person, code: str, where: str, *, to: str) -> None:
    """Have a code sent, read it at `where`, and type it in."""
    open_item(person, code)
    person.press("Send me a code")
    person.page.locator("main [name='code']").wait_for()
    person.fill(code=sent_code(person, where, to))
    person.press("Confirm")
    person.page.wait_for_url("**/checklist/")


def sent_code(person: Person, where: str, to: str) -> str:
    """The newest code at one of the demo's places: its post office or its phones."""
    page = person.context.new_page()
    for _each in range(40):
        page.goto(where)
        if "/codes/" in where:
            texts = page.locator(f"[data-text-to='{to}']")
            words = texts.first.inner_text() if texts.count() else ""
        else:
            words = page.locator("main").inner_text()
        if found := re.search(r"\b(\d{6}) (?:confirms your address|is your code)", words):
            page.close()
            return found[1]
        page.wait_for_timeout(500)
    raise AssertionError(f"no code came to {to}")


def send_application(person: Person, button: str = "Send the application") -> None:
    person.page.locator("main [name='undertakes']").check()
    person.press(button)
    person.sees("waiting for review")


def renew(person: Person, desk: str, name: str, file: dict[str, object], *, without: str, **answers: str) -> None:
    """Read on the desk what is off sale `without` it, and send a new one."""
    # Who owns a shop shows a second factor before this page opens.
    with_a_key(person)
    person.open(f"{desk}credentials/")
    add_passkey(person, "My own phone")
    person.follow("I have kept them")
    person.page.wait_for_url(f"**{desk}credentials/")
    person.sees(without)
    person.follow(name)
    person.fill(**answers)
    person.page.set_input_files("main [name='document']", file)  # type: ignore[arg-type]
    person.press("Send it")
    person.sees("It has reached us.")


# --- Shoppers, and time


def is_on_sale(shopper: Person, listing: str) -> bool:
    answered = shopper.page.goto(listing)
    assert answered is not None
    return answered.status == 200 and shopper.page.get_by_role("button", name="Add to basket").count() > 0


def ends_soon(market: Stack, code: str) -> datetime:
    """Let what was verified for this requirement end in some seconds; returns when."""
    return datetime.fromisoformat(market.run(IT_ENDS_SOON.format(code=code)).split()[-1])


def wait_for(end: datetime, person: Person) -> None:
    person.page.wait_for_timeout((end - clock.now()).total_seconds() * 1000 + 1)


# --- The reviewer


def reviewer(rita: Person) -> None:
    """Rita gets a passkey, signs out, and comes back with it alone."""
    with_a_key(rita)
    rita.open("/admin/login/")
    rita.fill(login="rita@example.com", password="Rita opens the door")
    rita.press("Sign in")
    add_passkey(rita, "Rita's laptop")
    rita.open("/accounts/logout/")
    rita.press("Sign out")
    rita.open(f"/accounts/login/?next={QUEUE}")
    rita.press("Sign in with a passkey")
    rita.page.wait_for_url(lambda url: urlsplit(url).path == QUEUE)


def add_passkey(person: Person, name: str) -> None:
    """Where one is asked for before anything else opens."""
    person.sees("A second factor first")
    person.follow("Add a passkey")
    person.fill(name=name)
    person.press("Make the passkey")
    person.sees("we show them only this once")


def take_up(rita: Person, name: str) -> str:
    """Take something from the queue; returns where its file is."""
    for _each in range(60):
        rita.open(QUEUE)
        line = rita.page.locator("li.turn", has_text=name)
        if line.count():
            break
        # The worker puts it there.
        rita.page.wait_for_timeout(500)
    line.first.get_by_role("button", name="Take up").click()
    rita.page.wait_for_url("**/review/**")
    rita.sees("yours until")
    return rita.page.url.removeprefix(rita.url)


def look_at_pages(rita: Person) -> int:
    """Every document is drawn as pictures; returns how many there are."""
    pages = rita.page.locator("img[data-page]")
    for place in range(pages.count()):
        pages.nth(place).scroll_into_view_if_needed()
        rita.page.wait_for_function(
            "place => document.querySelectorAll('img[data-page]')[place].naturalWidth > 0", arg=place
        )
    return pages.count()


def decide(rita: Person, file: str, name: str, decision: str, words: str = "", *, reply: str = "") -> None:
    """Decide about one credential of a file, or (without a name of one) about the application."""
    rita.open(file)
    if name:
        card = rita.page.locator("article.credential", has=rita.page.get_by_role("heading", name=name, exact=True))
        card.locator("a.desk-button", has_text=decision).first.click()
    else:
        rita.page.locator(".file-head a.desk-button", has_text=decision).click()
    if reply:
        with rita.page.expect_navigation():
            rita.page.get_by_role("button", name=reply).click()
    if words:
        rita.page.locator("textarea").first.fill(words)
    rita.page.locator("form:has(textarea) button[type='submit']").last.click()
    rita.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(file).path)


def verify(rita: Person, file: str, *names: str) -> None:
    """One by one."""
    for name in names:
        decide(rita, file, name, "Verify")
        rita.sees("Verified.")


def invariants_hold(market: Stack) -> None:
    assert "invariants hold" in market.manage("check_invariants")
