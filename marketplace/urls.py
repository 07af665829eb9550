"""Every page of the market. Each app names its own; here they are put together."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalog.views import media
from marketplace import health
from marketplace.env import BASE_DIR

PAGES = ["orders", "catalog", "sellers", "policies", "reviews", "notifications", "accounts", "storefront"]
MACHINES = ["payments", "core"]


def ready(apps: list[str]) -> list[str]:
    return [app for app in apps if (BASE_DIR / app / "urls.py").exists()]


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:name>", media.picture, name="media"),
    *[path("", include(f"{app}.urls")) for app in ready(MACHINES)],
    *i18n_patterns(
        path("accounts/", include("accounts.sign_in_urls")),
        *[path("", include(f"{app}.urls")) for app in ready(PAGES)],
        prefix_default_language=False,
    ),
]
