"""The reviewers' queue, their notes, the words they keep, and what is looked at again. Part of `sellers.models`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import AppendOnly
from sellers.reviewing.querysets import QueueEntryQuerySet, RecheckQuerySet, ReplyTemplateQuerySet
from sellers.reviewing.states import EntryKind, RecheckOutcome, RecheckWhy, ReplyKind


class QueueEntry(models.Model):
    """
    Something that waits for a reviewer: an application, one credential of a seller, a look again.

    It follows from those rows and is worked out anew whenever one of them changes; only who has taken it up is known
    here alone. The row is narrow and holds all that the queue is sorted and filtered by: the database sorts thousands
    of them without reading anything else.
    """

    kind = models.CharField(_("what waits"), max_length=12, choices=EntryKind)
    application = models.ForeignKey("sellers.Application", on_delete=models.CASCADE, related_name="entries")
    credential = models.OneToOneField(
        "sellers.Credential", null=True, blank=True, on_delete=models.CASCADE, related_name="entry"
    )
    recheck = models.OneToOneField(
        "sellers.Recheck", null=True, blank=True, on_delete=models.CASCADE, related_name="entry"
    )
    country = models.CharField(_("country"), max_length=2)
    since = models.DateTimeField(_("waiting since"))
    due_at = models.DateTimeField(_("to be answered until"))
    # The same, earlier by what presses: the queue is sorted by it.
    urgent_at = models.DateTimeField(_("urgent from"))
    pressing: models.JSONField[list[str], list[str]] = models.JSONField(_("what presses"), default=list, blank=True)
    is_risky = models.BooleanField(_("high risk"), default=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    claimed_until = models.DateTimeField(_("taken up until"), null=True, blank=True)

    objects = QueueEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the queue")
        verbose_name_plural = _("queue")
        indexes = [
            models.Index(fields=["claimed_until"], name="entry_claimed", condition=Q(claimed_until__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(kind=EntryKind.APPLICATION), name="entry_once_for_an_application"
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.APPLICATION, credential=None, recheck=None)
                | Q(kind=EntryKind.CREDENTIAL, credential__isnull=False, recheck=None)
                | Q(kind=EntryKind.RECHECK, credential=None, recheck__isnull=False),
                name="entry_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="entry_claimed_for_a_while",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.application_id}"


class ReviewNote(AppendOnly):
    """What one reviewer leaves for the others about an applicant. The applicant never reads it."""

    application = models.ForeignKey("sellers.Application", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("note"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.at:%Y-%m-%d}"


class ReplyTemplate(models.Model):
    """Words that reviewers send often, by language of the reader. Senior reviewers keep them."""

    title = models.CharField(_("title"), max_length=80)
    kind = models.CharField(_("for"), max_length=12, choices=ReplyKind, default=ReplyKind.MORE)
    words = models.TextField(_("words, in English"), max_length=2000)
    translations: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(
        _("in other languages"), default=dict, blank=True, help_text=_('By language: {"id": "…"}')
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        constraints = [models.UniqueConstraint(fields=["kind", "title"], name="template_title_once")]

    def __str__(self) -> str:
        return self.title

    def words_in(self, language: str) -> str:
        """In the reader's language where somebody wrote them, else in English."""
        said = self.translations
        return said.get(language) or said.get(language.split("-", maxsplit=1)[0]) or self.words


class Recheck(models.Model):
    """That an approved seller is looked at again: drawn at random, because a year is over, or for a reason."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="rechecks")
    why = models.CharField(_("why"), max_length=12, choices=RecheckWhy)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    due_at = models.DateTimeField(_("to be done until"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=RecheckOutcome, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note"), blank=True)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("look again")
        verbose_name_plural = _("looks again")
        indexes = [models.Index(fields=["due_at"], name="recheck_open", condition=Q(done_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["seller"], condition=Q(done_at=None), name="recheck_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="recheck_done_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[RecheckOutcome.STILL_TRUE, RecheckOutcome.MORE_ASKED])
                | (Q(by__isnull=False) & ~Q(note="")),
                name="recheck_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id} · {self.why}"
