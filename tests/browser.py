"""A browser for the tests: Debian's Chromium, told to ask nobody but the market under test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000  # milliseconds


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """Somebody at a browser window of their own, who notices when a page complains."""

    def __init__(self, browser: Browser, url: str, **window: object) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(base_url=url, locale="en-US", **window)  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{self.page.url}: {message.text}")
                if message.type in {"error", "warning"}
                else None
            ),
        )

    def carry(self, cookies: Mapping[str, str]) -> None:
        """Have these cookies, as somebody who signed in before."""
        self.context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies.items()])

    def open(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def press(self, words: str) -> None:
        self.page.locator("main").get_by_role("button", name=words).first.click()

    def fill(self, **fields: str) -> None:
        """Fill fields of the page's form by their names; a list is chosen from, the rest is typed."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name='{name}']").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def sign_in(self, email: str, password: str, path: str = "/accounts/login/") -> None:
        """With a code from the demo's phones too, where one is asked for."""
        self.open(path)
        self.fill(login=email, password=password)
        self.press("Sign in")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        tried = ""
        while "/2fa/authenticate/" in self.page.url:
            tried = self.next_code_of(email, after=tried)
            self.fill(code=tried)
            self.press("Sign in")
            self.page.wait_for_load_state()

    def next_code_of(self, email: str, *, after: str = "") -> str:
        """What the phone of somebody of the demo shows; a code is good once, so another one than `after`."""
        phone = self.context.new_page()
        code = after
        while code == after:
            phone.goto("/demo/codes/")
            code = phone.locator(f"[data-code-of='{email}']").inner_text()
            if code == after:
                phone.wait_for_timeout(1000)
        phone.close()
        return code

    def number_in_url(self) -> str:
        found = re.search(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", self.page.url)
        assert found, self.page.url
        return found[0]


def with_a_key(person: Person) -> None:
    """Give the browser a key that always says yes, as a finger would."""
    devtools = person.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
