from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        # Connects accounts/signals.py, and lets each app say in its duties.py who keeps money; both need the models,
        # which do not exist when this file is imported.
        autodiscover_modules("signals", "duties")
