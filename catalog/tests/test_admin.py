"""Staff see listings; moderators may retract one, with a reason, through the service."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from catalog.models import Listing
from catalog.states import ListingStatus
from catalog.tests.factories import listing_on_sale

As = Callable[[User], Client]


@pytest.fixture
def listing(db: None) -> Listing:
    return listing_on_sale()


@pytest.fixture
def moderator(rita: User) -> User:
    rita.groups.set([Group.objects.get_or_create(name=Role.MODERATOR)[0]])
    return rita


def test_staff_find_a_listing_and_cannot_write_in_it(as_: As, moderator: User, listing: Listing) -> None:
    client = as_(moderator)
    address = f"/admin/catalog/listing/{listing.pk}/change/"

    assert listing.number in client.get("/admin/catalog/listing/?q=celadon").content.decode()
    page = client.get(address).content.decode()
    assert "Thrown by hand" in page
    assert 'name="title"' not in page
    assert client.post(address, {"title": "Mine"}).status_code == 403
    assert client.post(f"/admin/catalog/listing/{listing.pk}/delete/").status_code == 403


def test_a_moderator_retracts_with_a_reason(as_: As, moderator: User, listing: Listing) -> None:
    client = as_(moderator)
    address = reverse("admin:catalog_listing_retract", args=[listing.pk])

    facts = {"ground": "counterfeit", "words": ""}
    assert "This field is required." in client.post(address, facts, follow=True).content.decode()
    client.post(address, facts | {"words": "The stamp is another's."}, follow=True)

    listing.refresh_from_db()
    assert (listing.status, listing.retracted_because) == (
        ListingStatus.RETRACTED,
        "We took it down: it is a counterfeit.",
    )
    assert listing.reports.get().decision == "The stamp is another's."


def test_a_reviewer_does_not(as_: As, rita: User, listing: Listing) -> None:
    facts = {"ground": "counterfeit", "words": "I say so."}
    as_(rita).post(reverse("admin:catalog_listing_retract", args=[listing.pk]), facts, follow=True)

    listing.refresh_from_db()
    assert listing.status == ListingStatus.PUBLISHED
