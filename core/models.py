"""The ground's tables: events, mail, private files, what takes two, the trail, statements of reasons and complaints."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.numbers import NumberField
from core.scanning import Scan
from core.secrets import EncryptedTextField
from core.states import (
    ANSWERED,
    COMPLAINT_LIFE,
    HEARD,
    PROPOSAL_LIFE,
    ComplaintStatus,
    Hearing,
    ProposalStatus,
)

if TYPE_CHECKING:
    from accounts.models import User


class AppendOnly(models.Model):
    """Rows that are written once: what happened, happened."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows are written once and kept.")


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


class TraceQuerySet(models.QuerySet["Trace"]):
    def about(self, person: User) -> Self:
        """What was done with somebody's things, or seen of them."""
        return self.filter(people__person=person)

    def of(self, thing: str) -> Self:
        """What was done with one thing, or seen of it; `thing` is its key (core.audit.key_of)."""
        return self.filter(thing=thing)

    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_rewrite()

    def delete(self) -> NoReturn:
        refuse_to_rewrite()


class TracePersonQuerySet(models.QuerySet["TracePerson"]):
    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_rewrite()

    def delete(self) -> NoReturn:
        refuse_to_rewrite()


def refuse_to_rewrite() -> NoReturn:
    raise TypeError("The trail of what staff did and saw is only ever added to.")


class Trace(AppendOnly):
    """
    That somebody did or saw something, as what and why (core.audit writes it).

    People and things stand in it by their keys, reasons as sentences of ours: nothing here is anybody's personal data.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    role = models.CharField(_("as"), max_length=24, blank=True)
    act = models.CharField(_("did"), max_length=60)
    thing = models.CharField(_("with"), max_length=80)
    because = models.CharField(_("why"), max_length=200, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)

    objects = TraceQuerySet.as_manager()

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        indexes = [
            models.Index(fields=["thing", "-id"], name="trace_of_thing"),
            # Admins look for a day or a month, and at the first and the last that there is.
            models.Index(fields=["at"], name="trace_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"


class TracePerson(AppendOnly):
    """Whom a trace concerns: they may read it."""

    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = TracePersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "trace"], name="trace_person_once")]

    def __str__(self) -> str:
        return f"{self.trace_id} about {self.person_id}"


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


class StatementQuerySet(models.QuerySet["StatementOfReasons"]):
    def sent_to(self, person: User) -> Self:
        return self.filter(people__person=person)

    def of(self, thing: str) -> Self:
        """About one thing; `thing` is its key (core.audit.key_of)."""
        return self.filter(thing=thing)

    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_restate()

    def delete(self) -> NoReturn:
        refuse_to_restate()


class StatementPersonQuerySet(models.QuerySet["StatementPerson"]):
    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_restate()

    def delete(self) -> NoReturn:
        refuse_to_restate()


def refuse_to_restate() -> NoReturn:
    raise TypeError("A statement of reasons stays as it was given.")


class StatementOfReasons(AppendOnly):
    """
    Why somebody was decided against, as they were told: once, and never changed (core.reasons writes it).

    `reason`, `ground` and `effect` are sentences of ours (msgids), `words` what a person wrote: the facts relied on.
    """

    number = NumberField()
    decision = models.CharField(_("decision"), max_length=60)
    thing = models.CharField(_("about"), max_length=80)
    code = models.CharField(_("code"), max_length=40)
    reason = models.TextField(_("reason"))
    ground = models.TextField(_("ground"))
    words = models.TextField(_("facts relied on"))
    effect = models.TextField(_("effect"))
    is_automated = models.BooleanField(_("decided by software"), default=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    issued_at = models.DateTimeField(_("decided"), default=clock.now)
    complain_until = models.DateTimeField(_("can be complained about until"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        indexes = [models.Index(fields=["thing", "-id"], name="statement_of_thing")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="statement_says_the_facts"),
            models.CheckConstraint(condition=Q(complain_until__gt=F("issued_at")), name="statement_leaves_time"),
        ]

    def __str__(self) -> str:
        return self.number


class StatementPerson(AppendOnly):
    """Who was told, and may complain."""

    statement = models.ForeignKey(StatementOfReasons, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = StatementPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "statement"], name="statement_person_once")]

    def __str__(self) -> str:
        return f"{self.statement_id} to {self.person_id}"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def waiting(self) -> Self:
        return self.filter(status=ComplaintStatus.FILED)


class Complaint(Living):
    """
    That somebody does not accept a decision, and what somebody else then decided (core.complaints).

    `outcome` is a sentence of ours (a msgid): what followed from it.
    """

    LIFE = COMPLAINT_LIFE

    number = NumberField()
    statement = models.ForeignKey(
        StatementOfReasons, on_delete=models.PROTECT, related_name="complaints", verbose_name=_("statement of reasons")
    )
    hearing = models.CharField(_("hearing"), max_length=10, choices=Hearing)
    status = models.CharField(_("status"), max_length=10, choices=ComplaintStatus, default=ComplaintStatus.FILED)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("filed by")
    )
    filed_at = models.DateTimeField(_("filed"), default=clock.now)
    due_at = models.DateTimeField(_("answer promised by"))
    words = models.TextField(_("what they say"))
    document = models.ForeignKey(
        PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    outcome = models.TextField(_("what followed"), blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        indexes = [models.Index(fields=["due_at"], name="complaint_waiting", condition=Q(status="filed"))]
        constraints = [
            models.UniqueConstraint(fields=["statement", "hearing"], name="complaint_once_each"),
            models.CheckConstraint(condition=~Q(words=""), name="complaint_says_why"),
            models.CheckConstraint(
                condition=Q(status__in=HEARD, decided_by__isnull=False) & ~Q(answer="")
                | ~Q(status__in=HEARD) & Q(decided_by__isnull=True),
                name="complaint_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=ComplaintStatus.FILED, ended_at__isnull=True)
                | ~Q(status=ComplaintStatus.FILED) & Q(ended_at__isnull=False),
                name="complaint_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.statement_id})"
