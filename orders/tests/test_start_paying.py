"""Sending the shopper to the provider: who may not sell it any more gets no money."""

from __future__ import annotations

import pytest

from orders.errors import NotAllowed
from orders.models import OrderLine
from orders.services import start_paying
from orders.tests.factories import placed_purchase
from payments.models import Payment
from sellers.services import suspend_seller
from sellers.tests.factories import a_reviewer, reinstated
from sellers.tests.vetting_factories import a_licence, held
from sellers.vetting.services import work_out_all_ends

RETURN = "http://localhost:8000/"


@pytest.mark.django_db(transaction=True)
def test_a_suspended_seller_is_not_paid_and_a_reinstated_one_is() -> None:
    purchase = placed_purchase()
    seller, rina = purchase.orders.get().seller, a_reviewer()
    suspend_seller(seller, by=rina, because="A check is due.")

    with pytest.raises(NotAllowed):
        start_paying(purchase, return_url=RETURN)
    assert not Payment.objects.exists()

    reinstated(seller)
    assert start_paying(purchase, return_url=RETURN).amount == purchase.total


@pytest.mark.django_db(transaction=True)
def test_who_lacks_by_now_what_the_category_asks_is_not_paid() -> None:
    purchase = placed_purchase()
    licence = a_licence(OrderLine.objects.get().listing.category)
    work_out_all_ends()

    with pytest.raises(NotAllowed):
        start_paying(purchase, return_url=RETURN)
    assert not Payment.objects.exists()

    held(licence, shop=purchase.orders.get().shop)
    assert start_paying(purchase, return_url=RETURN).amount == purchase.total
