"""What is required of sellers, what they claimed, and what follows from it. Part of `sellers.models`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.models import AppendOnly, PrivateFile
from core.numbers import NumberField
from core.secrets import EncryptedTextField
from sellers.vetting.querysets import CredentialQuerySet, RequirementQuerySet
from sellers.vetting.states import (
    CREDENTIAL_LIFE,
    HELD,
    OPEN,
    Checker,
    CheckOutcome,
    CredentialKind,
    CredentialStatus,
    EvidenceKind,
    Method,
)
from taxonomy.models import Category

if TYPE_CHECKING:
    from sellers.models import Application, Seller


class Requirement(models.Model):
    """
    What some sellers must hold: which credential, shown by what, checked by whom, for how long.

    Staff write them in the admin. Nothing in them is code: who they reach follows from country, kind and category.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    credential = models.CharField(_("credential"), max_length=16, choices=CredentialKind)
    name = models.CharField(_("name"), max_length=120)
    why = models.TextField(_("why it is asked"), help_text=_("The applicant reads it."))
    translations = models.JSONField(
        _("in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language: {"id": {"name": "…", "why": "…"}}'),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("The law or rule that it comes from, with its article.")
    )
    area = models.CharField(
        _("where"),
        max_length=2,
        blank=True,
        help_text=_("A country's code, EU for all of the European Union, or empty for everywhere."),
    )
    seller_kinds = models.JSONField(_("of whom"), default=list, blank=True, help_text=_("Empty: of every seller."))
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Only for what is sold in it or below it; without one, for selling at all."),
    )
    evidence = models.JSONField(
        _("shown by"), default=list, blank=True, help_text=_("The documents that it takes, one of them is enough.")
    )
    asks_number = models.BooleanField(_("asks for a number"), default=False)
    schemes = models.JSONField(
        _("which numbers it takes"),
        default=list,
        blank=True,
        help_text=_("Of a registration or a tax number. None of a country's chosen: any of that country."),
    )
    asks_expiry = models.BooleanField(_("asks until when it holds"), default=False)
    checked_by = models.CharField(_("checked by"), max_length=16, choices=Checker, default=Checker.REVIEWER)
    holds_days = models.PositiveIntegerField(
        _("holds for days"), null=True, blank=True, help_text=_("At most; empty: as long as the document itself.")
    )
    kept_days = models.PositiveIntegerField(
        _("document kept for days"), default=184, help_text=_("After the credential is over.")
    )
    required_from = models.DateTimeField(
        _("required from"), default=clock.now, help_text=_("Until then nobody is kept from selling without it.")
    )
    # A requirement with a threshold reaches a seller once they have sold that much in twelve months.
    threshold_count = models.PositiveIntegerField(_("from so many sales a year"), null=True, blank=True)
    threshold_amount = models.PositiveBigIntegerField(
        _("and from this turnover a year"), null=True, blank=True, help_text=_("In the smallest unit of the currency.")
    )
    threshold_currency = models.CharField(_("currency"), max_length=3, blank=True)
    days_to_comply = models.PositiveIntegerField(_("days to comply, once it is reached"), default=20)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("area", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold_amount=None) | ~Q(threshold_currency=""),
                name="requirement_amount_has_a_currency",
                violation_error_message=_("An amount needs its currency."),
            ),
            models.CheckConstraint(
                condition=Q(category=None) | Q(threshold_count=None),
                name="requirement_threshold_is_for_selling_at_all",
                violation_error_message=_("A threshold is for selling at all, not for one category."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _in(self, language: str, field: str) -> str:
        said: dict[str, dict[str, str]] = self.translations
        found = said.get(language) or said.get(language.split("-", maxsplit=1)[0]) or {}
        original: str = getattr(self, field)
        return found.get(field) or original

    @property
    def local_name(self) -> str:
        """Its name in the reader's language."""
        return self._in(get_language() or "", "name")

    @property
    def local_why(self) -> str:
        """Why it is asked, in the reader's language."""
        return self._in(get_language() or "", "why")

    @property
    def has_threshold(self) -> bool:
        return self.threshold_count is not None

    @property
    def evidence_labels(self) -> list[str]:
        """The documents that it takes, in words."""
        return [str(EvidenceKind(kind).label) for kind in self.evidence]


class Credential(Living):
    """
    A claim about a seller that is, was or will be checked. A renewal is a credential of its own.

    It belongs to an application first, and from the approval on to the seller that came of it.
    """

    LIFE = CREDENTIAL_LIFE

    number = NumberField()
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="credentials")
    application = models.ForeignKey("sellers.Application", on_delete=models.PROTECT, related_name="credentials")
    seller = models.ForeignKey(
        "sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="credentials"
    )
    status = models.CharField(_("status"), max_length=10, choices=CredentialStatus, default=CredentialStatus.CLAIMED)
    # What was claimed: a number of a register, an account, an address. Only the application can read it.
    subject = EncryptedTextField(_("number"), blank=True, default="")
    # Of the same, what finds the same number again without saying which it is.
    subject_digest = models.CharField(max_length=64, blank=True, db_index=True)
    # What people may see of it: all of a public number, the end of a private one.
    subject_shown = models.CharField(_("shown as"), max_length=60, blank=True)
    scheme = models.CharField(_("register"), max_length=20, blank=True)
    # Whose name stands on it: of an account its holder.
    holder = EncryptedTextField(_("name on it"), blank=True, default="")
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("holds until, as the document says"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed"), default=clock.now)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(_("how it was checked"), max_length=12, choices=Method, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # None: it holds until somebody revokes it.
    valid_until = models.DateTimeField(_("holds until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # The last warning that was sent, in days before the end.
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        indexes = [
            models.Index(fields=["seller", "requirement"], name="credential_of_seller"),
            models.Index(fields=["status", "valid_until"], name="credential_ends"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "requirement"], condition=Q(status__in=OPEN), name="credential_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=HELD) | (Q(decided_at__isnull=False) & ~Q(method="")),
                name="credential_verified_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[CredentialStatus.REFUSED, CredentialStatus.REVOKED]) | ~Q(reason=""),
                name="credential_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("decided_at")), name="credential_holds_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.requirement_id} · {self.status}"

    @property
    def business(self) -> Application | Seller:
        """Whose it is, as they are called now: a seller may have another name than they applied with."""
        return self.seller or self.application

    def needs_documents(self, now: datetime) -> bool:
        """Whether its documents are still kept: until a while after its end. Of what was taken back, not at all."""
        if self.status == CredentialStatus.WITHDRAWN:
            return False
        return self.ended_at is None or now < self.ended_at + timedelta(days=self.requirement.kept_days)


class CredentialDocument(models.Model):
    """A file that shows a credential."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(_("what it is"), max_length=20, choices=EvidenceKind)
    # A fingerprint of how its first page looks: near for near pictures (64 bits, hexadecimal).
    likeness = models.CharField(max_length=16, blank=True, db_index=True)
    pages = models.PositiveSmallIntegerField(default=1)
    # Of its first page: width, height, sharpness, contrast, detail, and likeness and detail of it `turned` by a
    # quarter, a half and three. Empty: it could not be drawn.
    look: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [models.UniqueConstraint(fields=["credential", "file"], name="credential_document_once")]

    def __str__(self) -> str:
        return f"{self.credential_id} · {self.evidence}"


class DocumentMark(models.Model):
    """
    A quarter of a document's likeness, with its place: what nearly equals it is found by an index.

    Two likenesses that differ in at most six of 64 bits have a quarter in common but for one bit at most.
    """

    document = models.ForeignKey(CredentialDocument, on_delete=models.CASCADE, related_name="marks")
    # The place of the quarter (0 to 3) above its 16 bits.
    mark = models.PositiveIntegerField(db_index=True)

    class Meta:
        verbose_name = _("mark of a document")
        verbose_name_plural = _("marks of documents")
        constraints = [models.UniqueConstraint(fields=["document", "mark"], name="document_mark_once")]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.mark:05x}"


class BlockedNumber(models.Model):
    """A number with which nobody is to sell here, kept so that it is found and cannot be read."""

    digest = models.CharField(max_length=64)
    kind = models.CharField(_("credential"), max_length=16, choices=CredentialKind)
    # What may be seen of it, for whoever looks after the list.
    shown = models.CharField(_("shown as"), max_length=60)
    reason = models.TextField(_("reason"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), default=clock.now)

    class Meta:
        verbose_name = _("blocked number")
        verbose_name_plural = _("blocked numbers")
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="blocked_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.shown}"


class CredentialCheck(AppendOnly):
    """What one automatic check said about a credential at one moment."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="checks")
    check_code = models.CharField(_("check"), max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(_("outcome"), max_length=10, choices=CheckOutcome)
    # Facts for the sentence that the check's own code makes of them: no personal data.
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("automatic check")
        verbose_name_plural = _("automatic checks")
        indexes = [models.Index(fields=["credential", "check_code", "id"], name="check_of_credential")]

    def __str__(self) -> str:
        return f"{self.credential_id} · {self.check_code} · {self.outcome}"


class ContactCode(models.Model):
    """The code that was last sent to an address or a phone that somebody claims. Kept as a digest."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="code")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")

    def __str__(self) -> str:
        return f"{self.credential_id} · {self.sent_at:%Y-%m-%d %H:%M}"


class Demand(models.Model):
    """That a requirement with a threshold has reached a seller, and until when they may sell on without it."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="demands")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField(_("reached"), default=clock.now)
    due_at = models.DateTimeField(_("needed until"))
    sales = models.PositiveIntegerField(_("sales in twelve months"))
    turnover = models.PositiveBigIntegerField(_("turnover in twelve months"), help_text=_("In the smallest unit."))

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        constraints = [models.UniqueConstraint(fields=["seller", "requirement"], name="demand_once")]

    def __str__(self) -> str:
        return f"{self.seller_id} · {self.requirement_id}"


class SalesStop(models.Model):
    """
    From which moment a seller may sell nothing in a category, unless something changes until then.

    Worked out from requirements and credentials whenever one of them changes, for each category by itself: whoever
    chooses what is on sale compares two keys and a moment. What is needed for selling at all stands on the seller
    (`sells_until`).
    """

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="stops")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    # The requirement that ends first.
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    from_at = models.DateTimeField(_("from"))

    class Meta:
        verbose_name = _("sales stop")
        verbose_name_plural = _("sales stops")
        constraints = [models.UniqueConstraint(fields=["seller", "category"], name="stop_once")]
        indexes = [models.Index(fields=["from_at"], name="stop_by_moment")]

    def __str__(self) -> str:
        return f"{self.seller_id} · {self.category_id} · {self.from_at:%Y-%m-%d}"
