"""A payment, and money that goes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.money import Money
from core.numbers import NumberField
from payments.querysets import PaymentQuerySet, RefundQuerySet
from payments.states import OPEN, PAYMENT_LIFE, REFUND_LIFE, PaymentStatus, RefundStatus


class Payment(Living):
    """
    One attempt to pay for one purchase, through one provider.

    What it is about (amount, currency, purchase) is written once, here; what a provider says is compared with it.
    """

    LIFE: ClassVar[Mapping[str, Collection[str]]] = PAYMENT_LIFE

    number = NumberField(_("number"))
    purchase_number = models.CharField(_("purchase"), max_length=9, db_index=True)
    key = models.CharField(
        _("key"), max_length=120, unique=True, help_text=_("The same key never starts a second payment.")
    )
    provider = models.CharField(_("provider"), max_length=30)
    provider_reference = models.CharField(_("provider's reference"), max_length=200, blank=True)
    minor_units = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    description = models.CharField(_("description"), max_length=200, blank=True)
    return_url = models.CharField(_("return address"), max_length=500)
    redirect_url = models.CharField(_("provider's page"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=PaymentStatus, default=PaymentStatus.CREATED)
    problem = models.TextField(_("problem"), blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    pay_until = models.DateTimeField(_("to be paid until"))
    due_at = models.DateTimeField(_("asked again at"))
    attempts = models.PositiveIntegerField(_("times asked"), default=0)
    captured_at = models.DateTimeField(_("paid at"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(minor_units__gt=0), name="payment_amount_is_positive"),
            models.CheckConstraint(condition=Q(status__in=PaymentStatus.values), name="payment_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=PaymentStatus.CAPTURED, captured_at__isnull=False)
                | (~Q(status=PaymentStatus.CAPTURED) & Q(captured_at__isnull=True)),
                name="payment_captured_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(PaymentStatus.CREATED, PaymentStatus.DECLINED, PaymentStatus.CANCELLED))
                | ~Q(provider_reference=""),
                name="payment_under_way_has_reference",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="payment_one_per_reference",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="payment_open_due", condition=Q(status__in=sorted(OPEN)))]

    def __str__(self) -> str:
        return self.number

    @property
    def amount(self) -> Money:
        return Money(self.minor_units, self.currency)

    @property
    def is_open(self) -> bool:
        """Whether the provider has not decided yet."""
        return self.status in OPEN

    @property
    def is_captured(self) -> bool:
        return self.status == PaymentStatus.CAPTURED


class Refund(Living):
    """
    Money that goes back through the provider that took it.

    It has left the held funds when this row exists; the provider is told by the worker, under the same key each time.
    """

    LIFE: ClassVar[Mapping[str, Collection[str]]] = REFUND_LIFE

    number = NumberField(_("number"))
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    order_number = models.CharField(_("order"), max_length=9, blank=True, db_index=True)
    key = models.CharField(_("key"), max_length=120, unique=True)
    minor_units = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    because = models.CharField(_("reason"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=RefundStatus, default=RefundStatus.REQUESTED)
    problem = models.TextField(_("problem"), blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    due_at = models.DateTimeField(_("tried again at"), default=clock.now)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(minor_units__gt=0), name="refund_amount_is_positive"),
            models.CheckConstraint(condition=Q(status__in=RefundStatus.values), name="refund_status_is_known"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="refund_requested_due", condition=Q(status=RefundStatus.REQUESTED))
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def amount(self) -> Money:
        return Money(self.minor_units, self.currency)
