"""Statements of reasons, and complaints about them. Part of `core.models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.append_only import AppendOnly
from core.lives import Living
from core.numbers import NumberField
from core.states import COMPLAINT_LIFE, HEARD, ComplaintStatus, Hearing

if TYPE_CHECKING:
    from accounts.models import User


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
        "core.PrivateFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document"),
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
