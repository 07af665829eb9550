"""The inbox of what providers tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.money import Money
from core.secrets import EncryptedTextField
from payments.models.payment import Payment
from payments.querysets import WebhookQuerySet
from payments.states import WEBHOOK_LIFE, WebhookStatus


class WebhookMessage(Living):
    """One signed message of a provider, kept as it came. It is a hint to look, never an order to book."""

    LIFE: ClassVar[Mapping[str, Collection[str]]] = WEBHOOK_LIFE

    provider = models.CharField(_("provider"), max_length=30)
    event_id = models.CharField(_("event"), max_length=120)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    provider_reference = models.CharField(_("provider's reference"), max_length=200, blank=True)
    # What the message claims; compared with our record, never written over it.
    told_minor_units = models.BigIntegerField(_("amount told, in minor units"), null=True, blank=True)
    told_currency = models.CharField(_("currency told"), max_length=3, blank=True)
    # Encrypted: real providers put names and addresses of shoppers in here.
    body = EncryptedTextField(_("body"))
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="webhooks", verbose_name=_("payment")
    )
    status = models.CharField(_("status"), max_length=12, choices=WebhookStatus, default=WebhookStatus.RECEIVED)
    problem = models.TextField(_("problem"), blank=True)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    due_at = models.DateTimeField(_("looked at again at"), default=clock.now)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="webhook_once"),
            models.CheckConstraint(
                condition=~Q(status=WebhookStatus.QUARANTINED) | ~Q(problem=""), name="webhook_quarantine_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="webhook_received_due", condition=Q(status=WebhookStatus.RECEIVED))
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"

    @property
    def amount_told(self) -> Money | None:
        return None if self.told_minor_units is None else Money(self.told_minor_units, self.told_currency)
