"""Which applications, sellers, shops and authorisations: whose they are, and which hold at this moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from core import clock
from core.models import Complaint
from core.rules import APPEAL_FOR
from core.states import ComplaintStatus
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.states import (
    RUNS_THE_SHOP,
    UNDECIDED,
    ApplicationStatus,
    AuthorisationStatus,
    BrandRole,
    InvitationStatus,
    SellerStatus,
    ShopStatus,
)
from sellers.vetting.states import HELD, OPEN

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from sellers.models import (  # noqa: F401  named in the generic bases
        Application,
        BrandAuthorisation,
        Invitation,
        Seller,
        Shop,
    )
    from taxonomy.models import Brand


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
        """
        Whose document may still be looked at: all but those that are over for good, and those of sellers who are
        forgotten.
        """
        forgotten = Q(seller__endings__forgotten_at__isnull=False)
        return self.exclude(self._are_over_for_good(now) | forgotten)

    def over_for_good(self, *, now: datetime) -> Self:
        """Of which no shop came, and none comes: the withdrawn, and those refused so long ago that none is undone."""
        return self.filter(self._are_over_for_good(now))

    def _are_over_for_good(self, now: datetime) -> Q:
        key = Concat(Value(f"{self.model._meta.label_lower}:"), Cast(OuterRef("pk"), models.CharField()))
        of_this = Complaint.objects.filter(statement__thing=key)
        waits = of_this.filter(Q(status=ComplaintStatus.FILED) | Q(ended_at__gt=now - APPEAL_FOR))
        refused = Q(status=ApplicationStatus.REFUSED, decided_at__lte=now - REFUSED_DOCUMENT_KEPT) & ~Exists(waits)
        return refused | Q(status=ApplicationStatus.WITHDRAWN)

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


class BrandAuthorisationQuerySet(models.QuerySet["BrandAuthorisation"]):
    def holding(self) -> Self:
        """Those that hold now, by the database's clock."""
        return self.filter(status=AuthorisationStatus.GRANTED, valid_until__gt=clock.database_now())

    def lapsed(self) -> Self:
        """Granted, and over by the database's clock."""
        return self.filter(status=AuthorisationStatus.GRANTED, valid_until__lte=clock.database_now())

    def waiting(self) -> Self:
        return self.filter(status=AuthorisationStatus.CLAIMED)

    def of_owner(self, brand: Brand | int) -> Self:
        """The owner's, while it holds."""
        return self.holding().filter(brand=brand, role=BrandRole.OWNER)

    def of_sellers_run_by(self, user: User) -> Self:
        """Those of sellers with a shop that `user` runs."""
        return self.filter(
            seller__shops__memberships__user=user, seller__shops__memberships__role__in=RUNS_THE_SHOP
        ).distinct()
