from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Decisions and traces")

    def ready(self) -> None:
        # Each app's `invariants.py` registers its checks when it is imported.
        autodiscover_modules("invariants")
        # And its `foureyes.py` names the acts that take two people.
        autodiscover_modules("foureyes")
        # Its `reasons.py` the decisions that are given with reasons.
        autodiscover_modules("reasons")
        # And its `rotation.py` what it encrypts outside of encrypted columns.
        autodiscover_modules("rotation")
