"""What the tests of kept pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test.client import ClientHandler

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale
from core.memory import forget_everything
from marketplace.front import LaneFirst
from storefront import keeping, lane
from storefront.lane import Environ
from storefront.tests.factories import euro_shop

Settings = Any


@pytest.fixture
def remembering(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are kept, nothing is known at the beginning, and whoever asks comes by the lane, as with gunicorn."""
    settings.REMEMBER_PAGES = True
    # The test's own connection stays open, as it does behind Django's test client.
    monkeypatch.setattr(lane, "look_after_connection", lambda: None)
    monkeypatch.setattr(ClientHandler, "__call__", by_the_lane(ClientHandler.__call__))
    cache.clear()
    forget_everything()
    yield
    forget_everything()
    cache.clear()


def by_the_lane(ask_django: Callable[[ClientHandler, Environ], Any]) -> Callable[[ClientHandler, Environ], Any]:
    """The handler of Django's test client, behind the lane; `from_lane` says which of the two has answered."""

    def ask(handler: ClientHandler, environ: Environ) -> Any:
        from_django: list[Any] = []
        said: list[Any] = []

        def application(environ: Environ, _start_response: object) -> Any:
            from_django.append(ask_django(handler, environ))
            return from_django[0]

        content = LaneFirst(application)(environ, lambda *given: said.extend(given))
        if from_django:
            [response] = from_django
        else:
            status, headers = said
            response = as_response(environ, status, headers, b"".join(content))
        response.from_lane = not from_django
        return response

    return ask


def as_response(environ: Environ, status: str, headers: list[tuple[str, str]], content: bytes) -> HttpResponse:
    """What went over the wire, as the test client takes it."""
    response = HttpResponse(content, status=int(status.partition(" ")[0]))
    del response.headers["Content-Type"]
    for name, value in headers:
        if name == "Set-Cookie":
            response.cookies.load(value)
        else:
            assert not response.has_header(name), name
            response[name] = value
    response.wsgi_request = WSGIRequest(environ)  # type: ignore[attr-defined]
    return response


@pytest.fixture
def cup(bob: User) -> Listing:
    """A thing that is a whole shop window."""
    return listing_on_sale(euro_shop(bob), title="Celadon cup", price="12.00", stock=9)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were made and kept."""
    addresses: list[str] = []
    keep = keeping._keep

    def noting(address: str, *args: Any) -> object:
        page = keep(address, *args)
        if page is not None:
            addresses.append(address)
        return page

    monkeypatch.setattr(keeping, "_keep", noting)
    return addresses
