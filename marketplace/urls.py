"""Every page of the market. Each app names its own; here they are put together."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalog.views.media import picture
from marketplace import health

handler400 = "marketplace.errors.bad_request"
handler403 = "marketplace.errors.forbidden"
handler404 = "marketplace.errors.not_found"
handler500 = "marketplace.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/<path:name>", picture, name="picture"),
    path("admin/", admin.site.urls),
    path("api/", include("marketplace.api")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("core.urls")),
    path("", include("payments.urls")),
    *i18n_patterns(
        # First, since routes are tried in this order: its pages are those that most people ask for.
        path("", include("storefront.urls")),
        path("accounts/", include("accounts.sign_in_urls")),
        path("", include("accounts.urls")),
        path("", include("catalog.urls")),
        path("", include("notifications.urls")),
        path("", include("orders.urls")),
        path("", include("policies.urls")),
        path("", include("reviews.urls")),
        path("", include("sellers.urls")),
        prefix_default_language=False,
    ),
]
