"""
The sandbox provider's own bank.

It stands for a company outside the market: only `payments.providers.sandbox` and its page may touch these rows, and
nothing here refers to the market's tables.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.money import Money
from core.numbers import new_token
from payments.querysets import SandboxChargeQuerySet
from payments.states import CHARGE_LIFE, ChargeStatus


class SandboxCharge(Living):
    """What the pretend bank knows of one payment. The reference is the only key to its page: 192 random bits."""

    LIFE: ClassVar[Mapping[str, Collection[str]]] = CHARGE_LIFE

    reference = models.CharField(_("reference"), max_length=64, unique=True, default=new_token, editable=False)
    key = models.CharField(_("key"), max_length=120, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    minor_units = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    return_url = models.CharField(_("return address"), max_length=500)
    status = models.CharField(_("status"), max_length=12, choices=ChargeStatus, default=ChargeStatus.OPEN)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    settles_at = models.DateTimeField(_("succeeds at"), null=True, blank=True)
    # When the next try to tell the market is due; empty when it knows.
    due_at = models.DateTimeField(_("told again at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("tries"), default=0)

    objects = SandboxChargeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sandbox charge")
        verbose_name_plural = _("sandbox charges")
        constraints = [models.CheckConstraint(condition=Q(minor_units__gt=0), name="charge_amount_is_positive")]
        indexes = [
            models.Index(fields=["due_at"], name="charge_to_tell", condition=Q(due_at__isnull=False)),
            models.Index(fields=["settles_at"], name="charge_to_settle", condition=Q(settles_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.minor_units} {self.currency}"

    @property
    def amount(self) -> Money:
        return Money(self.minor_units, self.currency)


class SandboxRefund(models.Model):
    """Money that the pretend bank gave back; the same key gives it back once."""

    charge = models.ForeignKey(SandboxCharge, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(_("key"), max_length=120, unique=True)
    minor_units = models.BigIntegerField(_("amount in minor units"))
    created_at = models.DateTimeField(_("created"), default=clock.now)

    class Meta:
        verbose_name = _("sandbox refund")
        verbose_name_plural = _("sandbox refunds")
        constraints = [models.CheckConstraint(condition=Q(minor_units__gt=0), name="sandbox_refund_is_positive")]

    def __str__(self) -> str:
        return f"{self.minor_units} of {self.charge_id}"
