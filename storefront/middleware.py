"""Fills the personal places of a page after its view (and, where there is one, after its cache)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language

from accounts.middleware import MARK
from core.form_tokens import form_token
from core.holes import ACCOUNT, BASKET, MESSAGES
from storefront.keeping import Cut, cut, join
from storefront.nobody import holes_of_nobody
from storefront.selectors.personal import NOBODY, Personal, personal_facts


class FillHoles:
    """
    Put into each HTML answer what only its reader may see: account corner, basket count, messages, form token.

    No answer with a filled hole may be kept by a cache that others share. A page that is not the same for everybody
    is not kept at all, so that nobody reads an order by pressing "back" after its owner has signed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if filled := fill(request, response):
            patch_vary_headers(response, ("Cookie",))
        if not is_same_for_everybody(request) or response.status_code >= 400:
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
        elif filled:
            patch_cache_control(response, private=True, max_age=0)
        return response


def is_same_for_everybody(request: HttpRequest) -> bool:
    """Whether the view of this request is marked as one whose page is the same for all readers."""
    match = request.resolver_match
    return match is not None and getattr(match.func, MARK, False)


def fill(request: HttpRequest, response: HttpResponse) -> bool:
    """Put into the holes of the answer what belongs there; whether there were any."""
    parts = response.page.parts if isinstance(response, Cut) else cut(response.content)
    if len(parts) > 1 or isinstance(response, Cut):
        fillings = Fillings(request, is_broken=response.status_code >= 500)
        response.content = join(parts, fillings.of)
    return len(parts) > 1


class Fillings:
    """What belongs into the holes of one reader's page; found out at most once, and only for the holes it has."""

    def __init__(self, request: HttpRequest, *, is_broken: bool) -> None:
        self.request = request
        # A page that reports a failure asks the database for nothing: that may be what failed.
        self.is_broken = is_broken

    def of(self, name: str) -> str:
        """What belongs into the hole of this name."""
        return str(getattr(self, name))

    @cached_property
    def personal(self) -> Personal:
        return NOBODY if self.is_broken else personal_facts(self.request)

    @property
    def of_nobody(self) -> Mapping[str, str]:
        return holes_of_nobody(get_language() or settings.LANGUAGE_CODE)

    @cached_property
    def account(self) -> str:
        if self.personal == NOBODY:
            return self.of_nobody[ACCOUNT]
        return render_to_string("storefront/holes/account.html", {"personal": self.personal}, self.request)

    @cached_property
    def basket(self) -> str:
        if not self.personal.units_in_basket:
            return self.of_nobody[BASKET]
        return render_to_string("storefront/holes/basket.html", {"units": self.personal.units_in_basket})

    @cached_property
    def messages(self) -> str:
        if self.is_broken:
            return ""
        if not len(get_messages(self.request)):
            return self.of_nobody[MESSAGES]
        return render_to_string("storefront/holes/messages.html", request=self.request)

    @cached_property
    def token(self) -> str:
        return form_token(self.request)
