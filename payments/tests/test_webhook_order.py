"""Messages in every order, with repetitions: the end is the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from payments import services
from payments.events import PaymentCaptured
from payments.models import Payment, WebhookMessage
from payments.providers.sandbox import bank, decide
from payments.providers.sandbox.telling import body_about
from payments.states import PAYMENT_LIFE, PaymentStatus, WebhookStatus

from .factories import charge_of, signed, started_payment

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]


def test_every_order_of_a_recorded_set_of_messages_ends_the_same(announced: Announced) -> None:
    ends = set()
    for order in itertools.permutations(range(4)):
        payment, bodies = recorded_messages()
        for place in order:
            message = services.receive_webhook("sandbox", bodies[place], signed(bodies[place]))
            if message.status == WebhookStatus.RECEIVED:
                services.process_webhook(message)
        ends.add(end_of(payment))

    assert ends == {(PaymentStatus.CAPTURED, "", "processed " * 3)}
    assert len(announced(PaymentCaptured)) == 24


def recorded_messages() -> tuple[Payment, list[bytes]]:
    """What the sandbox says about a payment that is confirmed, with the last message twice."""
    payment = started_payment()
    charge = charge_of(payment)
    bodies = [body_about(charge)]
    for outcome in (bank.Outcome.CONFIRM, bank.Outcome.PAY):
        bodies.append(body_about(decide(charge, outcome)))
    return payment, [*bodies, bodies[-1]]


def end_of(payment: Payment) -> tuple[str, str, str]:
    payment.refresh_from_db()
    messages = WebhookMessage.objects.filter(provider_reference=payment.provider_reference)
    return payment.status, payment.problem, "".join(f"{message.status} " for message in messages)


@pytest.mark.parametrize("delays", list(itertools.product(range(4), repeat=3)))
def test_messages_that_arrive_while_it_happens_end_the_same(delays: tuple[int, ...], announced: Announced) -> None:
    """Three steps at the provider, one each moment; the message about each arrives so many moments later."""
    payment = started_payment()
    charge = charge_of(payment)
    arriving: list[tuple[int, bytes]] = []

    for moment in range(6):
        if 0 < moment < 3:
            decide(charge, (bank.Outcome.CONFIRM, bank.Outcome.PAY)[moment - 1])
        if moment < 3:
            arriving.append((moment + delays[moment], body_about(charge)))
        for body in [body for due, body in arriving if due == moment]:
            services.process_webhook(services.receive_webhook("sandbox", body, signed(body)))

    assert end_of(payment) == (PaymentStatus.CAPTURED, "", "processed " * 3)
    assert len(announced(PaymentCaptured)) == 1


CONSISTENT = [status for status in PaymentStatus if status not in (PaymentStatus.CREATED, PaymentStatus.CANCELLED)]


@given(news=st.lists(st.sampled_from(CONSISTENT), min_size=1, max_size=8))
@hypothesis_settings(deadline=None)
def test_even_news_taken_at_its_word_ends_the_same_in_every_order(news: list[PaymentStatus]) -> None:
    """The table of moves alone already forgives every order, whatever a provider says."""

    def end(heard: list[PaymentStatus]) -> str:
        status: str = PaymentStatus.CREATED
        for told in heard:
            if told in PAYMENT_LIFE[status]:
                status = told
        return status

    assert end(news) == end(sorted(news)) == end(sorted(news, reverse=True)) == end(news * 2)
