from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from payments.models import Payment, SandboxCharge
from payments.providers.sandbox import decide, send_due_webhooks
from payments.providers.sandbox.bank import Outcome
from payments.states import ChargeStatus

from .factories import RETURN_URL, charge_of, started_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment() -> Payment:
    return started_payment()


def choose(payment: Payment, outcome: str, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post(payment.redirect_url, {"outcome": outcome})  # type: ignore[return-value]


def test_the_page_says_what_is_paid_and_that_no_money_moves(client: Client, payment: Payment) -> None:
    page = client.get(payment.redirect_url).content.decode()

    assert "€100" in page
    assert "2 × bowl" in page
    assert "No real money moves here" in page
    for outcome in Outcome:
        assert f'value="{outcome}"' in page


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.PAY, ChargeStatus.SUCCEEDED),
        (Outcome.DECLINE, ChargeStatus.DECLINED),
        (Outcome.LATER, ChargeStatus.PENDING),
    ],
)
def test_a_choice_happens_and_leads_back_to_the_shop(outcome: str, status: str, payment: Payment) -> None:
    answer = choose(payment, outcome)

    assert (answer.status_code, answer["Location"]) == (302, RETURN_URL)
    assert charge_of(payment).status == status


def test_an_extra_confirmation_is_asked_for_on_the_same_page(client: Client, payment: Payment) -> None:
    answer = choose(payment, Outcome.CONFIRM)
    assert (answer.status_code, answer["Location"]) == (302, payment.redirect_url)
    page = client.get(payment.redirect_url).content.decode()
    assert "Do you confirm" in page
    assert 'value="later"' not in page

    answer = choose(payment, Outcome.PAY)

    assert answer["Location"] == RETURN_URL
    assert charge_of(payment).status == ChargeStatus.SUCCEEDED


def test_who_says_no_to_the_confirmation_has_declined(payment: Payment) -> None:
    choose(payment, Outcome.CONFIRM)
    choose(payment, Outcome.DECLINE)

    assert charge_of(payment).status == ChargeStatus.DECLINED


@pytest.mark.parametrize("first", [Outcome.PAY, Outcome.DECLINE, Outcome.LATER])
@pytest.mark.parametrize("second", list(Outcome))
def test_what_was_decided_stays(first: str, second: str, payment: Payment) -> None:
    choose(payment, first)
    before = SandboxCharge.objects.values().get()

    answer = choose(payment, second)

    assert answer.status_code == 409
    assert "already decided" in answer.content.decode()
    assert SandboxCharge.objects.values().get() == before


@pytest.mark.parametrize("outcome", ["", "succeeded", "pay ", "PAY", "\x00", "a" * 5000])
def test_a_choice_that_there_is_not_changes_nothing(outcome: str, payment: Payment) -> None:
    assert choose(payment, outcome).status_code == 409
    assert charge_of(payment).status == ChargeStatus.OPEN


def test_looking_changes_nothing(client: Client, payment: Payment) -> None:
    before = SandboxCharge.objects.values().get()

    client.get(payment.redirect_url + "?outcome=pay")
    client.head(payment.redirect_url)

    assert SandboxCharge.objects.values().get() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(method: str, client: Client, payment: Payment) -> None:
    assert getattr(client, method)(payment.redirect_url).status_code == 405


def test_who_does_not_have_the_reference_finds_no_page(
    as_: Callable[[User], Client], mallory: User, payment: Payment
) -> None:
    client = as_(mallory)
    charge = charge_of(payment)

    for guess in (str(charge.pk), payment.number, payment.purchase_number, charge.reference[:-1], "0" * 32):
        assert client.get(f"/sandbox-pay/{guess}/").status_code == 404
        assert client.post(f"/sandbox-pay/{guess}/", {"outcome": "pay"}).status_code == 404

    assert charge_of(payment).status == ChargeStatus.OPEN


def test_a_forged_form_is_refused(payment: Payment) -> None:
    client = Client(enforce_csrf_checks=True)

    assert choose(payment, Outcome.PAY, client).status_code == 403
    assert charge_of(payment).status == ChargeStatus.OPEN


def test_the_pages_own_form_is_accepted(payment: Payment) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(payment.redirect_url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None

    answer = client.post(payment.redirect_url, {"outcome": "pay", "csrfmiddlewaretoken": token[1]})

    assert answer.status_code == 302
    assert charge_of(payment).status == ChargeStatus.SUCCEEDED


def test_without_the_sandbox_there_is_no_page(client: Client, payment: Payment, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = {}

    assert client.get(payment.redirect_url).status_code == 404


def test_a_page_with_a_reference_in_its_address_is_kept_by_nobody(client: Client, payment: Payment) -> None:
    assert "no-store" in client.get(payment.redirect_url)["Cache-Control"]


def test_paid_later_succeeds_without_anybodys_doing(payment: Payment, later: Callable[[Any], datetime]) -> None:
    choose(payment, Outcome.LATER)
    send_due_webhooks()
    assert charge_of(payment).status == ChargeStatus.PENDING

    later(timedelta(seconds=11))
    send_due_webhooks()

    assert charge_of(payment).status == ChargeStatus.SUCCEEDED


def test_text_of_the_market_is_shown_as_text(client: Client) -> None:
    payment = started_payment(description="<script>alert(1)</script>")
    decide(charge_of(payment), "pay")

    assert "<script>alert" not in client.get(payment.redirect_url).content.decode()
