from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core.money import Money
from payments import services
from payments.models import LedgerAccount, LedgerTransaction, Payment, Posting, Refund, WebhookMessage
from payments.states import RefundStatus, WebhookStatus
from sellers.models import Seller

from .factories import EUROS, held_order, started_payment, webhook_about
from .providers import Faults

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
PAGES = ["payment", "refund", "webhookmessage", "ledgertransaction", "ledgeraccount"]
ROWS = {
    "payment": Payment,
    "refund": Refund,
    "webhookmessage": WebhookMessage,
    "ledgertransaction": LedgerTransaction,
    "ledgeraccount": LedgerAccount,
}


@pytest.fixture
def fay(db: None) -> User:
    """Works in finance."""
    fay = with_second_factor(User.objects.create_user("fay@example.com", name="Fay", is_staff=True))
    fay.groups.add(Group.objects.get(name=Role.FINANCE))
    return fay


@pytest.fixture
def money(seller: Seller, faults: Faults) -> None:
    """One of everything; the message in quarantine, the refund refused."""
    services.refund_held(order_number=held_order(seller), amount=EUROS, key="r1", because="Broken.")
    faults.refuses = {"refund"}
    services.sweep_payments()
    message = services.receive_webhook("sandbox", *webhook_about(started_payment()))
    faults.amount = Money(1, "EUR")
    services.process_webhook(message)


@pytest.mark.usefixtures("money")
@pytest.mark.parametrize("table", PAGES)
def test_finance_sees_everything_and_changes_nothing(table: str, as_: As, fay: User) -> None:
    client = as_(fay)
    row = ROWS[table]._default_manager.latest("pk")
    before = list(ROWS[table]._default_manager.order_by("pk").values())
    change = reverse(f"admin:payments_{table}_change", args=[row.pk])

    assert client.get(reverse(f"admin:payments_{table}_changelist")).status_code == 200
    assert client.get(change).status_code == 200
    assert client.post(change, {"status": "captured", "_save": "Save"}).status_code == 403
    assert client.get(reverse(f"admin:payments_{table}_add")).status_code == 403
    assert client.post(reverse(f"admin:payments_{table}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403

    assert list(ROWS[table]._default_manager.order_by("pk").values()) == before


@pytest.mark.usefixtures("money")
@pytest.mark.parametrize("table", PAGES)
def test_who_does_not_work_with_money_sees_none(table: str, as_: As, rita: User, mallory: User) -> None:
    for person, status in ((rita, 403), (mallory, 302)):
        client = as_(person)
        assert client.get(reverse(f"admin:payments_{table}_changelist")).status_code == status
        row = ROWS[table]._default_manager.latest("pk")
        assert client.get(reverse(f"admin:payments_{table}_change", args=[row.pk])).status_code == status


@pytest.mark.usefixtures("money")
def test_finance_closes_a_message_that_was_looked_at(as_: As, fay: User) -> None:
    message = WebhookMessage.objects.get()

    as_(fay).post(
        reverse("admin:payments_webhookmessage_changelist"), {"action": "settle", "_selected_action": [message.pk]}
    )

    message.refresh_from_db()
    assert (message.status, message.settled_by) == (WebhookStatus.SETTLED, fay)


@pytest.mark.usefixtures("money")
def test_finance_lets_a_refused_refund_be_tried_again(as_: As, fay: User) -> None:
    refund = Refund.objects.get()

    as_(fay).post(reverse("admin:payments_refund_changelist"), {"action": "try_again", "_selected_action": [refund.pk]})

    refund.refresh_from_db()
    assert refund.status == RefundStatus.REQUESTED


@pytest.mark.usefixtures("money")
def test_a_reviewer_cannot_use_the_actions(as_: As, rita: User) -> None:
    message = WebhookMessage.objects.get()

    answer = as_(rita).post(
        reverse("admin:payments_webhookmessage_changelist"), {"action": "settle", "_selected_action": [message.pk]}
    )

    message.refresh_from_db()
    assert (answer.status_code, message.status) == (403, WebhookStatus.QUARANTINED)


@pytest.mark.parametrize("table", PAGES)
def test_a_list_costs_the_same_for_many_rows_as_for_few(
    table: str, as_: As, fay: User, seller: Seller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client = as_(fay)
    url = reverse(f"admin:payments_{table}_changelist")

    def one_more(place: int) -> None:
        order = held_order(seller, Money(100 + place, ["EUR", "IDR", "USD", "JPY"][place]))
        amount = Money(1, ["EUR", "IDR", "USD", "JPY"][place])
        services.refund_held(order_number=order, amount=amount, key=f"r{place}", because="Broken.")
        services.process_webhook(services.receive_webhook("sandbox", *webhook_about(started_payment())))

    one_more(0)
    client.get(url)
    cost_of_one = count_queries(lambda: client.get(url))
    for place in (1, 2, 3):
        one_more(place)

    assert count_queries(lambda: client.get(url)) == cost_of_one
    assert Posting.objects.count() == 16
