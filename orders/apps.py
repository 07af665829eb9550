from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrdersConfig(AppConfig):
    name = "orders"

    def ready(self) -> None:
        # Connects orders/signals.py; it needs the models, which do not exist when this file is imported.
        autodiscover_modules("signals")
