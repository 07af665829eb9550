"""Who may offer a protected brand: its owner, and whom the owner or a reviewer authorised."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.models import PrivateFile
from core.numbers import NumberField
from sellers.querysets import BrandAuthorisationQuerySet
from sellers.states import AUTHORISATION_LIFE, HELD_ONCE, AuthorisationStatus, BrandRole, DecidedAs
from taxonomy.models import Brand


class BrandAuthorisation(Living):
    """
    That a seller owns a brand, or may offer it: asked for, granted for a time, and perhaps taken away.

    What holds is asked of the database in the query that chooses what is on sale (`catalog.querysets.is_authorised`).
    """

    LIFE = AUTHORISATION_LIFE

    number = NumberField()
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="authorisations")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="brand_authorisations")
    role = models.CharField(_("role"), max_length=10, choices=BrandRole, default=BrandRole.AUTHORISED)
    status = models.CharField(
        _("status"), max_length=9, choices=AuthorisationStatus, default=AuthorisationStatus.CLAIMED
    )
    words = models.TextField(_("what the seller says"), blank=True)
    evidence = models.ForeignKey(
        PrivateFile, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    trademark_number = models.CharField(_("number of the trademark"), max_length=40, blank=True)
    trademark_office = models.CharField(_("office that registered it"), max_length=80, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_as = models.CharField(_("decided as"), max_length=8, choices=DecidedAs, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    valid_from = models.DateTimeField(_("holds from"), null=True)
    valid_until = models.DateTimeField(_("holds until"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = BrandAuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand authorisation")
        verbose_name_plural = _("brand authorisations")
        indexes = [
            # What every list of things on sale asks about each listing of a protected brand.
            models.Index(
                fields=["brand", "seller", "valid_until"],
                condition=Q(status=AuthorisationStatus.GRANTED),
                name="sellers_brand_held",
            ),
            models.Index(fields=["status", "asked_at"], name="sellers_brand_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "seller", "status"],
                condition=Q(status__in=HELD_ONCE),
                name="sellers_brand_held_once",
            ),
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(status=AuthorisationStatus.GRANTED, role=BrandRole.OWNER),
                name="sellers_brand_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(status=AuthorisationStatus.GRANTED)
                | Q(valid_from__isnull=False, valid_until__gt=F("valid_from"), decided_at__isnull=False),
                name="sellers_granted_brand_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[AuthorisationStatus.REFUSED, AuthorisationStatus.REVOKED], reason=""),
                name="sellers_refused_brand_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} · {self.seller_id} ({self.number})"

    @property
    def holds(self) -> bool:
        """Whether it holds at this moment, for a page to say; what is on sale asks the database."""
        until = self.valid_until
        return self.status == AuthorisationStatus.GRANTED and until is not None and until > clock.now()
