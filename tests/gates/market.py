"""The running demo, and the people who walk through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.gates.crawling import Walker
from tests.stack import Stack

PEOPLE = {
    "alice": "alice@example.com",
    "bob": "bob@example.com",
    "mallory": "mallory@example.com",
    "lena": "lena@example.com",
    "mei": "mei@example.com",
    "rita": "rita@example.com",
    "ada": "ada@example.com",
}
# Where each of them begins.
PUBLIC: dict[str, tuple[str, ...]] = {
    "anonymous": ("/", "/basket/", "/demo/mail/", "/demo/components/"),
    "alice": ("/account/", "/orders/", "/inbox/"),
    "bob": ("/desk/", "/account/", "/inbox/"),
    "mallory": ("/account/",),
    # Applications on their way: one not sent yet, one of which more was asked.
    "lena": ("/account/", "/sell/"),
    "mei": ("/account/", "/sell/"),
}
STAFF: dict[str, tuple[str, ...]] = {
    "rita": ("/admin/",),
    "ada": ("/admin/",),
}


@dataclass
class DemoMarket:
    stack: Stack
    sessions: Mapping[str, Mapping[str, str]]

    def walker(self, role: str) -> Walker:
        return Walker(self.stack.port, self.sessions.get(role, {}))
