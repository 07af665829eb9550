"""The companies that move the money: what each must be able to do, and which are in use."""

from payments.providers.base import (
    Provider,
    ProviderEvent,
    ProviderRefused,
    ProviderState,
    ProviderUnavailable,
    UnknownProvider,
    WebhookRefused,
)
from payments.providers.registry import default_provider, provider_named

__all__ = [
    "Provider",
    "ProviderEvent",
    "ProviderRefused",
    "ProviderState",
    "ProviderUnavailable",
    "UnknownProvider",
    "WebhookRefused",
    "default_provider",
    "provider_named",
]
