"""Staff look, and change nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from orders.models import Order, Promise, Purchase
from orders.tests.factories import completed_order

As = Callable[[User], Client]


@pytest.mark.parametrize("model", [Purchase, Order, Promise])
def test_staff_see_everything_and_can_change_nothing(as_: As, ada: User, model: type[Order]) -> None:
    completed_order()
    row, client = model.objects.get(), as_(ada)
    base = f"/admin/orders/{model._meta.model_name}/"

    seen = client.get(f"{base}{row.pk}/change/")

    assert client.get(base).status_code == 200
    assert seen.status_code == 200
    assert client.post(f"{base}{row.pk}/change/", {"status": "cancelled"}).status_code == 403
    assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{base}add/").status_code == 403


def test_history_stands_on_the_page_and_the_secret_does_not(as_: As, ada: User) -> None:
    purchase = completed_order().purchase

    text = as_(ada).get(f"/admin/orders/purchase/{purchase.pk}/change/").content.decode()

    assert "PurchasePaid" in text
    assert purchase.access_token not in text


def test_members_do_not_get_in(as_: As, alice: User) -> None:
    assert as_(alice).get("/admin/orders/order/").status_code == 302
