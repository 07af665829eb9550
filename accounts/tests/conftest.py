"""Reading the account mails that a page queued."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from accounts.models import User
from core.models import OutgoingMail


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Limits on guessing are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def mails() -> Callable[..., list[OutgoingMail]]:
    """`mails(to)`: what was queued to this address, oldest first."""

    def queued(to: str) -> list[OutgoingMail]:
        return list(OutgoingMail.objects.filter(to=to).order_by("pk"))

    return queued


def code_in(mail: OutgoingMail) -> str:
    """The code that stands alone on a line of the mail."""
    found = re.search(r"^ {4}(\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def kind_of(mail: OutgoingMail) -> str:
    return mail.key.partition(":")[0].removeprefix("accounts.")


@pytest.fixture
def member(alice: User) -> User:
    """Alice, with her address confirmed."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def words_of(page: Any, address: str) -> str:
    """A page without what differs from visit to visit (the form's token), and with the address made neutral."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.content.decode())
    return text.replace(address, "ADDRESS")
