"""What no door may do: open by default, hand out rows that nobody chose, or set what is not on its list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.settings import api_settings
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.permissions import SecondFactorShown
from core.api.doors import Door, Operation
from core.api.permissions import Nobody
from marketplace.api import routes
from tests.access.api_matrix import CALLS, HERE
from tests.access.knocking import undone
from tests.access.test_api import named
from tests.access.world import World, build_world

NOTICED = ("sent along", "913572468", "2031-01-01")
OURS = ("accounts", "catalog", "core", "notifications", "orders", "payments", "policies", "reviews", "sellers")


# What touches the identity, the people or the end of a shop.
GUARDED = (IsAuthenticated, SecondFactorShown)


def doors() -> Iterator[tuple[str, type[Door], Operation]]:
    for route in routes:
        for action in route.callback.actions.values():
            yield f"{route.name}.{action}", route.callback.cls, getattr(route.callback.cls, action).operation


DOORS = list(doors())


def fields_of(kind: type[serializers.Serializer]) -> Iterator[serializers.Field]:
    waiting: list[Any] = [kind()]
    while waiting:
        field = waiting.pop()
        yield field
        waiting += list(getattr(field, "fields", {}).values())
        waiting += [field.child] if getattr(field, "child", None) is not None else []


def test_whatever_names_no_one_opens_to_no_one() -> None:
    assert [Nobody] == api_settings.DEFAULT_PERMISSION_CLASSES

    response = APIView.as_view()(APIRequestFactory().get("/"))

    assert response.status_code == 401


GUARDED_NAMES = (
    *("desk-settings", "desk-close", "desk-team", "desk-member", "desk-leave", "desk-invitation"),
    *("desk-credential", "desk-claim", "desk-certification"),
    *("desk-leaving", "desk-payouts", "desk-identity", "desk-brand"),
)


def test_every_door_says_who_may_knock() -> None:
    for name, door, _operation in DOORS:
        assert door.permission_classes in ((AllowAny,), (IsAuthenticated,), GUARDED), name
        if name.startswith(GUARDED_NAMES):
            assert door.permission_classes == GUARDED, name
        elif name.startswith(("desk", "me.", "notification", "application", "places", "decision")):
            assert door.permission_classes == (IsAuthenticated,), name


def test_no_serializer_knows_a_table() -> None:
    for name, _door, operation in DOORS:
        for kind in filter(None, (operation.takes, operation.gives, operation.query)):
            for field in fields_of(kind):
                assert not isinstance(field, serializers.ModelSerializer | serializers.RelatedField), (name, field)
                assert getattr(field, "queryset", None) is None, (name, field)


def test_nothing_hands_out_or_takes_the_key_of_a_row() -> None:
    for name, _door, operation in DOORS:
        for kind in filter(None, (operation.takes, operation.gives, operation.query)):
            named_so = [each.field_name for each in fields_of(kind) if each.field_name]
            assert [each for each in named_so if each in {"id", "pk"} or each.endswith("_id")] == [], name


# --- Setting what is not on the list


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.API_LIMITS = {who: dict.fromkeys(limits, 10**6) for who, limits in settings.API_LIMITS.items()}
    return build_world()


def every_column() -> dict[str, Any]:
    """Every name of every column of ours, with a value that would be noticed."""
    values: dict[str, Any] = {}
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            values[field.name] = values[field.attname] = _noticed(field)
    return values


def _noticed(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return "2031-01-01T00:00:00Z"
    return "sent along" if isinstance(field, models.CharField | models.TextField) else 913_572_468


def columns_that_were_sent_along() -> set[str]:
    """Where in everything that is kept one of those values stands."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            names = [field.attname for field in model._meta.concrete_fields]
            for row in model._default_manager.values_list(*names):
                for name, kept in zip(names, row, strict=True):
                    if any(value in str(kept) for value in NOTICED):
                        found.add(f"{model._meta.label}.{name}")
    return found


def test_columns_that_are_sent_along_change_nothing(world: World) -> None:
    """Each write is done with every column of ours sent along that is not on its list."""
    wrong = []
    extra = every_column()
    for call in (call for call in CALLS if call.method != "GET" and call.body is not None and not call.form):
        role = next((role for role in ("bob", "alice") if call.said[role] in (200, 201)), None)
        if role is None:
            continue
        url = reverse(HERE + call.name, kwargs=named(call.where, world))
        body = named(call.body or {}, world)
        listed = known_fields(call.name, call.method)
        along = {name: value for name, value in extra.items() if name not in listed}
        said, changed = _done(world, role, call.method, url, along | body)
        wrong += [f"{call}: {said} instead of {call.said[role]}"] if said != call.said[role] else []
        wrong += [f"{call}: {column}" for column in sorted(changed)]

    assert not wrong


def known_fields(name: str, method: str) -> set[str]:
    [route] = [each for each in routes if each.name == name and method.lower() in each.callback.actions]
    takes = getattr(route.callback.cls, route.callback.actions[method.lower()]).operation.takes
    return set(takes().fields) if takes else set()


def _done(world: World, role: str, method: str, url: str, body: Any) -> tuple[int, set[str]]:
    """The answer's status, and which columns of which tables now say what was sent along."""
    with undone():
        response = getattr(world.browser(role), method.lower())(url, body, content_type="application/json")
        return response.status_code, columns_that_were_sent_along()
