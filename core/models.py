"""The ground's tables: events, mail, private files, what takes two, the trail, statements of reasons and complaints."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.append_only import AppendOnly
from core.lives import Living
from core.reason_models import Complaint, ComplaintQuerySet, StatementOfReasons, StatementPerson
from core.scanning import Scan
from core.secrets import EncryptedTextField
from core.states import ANSWERED, PROPOSAL_LIFE, ProposalStatus
from core.trail_models import Trace, TracePerson, TraceQuerySet

__all__ = [
    "AppendOnly",
    "Complaint",
    "ComplaintQuerySet",
    "Event",
    "EventDelivery",
    "EventQuerySet",
    "IdempotencyKey",
    "MailStatus",
    "OutgoingMail",
    "OutgoingText",
    "PrivateFile",
    "Proposal",
    "ProposalQuerySet",
    "StatementOfReasons",
    "StatementPerson",
    "Trace",
    "TracePerson",
    "TraceQuerySet",
    "Version",
]


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, thing: str, pk: int) -> Self:
        """The history of one thing, oldest first: `of("order", order.pk)`."""
        return self.filter(stream=f"{thing}:{pk}").order_by("pk")


class Event(AppendOnly):
    """Something that happened. The history of the market, and the outbox's content."""

    name = models.CharField(max_length=80)
    stream = models.CharField(max_length=80)
    facts = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    occurred_at = models.DateTimeField(default=clock.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stream", "id"], name="event_stream")]

    def __str__(self) -> str:
        return f"{self.name} ({self.stream})"


class EventDelivery(models.Model):
    """What one subscriber is owed for one event. `due_at` is also the lease of whoever works on it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=160)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once")]
        indexes = [
            # Only what is still owed is indexed: the sweep stays quick when the history is long.
            models.Index(
                fields=["due_at"], name="delivery_pending", condition=Q(done_at__isnull=True, parked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.subscriber}"


class MailStatus(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"


class OutgoingMail(models.Model):
    """A mail that the worker sends, at least once, always under the same Message-ID. Its words are kept encrypted."""

    key = models.CharField(max_length=160, unique=True)
    to = models.EmailField()
    language = models.CharField(max_length=12)
    message_id = models.CharField(max_length=200)
    subject = EncryptedTextField()
    text = EncryptedTextField()
    html = EncryptedTextField(blank=True)
    is_sensitive = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=MailStatus, default=MailStatus.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="mail_waiting", condition=Q(status="waiting"))]

    def __str__(self) -> str:
        return self.key


class OutgoingText(models.Model):
    """A text message that the worker sends to a phone. Its words and its receiver are kept encrypted, and briefly."""

    key = models.CharField(max_length=160, unique=True)
    to = EncryptedTextField()
    words = EncryptedTextField()
    status = models.CharField(max_length=8, choices=MailStatus, default=MailStatus.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="text_waiting", condition=Q(status="waiting"))]

    def __str__(self) -> str:
        return self.key


class PrivateFile(models.Model):
    """A file that has no URL: encrypted in the private store, opened only by code that asked who is asking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=40)
    scan = models.CharField(max_length=11, choices=Scan, default=Scan.NOT_SCANNED)
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(status=ProposalStatus.PROPOSED)

    def due(self) -> Self:
        """Unanswered, and its time is over."""
        return self.waiting().filter(expires_at__lte=clock.now())


class Proposal(Living):
    """
    An act that takes two people: what one asked for, about which thing, and what the other said (core.foureyes).

    `thing` is "label:pk". `fingerprint` is of the facts as they were when it was asked for.
    """

    LIFE = PROPOSAL_LIFE

    kind = models.CharField(_("act"), max_length=60)
    thing = models.CharField(_("about"), max_length=80)
    arguments = models.JSONField(_("particulars"), default=dict)
    because = models.TextField(_("why"))
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    expires_at = models.DateTimeField(_("waits until"))
    status = models.CharField(_("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("what the second person wrote"), blank=True)
    performed_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [
            models.Index(fields=["expires_at"], name="proposal_waiting", condition=Q(status="proposed")),
            models.Index(fields=["thing"], name="proposal_of_thing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing"], condition=Q(status=ProposalStatus.PROPOSED), name="proposal_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ANSWERED, answered_by__isnull=False, answered_at__isnull=False)
                | (~Q(status__in=ANSWERED) & Q(answered_by__isnull=True, answered_at__isnull=True)),
                name="proposal_answered_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(answered_by=F("asked_by")), name="proposal_takes_two"),
            models.CheckConstraint(condition=~Q(because=""), name="proposal_says_why"),
            models.CheckConstraint(
                condition=~Q(status=ProposalStatus.REFUSED, answer=""), name="proposal_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(performed_at__isnull=True) | Q(status=ProposalStatus.CONFIRMED),
                name="proposal_done_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class IdempotencyKey(models.Model):
    """
    What was answered to a request that must not be done twice.

    Written in the transaction of the work, so that there is never one without the other; `status` is null only inside
    of it. The answer may hold a secret: it is kept encrypted.
    """

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Version(models.Model):
    """How often what a scope names has changed: the sum of its rows (core.versions)."""

    scope = models.CharField(max_length=60, db_index=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"
