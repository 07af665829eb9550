"""Notifications as the subscribers make them."""

from __future__ import annotations

from accounts.models import User
from core.models import Event
from notifications.models import Notification
from notifications.services import tell

ABOUT = {"application": "7F2K-94QD", "shop": "Tanah Liat"}


def an_event() -> Event:
    return Event.objects.create(name="ApplicationSubmitted", stream="application:1", facts={"application_id": 1})


def a_notification(user: User, *, event: Event | None = None, **about: object) -> Notification:
    event = event or an_event()
    tell(user, "application_submitted", event, about=ABOUT | about)
    return Notification.objects.get(user=user, event=event)
