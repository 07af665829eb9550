"""The API of a person's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from accounts import services
from core.api.doors import MembersDoor, operation
from core.api.fields import Line


class MeOut(serializers.Serializer):
    """Who is signed in, and how they read."""

    email = serializers.EmailField()
    name = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    time_zone = serializers.CharField()


class MeIn(serializers.Serializer):
    """What is not given stays."""

    name = Line(max_length=150, blank=True, required=False)
    language = Line(max_length=12, required=False)
    time_zone = Line(max_length=64, required=False)


class MeDoor(MembersDoor):
    resource = "me"

    @operation(gives=MeOut)
    def show(self, request: Request) -> Any:
        """Who is signed in."""
        return request.user

    @operation(takes=MeIn, gives=MeOut)
    def change(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Change name, language or time zone."""
        user = request.user
        kept = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
        return services.change_preferences(user, **{**kept, **body})


routes = [path("me/", MeDoor.as_view({"get": "show", "patch": "change"}), name="me")]
