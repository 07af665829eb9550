"""Decisions of staff, payout accounts, identity, handing over and leaving take a fresh sign-in, by page and by API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.rules import FRESH_FOR
from tests.access.knocking import undone
from tests.access.test_admin import ACTS, a_row_of
from tests.access.world import World

LATE = FRESH_FOR + timedelta(seconds=1)
# What is looked at, taken up, put back or noted decides nothing.
NO_DECISION = {
    "core_complaint_document",
    "sellers_brandauthorisation_document",
    *(
        f"sellers_application_{act}"
        for act in ("claim", "credential_file", "credential_page", "desk", "document", "next", "note", "page", "queue")
    ),
    *(f"sellers_application_{act}" for act in ("release", "review")),
}


def stale(world: World, person: str) -> Client:
    """A browser in which this person signed in a while ago: allauth notes the machine's time, which no test moves."""
    browser = world.browser(person)
    session = browser.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - LATE.total_seconds()} for record in records
    ]
    session.save()
    return browser


@pytest.mark.parametrize("act", sorted(ACTS.keys() - NO_DECISION))
def test_a_decision_of_staff(world: World, act: str) -> None:
    label, allowed, argument = ACTS[act]
    row = a_row_of(label) if label else None
    url = reverse(f"admin:{act}", kwargs={argument: row.pk} if row else {})

    with undone():
        answer: Any = stale(world, min(allowed)).post(url, {"words": "Late."})

    assert "/reauthenticate/" in answer.headers.get("Location", ""), answer.status_code


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("sellers:payouts", {"holder": "Bob", "account": "DE89370400440532013000"}),
        ("sellers:identity", {"city": "Bandung"}),
        ("sellers:leaving", {"name": "Bob's"}),
        ("sellers:team", {"email": "manu@example.com", "role": "owner"}),
    ],
)
def test_what_an_owner_changes_slowly(world: World, name: str, body: dict[str, str]) -> None:
    with undone():
        answer: Any = stale(world, "bob").post(reverse(name, args=[world.things["shop"]]), body)

    assert "/reauthenticate/" in answer.headers.get("Location", ""), answer.status_code


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("desk-payouts", {"holder": "Bob", "account": "DE89370400440532013000"}),
        ("desk-identity", {"city": "Bandung"}),
        ("desk-leaving", {"name": "Bob's"}),
        ("desk-invitations", {"email": "manu@example.com", "role": "owner"}),
    ],
)
def test_the_same_by_a_program(world: World, name: str, body: dict[str, str]) -> None:
    url = reverse(f"api:{name}", kwargs={"shop": world.things["shop"]})

    with undone():
        answer: Any = stale(world, "bob").post(
            url, body, content_type="application/json", headers={"Idempotency-Key": "stale-00001"}
        )

    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.fresh_sign_in_needed")
