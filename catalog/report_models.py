"""Reports about listings, and what counts against a seller because of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.report_querysets import ReportQuerySet, StrikeQuerySet
from catalog.states import (
    REPORT_LIFE,
    STRIKE_LIFE,
    ReportReason,
    ReportStatus,
    Step,
    StrikeStatus,
)
from core import clock
from core.lives import Living
from core.numbers import NumberField
from core.secrets import EncryptedTextField
from sellers.models import Seller


class Report(Living):
    """
    Somebody's word that a listing should not be here, and what a moderator found; or only that.

    Whoever has no account is known by an address, and follows the report by a link with a secret. `decision` are the
    facts that the seller reads in the statement of reasons, or why the report was rejected.
    """

    LIFE = REPORT_LIFE

    number = NumberField()
    listing = models.ForeignKey(
        "catalog.Listing", verbose_name=_("listing"), on_delete=models.PROTECT, related_name="reports"
    )
    reason = models.CharField(_("what is wrong"), max_length=13, choices=ReportReason)
    words = models.TextField(_("in the reporter's words"))
    owns_brand = models.BooleanField(_("says that they own the brand"), default=False)
    trademark_number = models.CharField(_("number of the trademark"), max_length=40, blank=True)
    good_faith_at = models.DateTimeField(_("said to be true"), default=clock.now)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reporter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Nobody reported: a moderator found it (catalog.reporting.finding).
    is_ours = models.BooleanField(_("found by a moderator"), default=False, editable=False)
    email = EncryptedTextField(_("e-mail"), blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False)
    access_token = EncryptedTextField(blank=True, editable=False)
    access_token_digest = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=12)
    made_at = models.DateTimeField(_("reported"), default=clock.now)
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus, default=ReportStatus.WAITING)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken up by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    claimed_at = models.DateTimeField(_("taken up"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    ground = models.CharField(_("what was found"), max_length=13, choices=ReportReason, blank=True)
    decision = models.TextField(_("reasons"), blank=True)
    is_unfounded = models.BooleanField(_("plainly without ground"), default=False)
    complaint = models.TextField(_("complaint of the seller"), blank=True)
    complained_at = models.DateTimeField(_("complained"), null=True)
    answer = models.TextField(_("answer to the complaint"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["status", "made_at"], name="catalog_report_queue"),
            models.Index(fields=["email_digest"], condition=~Q(email_digest=""), name="catalog_report_by_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "reporter"],
                condition=Q(status__in=["waiting", "in_hand"], reporter__isnull=False),
                name="catalog_report_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["upheld", "rejected", "overturned"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="catalog_report_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["upheld", "overturned"], ground=""), name="catalog_upheld_report_has_a_ground"
            ),
            models.CheckConstraint(
                condition=~Q(status="overturned") | ~Q(answer=""), name="catalog_overturned_report_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(status="in_hand") | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="catalog_report_in_somebodys_hand",
            ),
            models.CheckConstraint(
                condition=Q(is_ours=False) | Q(reporter=None, email_digest=""),
                name="catalog_own_report_has_no_reporter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.number})"


class Strike(Living):
    """A counterfeit that was found and counts against its seller: the how-manieth, and what follows from it."""

    LIFE = STRIKE_LIFE

    seller = models.ForeignKey(Seller, verbose_name=_("seller"), on_delete=models.PROTECT, related_name="strikes")
    report = models.OneToOneField(Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="strike")
    nth = models.PositiveSmallIntegerField(_("within a year"))
    step = models.CharField(_("what follows"), max_length=19, choices=Step)
    status = models.CharField(_("status"), max_length=9, choices=StrikeStatus)
    at = models.DateTimeField(_("found"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    because = models.TextField(_("reason"), blank=True)

    objects = StrikeQuerySet.as_manager()

    class Meta:
        verbose_name = _("counterfeit found")
        verbose_name_plural = _("counterfeits found")
        indexes = [models.Index(fields=["seller", "at"], name="catalog_strikes_of_seller")]

    def __str__(self) -> str:
        return f"{self.seller} ({self.nth})"
