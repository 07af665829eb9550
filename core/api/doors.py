"""
Doors for programs: each finds whose rows they are, asks one service, and answers.

A door's method is marked with `operation`, which says what it takes and gives. The mark reads the body, keeps the
idempotency key, pages lists, and writes the answer; the method only finds and asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache, wraps
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField, Serializer, ValidationError
from rest_framework.viewsets import ViewSet

from core.api import idempotency, paths  # noqa: F401  registers what may stand in addresses
from core.api.errors import TooLarge
from core.api.paging import PageQuery, Ranked, Rows, page_of, read_page, read_ranked
from core.numbers import token_digest

Method = Callable[..., Any]

# Of a body without files. Files have limits of their own.
LARGEST_BODY = 256 * 1024
# What the headers hold that make a guest somebody.
GUEST_HEADER = "^[A-Za-z0-9_-]{8,100}$"


class Door(ViewSet):
    """
    What all doors share. `resource` begins the names of its operations.

    `guest_headers` are those whose secret makes a guest somebody: the basket's token, the purchase's; `header_words`
    says of each header that the door reads what it is for.
    """

    resource: ClassVar[str]
    guest_headers: ClassVar[tuple[str, ...]] = ()
    header_words: ClassVar[Mapping[str, str]] = {}
    largest_body: ClassVar[int] = LARGEST_BODY

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Pages have their language in their address, an API has it in a header. Its times are UTC.
        translation.activate(translation.get_language_from_request(request._request))
        timezone.activate(UTC)
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.largest_body:
            raise TooLarge
        for name in self.header_words:
            if not re.fullmatch(GUEST_HEADER, request.headers.get(name, "x" * 8)):
                raise ValidationError({name: [_("This is not a token.")]})

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A file comes as what it is, whatever was asked for; what is refused is said in JSON.
        marked = getattr(getattr(self, self.action or "", None), "operation", None)
        return super().perform_content_negotiation(request, force=force or bool(marked and marked.files))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        # Most answers are somebody's, and the rest changes by the minute.
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    def actor_of(self, request: Request) -> str | None:
        """Under whose name an idempotency key is kept; None for a stranger, who has none."""
        if request.user.is_authenticated:
            return f"member:{request.user.pk}"
        for header in self.guest_headers:
            if token := request.headers.get(header):
                return f"guest:{token_digest(token)}"
        return None


class OpenDoor(Door):
    """For everybody."""

    permission_classes = (AllowAny,)


class MembersDoor(Door):
    """For whoever is signed in."""

    permission_classes: tuple[Any, ...] = (IsAuthenticated,)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What one method of a door takes and gives; see `operation`."""

    gives: type[Serializer] | None = None
    takes: type[Serializer] | None = None
    query: type[Serializer] | None = None
    status: int = 200
    many: bool = False
    paged: bool = False
    needs_key: bool = False
    asks_outside: bool = False
    # Content types of the file that is given instead of JSON.
    files: tuple[str, ...] = ()

    @property
    def answer(self) -> Any:
        return page_of(self.gives) if self.paged and self.gives else self.gives  # type: ignore[arg-type]

    @property
    def asked(self) -> Any:
        return with_paging(self.query) if self.paged else self.query  # type: ignore[arg-type]

    def run(self, door: Door, method: Method, request: Request, path: Mapping[str, Any]) -> Response:
        """Read what was sent, do it (once, where there is a key), and write the answer."""
        asking = _read_query(self.asked, request.query_params) if self.asked else {}
        given = dict(path)
        if self.query:
            given["query"] = asking
        if self.takes:
            given["body"] = _read(self.takes, request.data)

        def act() -> Response:
            return self.write(method(door, request, **given), request, asking)

        if request.method != "POST":
            return act()
        key = idempotency.read_key(request.headers.get(idempotency.HEADER), is_needed=self.needs_key)
        actor = door.actor_of(request)
        if key is None or actor is None:
            return act()
        digest = idempotency.digest_of("POST", request.path, request.data)
        once = idempotency.do_once_outside if self.asks_outside else idempotency.do_once
        return once(actor, key, digest, act)

    def write(self, found: Any, request: Request, asking: Mapping[str, Any]) -> Response:
        """The answer, as the schema says it."""
        if isinstance(found, HttpResponseBase):
            return found
        if self.answer is None:
            return Response(status=204)
        if self.paged:
            read = read_ranked if isinstance(found, Ranked) else read_page
            found = read(found, request._request, cursor=asking.get("cursor"), limit=asking["limit"])
        data = self.answer(found, many=self.many, context={"request": request}).data
        return Response(data, status=self.status)


def operation(**told: Any) -> Callable[[Method], Method]:
    """
    Mark a method of a door; `told` are the fields of `Operation`.

    The method is called with the path's arguments, and `body` and `query` as cleaned mappings where there are any.
    What it returns is written by `gives`: one thing, `many` things, or `Rows` when `paged`. With `needs_key` it is
    refused without an Idempotency-Key; `asks_outside` says that it talks to somebody outside and so must not stand
    in a transaction.
    """
    marked = Operation(**told)
    answer, asked = marked.answer, marked.asked
    given: dict[Any, Any] = {marked.status: answer(many=marked.many)} if answer else {204: None}
    if marked.files:
        # A file in JSON is read as what it says; any other is bytes.
        given = {
            (200, content_type): OpenApiTypes.OBJECT if content_type == "application/json" else OpenApiTypes.BINARY
            for content_type in marked.files
        }

    def mark(method: Method) -> Method:
        @wraps(method)
        def door(self: Door, request: Request, **path: Any) -> Response:
            return marked.run(self, method, request, path)

        # For the schema (core.api.schema).
        door.operation = marked  # type: ignore[attr-defined]
        return extend_schema(
            request=marked.takes,
            parameters=[asked] if asked else [],
            responses=given,
        )(door)

    return mark


@cache
def with_paging(query: Any) -> Any:
    """The query of a list, with which part of it is wanted."""
    return PageQuery if query is None else type(query.__name__, (query, PageQuery), {})


def _read_query(kind: type[Serializer], params: Any) -> Mapping[str, Any]:
    """A query read as strictly as a body: what stands there empty was said, and is no answer."""
    fields = kind().fields
    lists = {name for name, field in fields.items() if isinstance(field, ListField)}
    return _read(kind, {name: params.getlist(name) if name in lists else params[name] for name in params})


def _read(kind: type[Serializer], data: Any) -> Mapping[str, Any]:
    serializer = kind(data=data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


__all__ = ["Door", "MembersDoor", "OpenDoor", "Operation", "Ranked", "Rows", "operation"]
