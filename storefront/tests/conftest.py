"""What the tests of kept pages share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale
from core.memory import forget_everything
from storefront import keeping
from storefront.tests.factories import euro_shop

Settings = Any


@pytest.fixture
def remembering(settings: Settings) -> Iterator[None]:
    """Pages are kept, and nothing is known at the beginning."""
    settings.REMEMBER_PAGES = True
    cache.clear()
    forget_everything()
    yield
    forget_everything()
    cache.clear()


@pytest.fixture
def cup(bob: User) -> Listing:
    """A thing that is a whole shop window."""
    return listing_on_sale(euro_shop(bob), title="Celadon cup", price="12.00", stock=9)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were made and kept."""
    addresses: list[str] = []
    keep = keeping._keep

    def noting(address: str, *args: Any) -> object:
        page = keep(address, *args)
        if page is not None:
            addresses.append(address)
        return page

    monkeypatch.setattr(keeping, "_keep", noting)
    return addresses
