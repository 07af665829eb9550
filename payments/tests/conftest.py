"""Fixtures of the payments tests."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from payments.tests import providers
from sellers.models import Seller

from .factories import a_seller


@pytest.fixture
def faults(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> providers.Faults:
    """What goes wrong at the provider from now on; nothing, until the test says so."""
    faults = providers.Faults()
    monkeypatch.setattr(providers, "FAULTS", faults)
    settings.PAYMENT_PROVIDERS = {"sandbox": "payments.tests.providers.FaultyProvider"}
    return faults


@pytest.fixture
def seller(db: None) -> Seller:
    return a_seller()
