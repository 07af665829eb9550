"""Which entries of the queue, which looks again, which templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, When

from core import clock
from sellers.reviewing.states import EntryKind
from sellers.states import ApplicationStatus
from sellers.vetting.states import OPEN

if TYPE_CHECKING:
    from accounts.models import User
    from sellers.reviewing.models import QueueEntry, Recheck, ReplyTemplate  # noqa: F401  named in the generic bases


class QueueEntryQuerySet(models.QuerySet["QueueEntry"]):
    def waiting(self) -> Self:
        """Those whose thing is still to be decided: an entry outlives its decision by some seconds."""
        return self.filter(
            Q(kind=EntryKind.APPLICATION, application__status=ApplicationStatus.SUBMITTED)
            | Q(kind=EntryKind.CREDENTIAL, credential__status__in=OPEN)
            | Q(kind=EntryKind.RECHECK, recheck__done_at=None)
        )

    def claimed(self) -> Self:
        """Which somebody has taken up, by the database's clock."""
        return self.filter(claimed_until__gt=clock.database_now())

    def free(self) -> Self:
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=clock.database_now()))

    def lapsed(self) -> Self:
        """Which somebody has taken up, and left."""
        return self.filter(claimed_until__lte=clock.database_now())

    def claimed_by_user(self, user: User) -> Self:
        return self.claimed().filter(claimed_by=user)

    def for_somebody_else(self, user: User) -> Self:
        """Not about what `user` applied for or works in themselves: nobody decides about their own."""
        own = Q(application__applicant=user) | Q(application__seller__shops__memberships__user=user)
        return self.exclude(pk__in=self.model._default_manager.filter(own).values("pk"))

    def most_urgent_first(self) -> Self:
        """What is overdue, then the rest; in both, what has become urgent first."""
        is_late = Case(When(due_at__lte=clock.database_now(), then=0), default=1)
        return self.order_by(is_late, "urgent_at", "pk")

    def with_what_waits(self) -> Self:
        return self.select_related("application", "credential__requirement", "recheck", "claimed_by")


class RecheckQuerySet(models.QuerySet["Recheck"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def late(self) -> Self:
        return self.open().filter(due_at__lte=clock.database_now())


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    def offered_for(self, kind: str) -> Self:
        return self.filter(kind=kind, is_active=True).order_by("title")
