"""The page that shows every part of the look."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from pytest_django.fixtures import Settings

from catalog.tests.factories import listing_on_sale
from storefront.tests.factories import euro_shop

PARTS = Path(__file__).resolve().parent.parent.parent / "templates" / "components"
PAGE = "/demo/components/"


def test_it_shows_every_part(db: None, client: Client) -> None:
    listing_on_sale(euro_shop())

    response = client.get(PAGE)

    shown = {template.name for template in response.templates}
    assert response.status_code == 200
    assert {f"components/{part.name}" for part in PARTS.glob("*.html")} - shown == set()


def test_an_empty_market_has_it_too(db: None, client: Client) -> None:
    assert client.get(PAGE).status_code == 200


def test_outside_the_demo_it_does_not_exist(db: None, client: Client, settings: Settings) -> None:
    settings.DEMO = False

    assert client.get(PAGE).status_code == 404
