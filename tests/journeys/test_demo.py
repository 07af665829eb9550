"""The demo market: made through the services, and true in every respect that `check_invariants` knows."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from catalog.models import Listing, Variant
from core.models import EventDelivery, MailStatus, OutgoingMail
from marketplace.demo.seed import seed
from orders.models import Order, Promise
from orders.states import OrderStatus
from sellers.models import Application, Shop
from sellers.states import ApplicationStatus


def check_invariants() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("check_invariants", stdout=said, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.mark.django_db
def test_the_demo_is_whole_and_breaks_no_invariant() -> None:
    seed()

    assert (Shop.objects.count(), Listing.objects.on_sale().count()) == (6, 42)
    assert set(OrderStatus) - set(Order.objects.values_list("status", flat=True)) == set()
    assert set(ApplicationStatus) - set(Application.objects.values_list("status", flat=True)) == set()
    assert not EventDelivery.objects.filter(done_at__isnull=True).exists()
    assert not OutgoingMail.objects.filter(status=MailStatus.WAITING).exists()
    assert User.objects.filter(email="mallory@example.com").exists()
    assert check_invariants()[0] == 0, check_invariants()[1]
    assert Client().get("/").status_code == 200

    # Whatever is broken by hand is named by its row.
    broken = Counter[str]()
    variant = Variant.objects.filter(sold__gt=0).select_related("listing").earliest("pk")
    with connection.constraint_checks_disabled():
        Listing.objects.filter(pk=variant.listing_id).update(price_from_amount=1)
    promise = Promise.objects.all()[0]
    Promise.objects.filter(pk=promise.pk).update(document=promise.document.replace("{", "{ ", 1))
    code, said = check_invariants()
    broken.update(line.split()[0] for line in said.splitlines())
    assert code == 1
    assert broken["I2"] >= 1
    assert broken["I8"] >= 1
    assert f"listing {variant.listing.number}" in said
    assert f"promise {promise.digest[:12]}" in said
