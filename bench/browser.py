"""
Two browsers with one face: over the wire, for load, and inside this process, for counting statements.

Both keep cookies, send the form token that the page gave them, and follow nothing by themselves.
"""

from __future__ import annotations

import http.client
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from secrets import token_hex
from urllib.parse import urlencode, urlsplit

from django.test import Client


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Form:
    """What a form would send if nothing was typed, and the names of its fields."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Unexpected(Exception):
    """The market answered something else than the journey needs."""


class Browser(ABC):
    """Somebody at the market. `requests` counts what was asked."""

    def __init__(self) -> None:
        self.requests = 0
        self.page = Answer(0, "", "")
        self.path = "/"

    @abstractmethod
    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer: ...

    def get(self, path: str, *, expect: int = 200) -> Answer:
        return self._go("GET", path, None, expect)

    def post(self, path: str, fields: Mapping[str, str], *, expect: int = 302) -> Answer:
        return self._go("POST", path, fields, expect)

    def follow(self, *, expect: int = 200) -> Answer:
        """Go where the last answer pointed; only ever inside the market."""
        parts = urlsplit(self.page.location)
        return self.get(f"{parts.path}?{parts.query}" if parts.query else parts.path, expect=expect)

    def submit(self, having: str, *, expect: int = 302, **typed: str) -> Answer:
        """Send the form of the last page that has a field of this name, with these values typed over its own."""
        for form in forms_of(self.page.text):
            if having in form.fields:
                return self.post(form.action or self.path, form.fields | typed, expect=expect)
        raise Unexpected(f"{self.path} has no form with a field {having!r}.")

    @property
    def is_abroad(self) -> bool:
        """Whether it stands on the sandbox's page, which plays the site of a payment provider."""
        return self.path.startswith("/sandbox-pay/")

    def _go(self, method: str, path: str, fields: Mapping[str, str] | None, expect: int) -> Answer:
        self.requests += 1
        self.path = path
        self.page = self._ask(method, path, fields)
        if self.page.status != expect:
            raise Unexpected(f"{method} {path} answered {self.page.status}, not {expect}.")
        return self.page


class WireBrowser(Browser):
    """Over one kept-alive connection, as a real browser has it."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.host = f"localhost:{port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def close(self) -> None:
        self.connection.close()

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        # Every shopper comes from an address of their own, or the throttles would count them as one.
        headers = {"Host": self.host, "X-Forwarded-For": f"2001:db8:{token_hex(2)}:{token_hex(2)}::1"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closed an idle connection: any browser would open another one.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, response.getheader("Location", ""), content.decode())


class InsideBrowser(Browser):
    """Through Django's test client, in this process: what it asks of the database can be counted."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.client = Client(enforce_csrf_checks=True, headers={"host": f"localhost:{port}"})

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        response = self.client.get(path) if fields is None else self.client.post(path, dict(fields))
        return Answer(response.status_code, response.get("Location", ""), response.text)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
            self.inside = True
        if not self.inside:
            return
        name, fields = given.get("name", ""), self.found[-1].fields
        if tag == "input" and name and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            fields[name] = given.get("value", "")
        elif tag == "button" and name:
            # The first button is what the Return key presses.
            fields.setdefault(name, given.get("value", ""))
        elif tag == "select":
            self.select = name
            fields.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in given:
            fields[self.select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""


def forms_of(text: str) -> list[Form]:
    parser = _Forms()
    parser.feed(text)
    return parser.found
