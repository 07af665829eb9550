"""Which reports, and what counts against whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from catalog.states import REPORT_OPEN, ReportStatus
from sellers.states import RUNS_THE_SHOP

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from catalog.models import Report, Strike  # noqa: F401  named in the generic bases
    from sellers.models import Seller


class ReportQuerySet(models.QuerySet["Report"]):
    def made_by(self, user: User | AnonymousUser) -> Self:
        return self.filter(reporter=user) if user.is_authenticated else self.none()

    def of_address(self, digest: str) -> Self:
        """Made without an account, under the address of this digest."""
        return self.filter(reporter=None, email_digest=digest)

    def made_since(self, moment: datetime) -> Self:
        return self.filter(made_at__gt=moment)

    def undecided(self) -> Self:
        return self.filter(status__in=REPORT_OPEN)

    def decided_since(self, moment: datetime) -> Self:
        return self.filter(decided_at__gte=moment)

    def complained(self) -> Self:
        """Decided against a seller who complained, and waits for an answer."""
        return self.filter(status=ReportStatus.UPHELD, complained_at__isnull=False, answered_at=None)

    def against_shops_run_by(self, user: User | AnonymousUser) -> Self:
        """What was decided against a shop that `user` runs. What was reported and not upheld is not theirs to read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            status__in=[ReportStatus.UPHELD, ReportStatus.OVERTURNED],
            listing__shop__memberships__user=user,
            listing__shop__memberships__role__in=RUNS_THE_SHOP,
        )

    def as_a_queue(self) -> Self:
        """What a moderator can act on stands first, the oldest on top."""
        waits = Q(status__in=REPORT_OPEN) | Q(status=ReportStatus.UPHELD, complained_at__isnull=False, answered_at=None)
        return self.order_by(Case(When(waits, then=Value(0)), default=Value(1)), "made_at", "pk")


class StrikeQuerySet(models.QuerySet["Strike"]):
    def counting(self, seller: Seller | int, *, since: datetime) -> Self:
        """What counts against a seller: what was found and not taken back, whatever was decided because of it."""
        return self.filter(seller=seller, at__gte=since, report__status=ReportStatus.UPHELD)
