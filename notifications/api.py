"""The API of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Number
from notifications import services
from notifications.models import Notification
from notifications.selectors import unread_count


class NotificationOut(serializers.Serializer):
    """Something that happened, in the reader's words."""

    number = Number()
    kind = serializers.CharField()
    title = serializers.CharField(source="notice.title")
    text = serializers.CharField(source="notice.text", allow_blank=True)
    url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, notification: Notification) -> str:
        return f"{settings.SITE_URL}{notification.notice.url}"


class InboxQuery(serializers.Serializer):
    unread = serializers.BooleanField(required=False, default=False, help_text="Only what was not read yet.")


class UnreadOut(serializers.Serializer):
    unread = serializers.IntegerField(min_value=0)


class InboxDoor(MembersDoor):
    resource = "notifications"

    @operation(query=InboxQuery, gives=NotificationOut, paged=True)
    def index(self, request: Request, query: Mapping[str, Any]) -> Rows:
        """What one was told, newest first."""
        told = Notification.objects.told_to(request.user)
        return Rows(told.unread() if query["unread"] else told, ("-pk",))

    @operation(gives=UnreadOut)
    def unread(self, request: Request) -> Any:
        """How much was not read yet."""
        return {"unread": unread_count(request.user)}

    @operation(gives=NotificationOut)
    def read(self, request: Request, number: str) -> Any:
        """Remember that it was read."""
        notification = get_object_or_404(Notification.objects.told_to(request.user), number=number)
        services.mark_read(notification)
        notification.refresh_from_db()
        return notification

    @operation(gives=UnreadOut)
    def read_all(self, request: Request) -> Any:
        """Remember that everything was read."""
        services.mark_all_read(request.user)
        return {"unread": unread_count(request.user)}


routes = [
    path("notifications/", InboxDoor.as_view({"get": "index"}), name="notifications"),
    path("notifications/unread/", InboxDoor.as_view({"get": "unread"}), name="notifications-unread"),
    path("notifications/read/", InboxDoor.as_view({"post": "read_all"}), name="notifications-read-all"),
    path("notifications/<number:number>/read/", InboxDoor.as_view({"post": "read"}), name="notification-read"),
]
