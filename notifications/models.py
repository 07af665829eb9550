"""The inbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.models import Event
from core.numbers import NumberField
from notifications.catalogue import Notice
from notifications.querysets import NotificationQuerySet


class Notification(models.Model):
    """That somebody was told of something that happened. The words are made when they read it."""

    number = NumberField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    particulars = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user", "kind"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_inbox"),
            models.Index(fields=["user"], name="notification_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"

    @property
    def notice(self) -> Notice:
        return Notice(self.kind, self.particulars)
