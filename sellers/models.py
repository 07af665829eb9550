from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.models import PrivateFile
from core.numbers import NumberField
from sellers.brand_models import BrandAuthorisation
from sellers.ending_models import Ending
from sellers.payout_models import Alarm, IdentityChange, PayoutAccount
from sellers.querysets import ApplicationQuerySet, InvitationQuerySet, SellerQuerySet, ShopQuerySet
from sellers.reviewing.models import QueueEntry, Recheck, ReplyTemplate, ReviewNote
from sellers.states import (
    APPLICATION_LIFE,
    DECIDED,
    INVITATION_LIFE,
    MAY_BE_INCOMPLETE,
    SELLER_LIFE,
    SHOP_LIFE,
    UNDECIDED,
    ApplicationStatus,
    InvitationStatus,
    NumberCheck,
    SellerKind,
    SellerStatus,
    ShopRole,
    ShopStatus,
    SlowChange,
)
from sellers.vetting.models import (
    BlockedNumber,
    ContactCode,
    Credential,
    CredentialCheck,
    CredentialDocument,
    Demand,
    DocumentMark,
    Requirement,
    SalesStop,
)
from taxonomy.models import Category

__all__ = [
    "Alarm",
    "Application",
    "ApplicationStatus",
    "BlockedNumber",
    "BrandAuthorisation",
    "Business",
    "ContactCode",
    "Credential",
    "CredentialCheck",
    "CredentialDocument",
    "Demand",
    "DocumentMark",
    "Ending",
    "IdentityChange",
    "Invitation",
    "InvitationStatus",
    "Membership",
    "NumberCheck",
    "PayoutAccount",
    "QueueEntry",
    "Recheck",
    "ReplyTemplate",
    "Requirement",
    "ReviewNote",
    "SalesStop",
    "Seller",
    "SellerKind",
    "SellerStatus",
    "Shop",
    "ShopRole",
    "ShopStatus",
]


class Business(models.Model):
    """Who somebody is in the eyes of the law, and how to reach them."""

    legal_name = models.CharField(_("legal name"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    kind = models.CharField(_("kind"), max_length=20, choices=SellerKind)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    registration_scheme = models.CharField(_("register"), max_length=20, blank=True)
    registration_check = models.CharField(
        _("check of the number"), max_length=24, choices=NumberCheck, default=NumberCheck.NOT_GIVEN
    )
    contact_name = models.CharField(_("contact person"), max_length=150)
    contact_email = models.EmailField(_("contact e-mail"))
    contact_phone = models.CharField(_("contact phone"), max_length=40)
    street = models.CharField(_("street"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    # The EU asks every trader for this self-certification (DSA, article 30(1)(e)).
    undertook_at = models.DateTimeField(_("promised to sell only what the law allows"), default=clock.now)

    FACTS: ClassVar[tuple[str, ...]] = (
        "legal_name",
        "country",
        "kind",
        "registration_number",
        "registration_scheme",
        "registration_check",
        "contact_name",
        "contact_email",
        "contact_phone",
        "street",
        "city",
        "postal_code",
        "region",
        "undertook_at",
    )

    class Meta:
        abstract = True

    def business_facts(self) -> dict[str, Any]:
        """The facts to copy from an application to its seller."""
        return {name: getattr(self, name) for name in self.FACTS}


class Application(Living, Business):
    """
    Somebody's request to sell here: what they say, what proves it, and what was decided.

    It begins as a draft, of which anything but kind, country and legal name may still be missing.
    """

    LIFE = APPLICATION_LIFE

    number = NumberField()
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    status = models.CharField(
        _("status"), max_length=16, choices=ApplicationStatus, default=ApplicationStatus.SUBMITTED
    )
    trading_name = models.CharField(_("trading name"), max_length=80, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    about = models.TextField(_("about the shop"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    # What one means to sell: licences that are asked for in these are asked for at once.
    categories = models.ManyToManyField(Category, verbose_name=_("categories"), blank=True, related_name="+")
    # Typed as what is always there once it is sent: only drafts, and drafts that were given up, have none.
    document: models.ForeignKey[PrivateFile, PrivateFile] = models.ForeignKey(  # type: ignore[misc]
        PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Of a draft: when it was last worked on.
    submitted_at = models.DateTimeField(_("submitted"), default=clock.now)
    request_for_more = models.TextField(_("what was asked for"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # Why it took two to approve it, as it was then.
    risks = models.JSONField(_("risks"), default=list, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="application_queue"),
            models.Index(fields=["registration_number"], name="application_by_its_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True)),
                name="application_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.REFUSED, reason=""), name="application_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.MORE_REQUESTED, request_for_more=""),
                name="application_request_says_what",
            ),
            models.CheckConstraint(
                condition=Q(status__in=MAY_BE_INCOMPLETE) | (Q(document__isnull=False) & ~Q(trading_name="")),
                name="application_complete_once_sent",
            ),
            models.UniqueConstraint(
                fields=["applicant"], condition=Q(status__in=UNDECIDED), name="application_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def title(self) -> str:
        """What it is called: as the shop will be, or while that is open, as whoever applies."""
        return self.trading_name or self.legal_name


class Seller(Living, Business):
    """A legal entity that may sell as long as its approval holds. Money and credentials hang on it."""

    LIFE = SELLER_LIFE

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="seller")
    status = models.CharField(_("status"), max_length=10, choices=SellerStatus, default=SellerStatus.APPROVED)
    approved_at = models.DateTimeField(_("approved"), default=clock.now)
    valid_until = models.DateTimeField(_("approval holds until"))
    # The end of the approval, or of a credential without which nobody sells: whichever comes first. Worked out by
    # sellers.vetting; this is what every query of what is on sale reads.
    sells_until = models.DateTimeField(_("may sell until"))
    # What the public reads of their credentials, handed down by sellers.vetting: the page of a listing costs no query
    # for it. Whether something of it has ended since, its dates say.
    checked = models.JSONField(_("what was checked"), default=list, blank=True)
    # When an owner last said that all of the above is still true; None: not since the approval.
    certified_at = models.DateTimeField(_("said to be still true"), null=True, blank=True)
    # The last reminder to say so, in days before it was due.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_reason = models.TextField(_("reason for the suspension"), blank=True)
    # A fact that payouts obey (rules.may_pay_out): something changed that a thief would change.
    payouts_paused_until = models.DateTimeField(_("payouts paused until"), null=True, blank=True)
    payouts_paused_because = models.CharField(
        _("payouts paused because of"), max_length=20, choices=SlowChange, blank=True
    )

    objects = SellerQuerySet.as_manager()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        constraints = [
            models.CheckConstraint(
                condition=Q(payouts_paused_until__isnull=True) | ~Q(payouts_paused_because=""),
                name="seller_paused_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=SellerStatus.SUSPENDED) | (Q(suspended_at__isnull=False) & ~Q(suspended_reason="")),
                name="seller_suspended_with_reason",
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=F("approved_at")), name="seller_approval_holds_a_while"),
            models.CheckConstraint(condition=Q(sells_until__lte=F("valid_until")), name="seller_sells_while_approved"),
        ]

    def __str__(self) -> str:
        return self.legal_name

    @property
    def is_trader(self) -> bool:
        return SellerKind(self.kind).is_trader

    def name_for_others(self) -> str:
        """What other sellers read: of a person the name of their shop, for theirs is for those who buy from them."""
        if self.is_trader:
            return self.legal_name
        # Sorted here: lists bring the shops along.
        return min(self.shops.all(), key=lambda shop: shop.pk).name


class Shop(Living):
    """Where a seller sells: a name, one currency, and the people who work there."""

    LIFE = SHOP_LIFE

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="shops")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    status = models.CharField(_("status"), max_length=8, choices=ShopStatus, default=ShopStatus.OPEN)
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=12, default="en")
    about = models.TextField(_("about"), blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2)
    opened_at = models.DateTimeField(_("opened"), default=clock.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Handed down by reviews, so that a list of shops costs no join.
    rating_sum = models.PositiveBigIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)

    objects = ShopQuerySet.as_manager()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        constraints = [
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="shop_ratings_are_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(status=ShopStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=ShopStatus.CLOSED) & Q(closed_at__isnull=True)),
                name="shop_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rating_average(self) -> float | None:
        """Between 1 and 5; None while nobody has reviewed."""
        return self.rating_sum / self.rating_count if self.rating_count else None


class Membership(models.Model):
    """That somebody works for a shop, and as what. Every right in a shop follows from it."""

    number = NumberField()
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=ShopRole)
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "shop"], name="membership_once"),
            models.UniqueConstraint(fields=["shop"], condition=Q(role=ShopRole.OWNER), name="membership_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.shop_id} · {self.role}"


class Invitation(Living):
    """
    That somebody, known by their e-mail address, was asked to work for a shop, and as what.

    Whoever has confirmed that address finds it on a page of their account. As OWNER it asks a member to take the shop
    over.
    """

    LIFE = INVITATION_LIFE

    number = NumberField()
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="invitations")
    # Emptied some time after the answer: then it is nobody's business any more whom the shop had in mind.
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=ShopRole)
    status = models.CharField(_("status"), max_length=10, choices=InvitationStatus, default=InvitationStatus.PENDING)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("sent"), default=clock.now)
    expires_at = models.DateTimeField(_("holds until"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["email"], name="invitation_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "email"],
                condition=Q(status=InvitationStatus.PENDING),
                name="invitation_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status=InvitationStatus.PENDING, ended_at__isnull=True)
                | (~Q(status=InvitationStatus.PENDING) & Q(ended_at__isnull=False)),
                name="invitation_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=InvitationStatus.ACCEPTED) | Q(answered_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=InvitationStatus.PENDING, email=""), name="invitation_is_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.shop_id} · {self.role}"
