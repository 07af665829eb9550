"""The API, put together: every app names its routes, here they become one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import include, path
from rest_framework.request import Request

from accounts import api as accounts
from catalog import api as catalog
from core.api.doors import OpenDoor
from marketplace.api_docs import docs, schema
from notifications import api as notifications
from orders import api as orders
from policies import api as policies
from reviews import api as reviews
from sellers import api as sellers
from storefront import api as storefront
from taxonomy import api as taxonomy

APPS = (storefront, taxonomy, orders, catalog, reviews, policies, sellers, notifications, accounts)
METHODS = ("get", "post", "put", "patch", "delete")


class NothingHere(OpenDoor):
    """Whatever else is asked for under the API's address is told so in the API's own shape."""

    resource = "nothing"
    schema = None

    def nothing(self, request: Request, rest: str) -> Any:
        raise Http404


routes: list[Any] = [route for app in APPS for route in app.routes]

urlpatterns = [
    path("auth/", include("accounts.token_urls")),
    path("schema/", schema, name="api-schema"),
    path("docs/", docs, name="api-docs"),
    path("v1/", include((routes, "api"))),
    path("<path:rest>", NothingHere.as_view(dict.fromkeys(METHODS, "nothing")), name="api-nothing"),
]
