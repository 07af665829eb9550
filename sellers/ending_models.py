"""The end of a contract with a seller: who ended it, when it ends, and when the seller's file was deleted."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.models import StatementOfReasons
from core.numbers import NumberField
from sellers.states import ENDING_LIFE, EndingStatus


class EndingQuerySet(models.QuerySet["Ending"]):
    def announced(self) -> Self:
        return self.filter(status=EndingStatus.ANNOUNCED)

    def due(self) -> Self:
        """Whose day has come, by the database's clock."""
        return self.announced().filter(closes_at__lte=clock.database_now())


class Ending(Living):
    """
    That the contract with a seller ends. With notice it is announced first, and `closes_at` is when it takes effect.

    `forgotten_at` is when the seller's documents and contact data were deleted.
    """

    LIFE: ClassVar = ENDING_LIFE

    number = NumberField()
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="endings")
    status = models.CharField(_("status"), max_length=10, choices=EndingStatus, default=EndingStatus.ANNOUNCED)
    is_by_seller = models.BooleanField(_("by the seller"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    announced_at = models.DateTimeField(_("announced"), default=clock.now)
    closes_at = models.DateTimeField(_("takes effect"))
    statement = models.ForeignKey(StatementOfReasons, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)
    forgotten_at = models.DateTimeField(_("file deleted"), null=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        verbose_name = _("end of a contract")
        verbose_name_plural = _("ends of contracts")
        indexes = [
            models.Index(fields=["closes_at"], name="ending_due", condition=Q(status="announced")),
            models.Index(
                fields=["ended_at"], name="ending_to_forget", condition=Q(status="done", forgotten_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"],
                condition=~Q(status=EndingStatus.CALLED_OFF),
                name="ending_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status=EndingStatus.ANNOUNCED, ended_at__isnull=True)
                | ~Q(status=EndingStatus.ANNOUNCED) & Q(ended_at__isnull=False),
                name="ending_ended_on_a_day",
            ),
            # Whom we part with has been told why; who left need not say.
            models.CheckConstraint(
                condition=Q(is_by_seller=True) | Q(statement__isnull=False), name="ending_by_us_has_reasons"
            ),
            models.CheckConstraint(condition=Q(closes_at__gte=F("announced_at")), name="ending_leaves_time"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(status=EndingStatus.DONE), name="ending_forgets_when_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.seller_id}"
