from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import AppendOnly
from policies.digest import digest_of
from policies.kinds import PolicyKind
from policies.terms import Terms, parse_terms
from sellers.models import Shop


class Policy(models.Model):
    """One promise of the platform (no shop) or of a shop. What it says stands in its versions."""

    shop = models.ForeignKey(Shop, null=True, blank=True, on_delete=models.PROTECT, related_name="policies")
    kind = models.CharField(_("kind"), max_length=10, choices=PolicyKind)
    # The newest version; null only between the two statements that make a policy's first one.
    current = models.OneToOneField(
        "PolicyVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="current_of"
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(fields=["shop", "kind"], name="policy_one_per_shop_and_kind"),
            # Two NULLs are never equal to a database, so the platform needs its own constraint.
            models.UniqueConstraint(fields=["kind"], condition=Q(shop__isnull=True), name="policy_one_per_kind"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PolicyVersion(AppendOnly):
    """What a policy says from one moment on: written once, never changed. PostgreSQL refuses UPDATE and DELETE too."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    # The policy's kind again: a version can be read, and its digest checked, without its policy.
    kind = models.CharField(max_length=10, choices=PolicyKind)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    body = models.TextField()
    terms = models.JSONField()
    published_at = models.DateTimeField(default=clock.now)
    # Nobody when it came with the platform, or with the opening of the shop.
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="policy_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def read_terms(self) -> Terms:
        """The structured terms, typed."""
        return parse_terms(self.kind, self.terms)

    def content_digest(self) -> str:
        """The digest that this content has; `digest` is the one that was published with it."""
        return digest_of(
            kind=self.kind,
            number=self.number,
            language=self.language,
            title=self.title,
            body=self.body,
            terms=self.terms,
            published_at=self.published_at,
        )
