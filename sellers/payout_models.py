"""What of a seller changes slowly on purpose: the account for payouts, the legal identity; and alarms about either."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.numbers import NumberField
from core.secrets import EncryptedTextField
from sellers.states import ALARM_LIFE, CHANGE_LIFE, AlarmStatus, ChangeStatus, SlowChange

OPEN = (ChangeStatus.ASKED, ChangeStatus.IN_FORCE)
LOOKED_AT = (ChangeStatus.IN_FORCE, ChangeStatus.REFUSED, ChangeStatus.REPLACED)


class ChangeQuerySet(models.QuerySet[Any]):
    def asked(self) -> Self:
        """What a reviewer can act on."""
        return self.filter(status=ChangeStatus.ASKED)

    def in_force(self) -> Self:
        return self.filter(status=ChangeStatus.IN_FORCE)


class AskedFor(Living):
    """Something that an owner asks for, and that reviewers put in force."""

    LIFE: ClassVar = CHANGE_LIFE
    ABOUT: ClassVar[SlowChange]

    number = NumberField()
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="%(class)ss")
    status = models.CharField(_("status"), max_length=10, choices=ChangeStatus, default=ChangeStatus.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(status=ChangeStatus.ASKED), name="%(class)s_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=LOOKED_AT, decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=LOOKED_AT) & Q(decided_by__isnull=True, decided_at__isnull=True),
                name="%(class)s_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=ChangeStatus.REFUSED, answer=""), name="%(class)s_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PayoutAccount(AskedFor):
    """Where a seller's money goes. Only its last four characters are shown, to anybody."""

    ABOUT = SlowChange.PAYOUT_ACCOUNT

    holder = EncryptedTextField(_("holder"))
    account = EncryptedTextField(_("account number"))
    last_four = models.CharField(_("ends with"), max_length=4)
    is_iban = models.BooleanField(_("IBAN"))

    class Meta(AskedFor.Meta):
        verbose_name = _("payout account")
        verbose_name_plural = _("payout accounts")
        constraints: ClassVar = [
            *AskedFor.Meta.constraints,
            models.UniqueConstraint(
                fields=["seller"], condition=Q(status=ChangeStatus.IN_FORCE), name="payoutaccount_one_in_force"
            ),
        ]


class IdentityChange(AskedFor):
    """Another legal name, number or address: what the seller's columns shall be (`facts`), and what they are."""

    ABOUT = SlowChange.LEGAL_IDENTITY

    facts = models.JSONField(_("new facts"))
    before = models.JSONField(_("before"))

    class Meta(AskedFor.Meta):
        verbose_name = _("change of identity")
        verbose_name_plural = _("changes of identity")


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def waiting(self) -> Self:
        return self.filter(status=AlarmStatus.OPEN)


class Alarm(Living):
    """That whoever reads the old address says a change was not theirs. `cause` is the notice that they answer."""

    LIFE: ClassVar = ALARM_LIFE

    number = NumberField()
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="alarms")
    about = models.CharField(_("about"), max_length=20, choices=SlowChange)
    cause = models.CharField(max_length=80, unique=True)
    status = models.CharField(_("status"), max_length=8, choices=AlarmStatus, default=AlarmStatus.OPEN)
    raised_at = models.DateTimeField(_("raised"), default=clock.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    words = models.TextField(_("what was found"), blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        indexes = [models.Index(fields=["raised_at"], name="alarm_waiting", condition=Q(status="open"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AlarmStatus.SETTLED, settled_by__isnull=False, settled_at__isnull=False)
                & ~Q(words="")
                | Q(status=AlarmStatus.OPEN, settled_by__isnull=True, settled_at__isnull=True),
                name="alarm_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.number
