"""Which requirements and credentials."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core import clock
from sellers.states import SellerStatus
from sellers.vetting.rules import WARNED_BEFORE
from sellers.vetting.states import HELD, OPEN, CredentialStatus

if TYPE_CHECKING:
    from sellers.vetting.models import Credential, Requirement  # noqa: F401  named in the generic bases


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(self) -> Self:
        return self.filter(is_active=True)

    def for_selling_at_all(self) -> Self:
        return self.filter(category=None)


class CredentialQuerySet(models.QuerySet["Credential"]):
    def open(self) -> Self:
        """Waiting for whoever checks them."""
        return self.filter(status__in=OPEN)

    def held(self, *, now: datetime) -> Self:
        """Verified, not revoked, and their time has not passed."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=now), status__in=HELD)

    def ended(self) -> Self:
        """Whose time has passed, by the database's clock, and which nobody has moved yet."""
        return self.filter(status__in=HELD, valid_until__lte=clock.database_now())

    def to_warn_of(self, *, now: datetime) -> Self:
        """
        Which end soon, nothing that is held renews, and of which the warning that is due was not given yet.
        """
        due = Q()
        for days in WARNED_BEFORE:
            not_yet = Q(warned_days=None) | Q(warned_days__gt=days)
            due |= Q(valid_until__lte=now + timedelta(days=days)) & not_yet
        return self.ending_before(now + timedelta(days=max(WARNED_BEFORE))).filter(due)

    def ending_before(self, moment: datetime) -> Self:
        """Which hold now and end before that, and which nothing that is held renews; of those who are here still."""
        later = self.model._default_manager.filter(
            Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")),
            seller=OuterRef("seller"),
            requirement=OuterRef("requirement"),
            status__in=HELD,
        )
        gone = Q(seller__status=SellerStatus.CLOSED)
        return self.exclude(gone).filter(
            ~Exists(later), status__in=HELD, valid_until__gt=clock.database_now(), valid_until__lte=moment
        )

    def oldest_first(self) -> Self:
        return self.order_by("claimed_at", "pk")

    def past(self) -> Self:
        """Those that are over."""
        return self.filter(
            status__in=[
                CredentialStatus.REFUSED,
                CredentialStatus.EXPIRED,
                CredentialStatus.REVOKED,
                CredentialStatus.WITHDRAWN,
            ]
        )
