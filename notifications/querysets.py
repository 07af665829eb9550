"""Which notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models import Notification  # noqa: F401


class NotificationQuerySet(models.QuerySet["Notification"]):
    def told_to(self, user: User) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-pk")
