"""Which applications, sellers and shops: whose they are, and which may trade at this moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Q

from core import clock
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.states import UNDECIDED, ApplicationStatus, InvitationStatus, SellerStatus, ShopStatus
from sellers.vetting.states import HELD, OPEN

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from sellers.models import Application, Invitation, Seller, Shop  # noqa: F401  named in the generic bases


def may_sell(prefix: str = "") -> Q:
    """
    The condition under which a seller may sell, by the database's clock; `prefix` is the path to the seller.

    Whoever chooses rows on sale puts it into that very query: `Listing.objects.filter(may_sell("shop__seller__"))`.
    """
    return Q(**{f"{prefix}status": SellerStatus.APPROVED, f"{prefix}sells_until__gt": clock.database_now()})


def is_trading(prefix: str = "") -> Q:
    """The condition under which a shop sells: it is open, and its seller may. `prefix` is the path to the shop."""
    return Q(**{f"{prefix}status": ShopStatus.OPEN}) & may_sell(f"{prefix}seller__")


class SellerQuerySet(models.QuerySet["Seller"]):
    def allowed_to_sell(self) -> Self:
        return self.filter(may_sell())


class ShopQuerySet(models.QuerySet["Shop"]):
    def open_for_business(self) -> Self:
        return self.filter(is_trading())

    def worked_by(self, user: User | AnonymousUser, *roles: str) -> Self:
        """Shops in which `user` works, in one of `roles` when any are named."""
        if not user.is_authenticated:
            return self.none()
        if roles:
            return self.filter(memberships__user=user, memberships__role__in=roles)
        return self.filter(memberships__user=user)

    def with_seller(self) -> Self:
        return self.select_related("seller")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def made_by(self, user: User | AnonymousUser) -> Self:
        return self.filter(applicant=user) if user.is_authenticated else self.none()

    def waiting(self) -> Self:
        """What a reviewer can act on."""
        return self.filter(status=ApplicationStatus.SUBMITTED)

    def undecided(self) -> Self:
        """What is not over yet: waiting for a reviewer, or for the applicant."""
        return self.filter(status__in=UNDECIDED)

    def need_their_document(self, *, now: datetime) -> Self:
        """Whose document may still be looked at: all but the withdrawn, and those refused long ago."""
        over = Q(status=ApplicationStatus.REFUSED, decided_at__lte=now - REFUSED_DOCUMENT_KEPT)
        return self.exclude(over | Q(status=ApplicationStatus.WITHDRAWN))

    def refused_before(self, moment: datetime) -> Self:
        return self.filter(status=ApplicationStatus.REFUSED, decided_at__lte=moment)

    def with_live_claims(self) -> Self:
        """In which something was claimed that waits, or is held."""
        return self.filter(credentials__status__in=[*OPEN, *HELD]).distinct()

    def sent(self) -> Self:
        """What reached us: all but drafts, and drafts that were given up."""
        return self.exclude(status=ApplicationStatus.DRAFT).exclude(status=ApplicationStatus.WITHDRAWN, document=None)

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> Self:
        return self.filter(status=InvitationStatus.PENDING)

    def sent_to(self, user: User | AnonymousUser) -> Self:
        """Invitations to an address that `user` has confirmed: whoever reads its mail, and nobody else."""
        if not user.is_authenticated:
            return self.none()
        confirmed = EmailAddress.objects.filter(user=user, verified=True)
        return self.filter(email__in=confirmed.values("email"))

    def due(self) -> Self:
        """Those that hold no longer, by the database's clock."""
        return self.pending().filter(expires_at__lte=clock.database_now())
