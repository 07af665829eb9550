"""Reads for screens."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from notifications.models import Notification


def unread_count(user: User | AnonymousUser) -> int:
    """How many notifications wait for this person: one statement, answered by an index."""
    if not user.is_authenticated:
        return 0
    return Notification.objects.told_to(user).unread().count()
