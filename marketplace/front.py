"""What stands before Django's handler: the lane for visitors, with what else happens around every request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from marketplace.logs import log_request
from marketplace.middleware import REQUEST_ID_HEADER, begin_request
from marketplace.preloading import Application
from storefront import lane

STATUS = {code: f"{code} {HTTPStatus(code).phrase}" for code in (200, 304)}


class LaneFirst:
    """
    The application, asked only for what the lane for visitors (`storefront.lane`) does not answer.

    Django's handler, its request and response, and what middleware does for everybody were a third of a kept page.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: lane.Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        started = time.perf_counter()
        request_id = begin_request(environ)
        answer = lane.answer(environ)
        if answer is None:
            return self.application(environ, start_response)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log_request("GET", f"/{answer.route}", answer.status, milliseconds)
        start_response(STATUS[answer.status], [*answer.headers, (REQUEST_ID_HEADER, request_id)])
        return [answer.content]
