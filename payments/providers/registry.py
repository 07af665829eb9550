"""Which providers are in use: settings.PAYMENT_PROVIDERS names their classes, PAYMENT_PROVIDER the usual one."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from payments.providers.base import Provider, UnknownProvider


def provider_named(name: str) -> Provider:
    """The provider in use under this name. Raises UnknownProvider."""
    try:
        path = settings.PAYMENT_PROVIDERS[name]
    except KeyError:
        raise UnknownProvider(_("This payment provider is not in use here."), provider=name) from None
    provider: Provider = import_string(path)()
    return provider


def default_provider() -> Provider:
    """The provider that new payments go through."""
    return provider_named(settings.PAYMENT_PROVIDER)
