from importlib import import_module

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "marketplace"

    def ready(self) -> None:
        # Only now: the table names functions of every app, which need all models.
        import_module("marketplace.subscriptions")
