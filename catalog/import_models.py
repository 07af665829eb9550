"""Imports of catalogues, and what became of each row. Part of `catalog.models`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.querysets import CatalogueImportQuerySet
from catalog.states import IMPORT_AT_WORK, IMPORT_LIFE, ImportStatus
from core import clock
from core.lives import Living
from core.models import PrivateFile
from core.numbers import NumberField
from sellers.models import Shop


class Outcome(models.TextChoices):
    """What became of a row."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    LEFT_OUT = "left_out", _("left out")
    REFUSED = "refused", _("refused")


class Half(models.TextChoices):
    """Rows are written first, many in a transaction; pictures are slow and come after."""

    ROWS = "rows", _("rows")
    PICTURES = "pictures", _("pictures")


class CatalogueImport(Living):
    """
    A file that a shop takes in, in steps that commit.

    `done` and `pictures_done` count the products that are behind it, in the order of the file: there a killed worker's
    successor goes on. `claim` names the worker that holds it until `lease_until`; every step asks for both.
    """

    LIFE = IMPORT_LIFE

    number = NumberField()
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(
        _("status"), max_length=9, choices=ImportStatus, default=ImportStatus.UPLOADED, editable=False
    )
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    pictures = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    # How the file is read, what its columns mean, and what its beginning looks like (catalog.importing.survey).
    form = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    survey = models.JSONField(default=dict)
    half = models.CharField(max_length=8, choices=Half, default=Half.ROWS, editable=False)
    products = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    pictures_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    # How often a worker began without getting on: a file that kills the worker must not do so for ever.
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    objects = CatalogueImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["shop"], condition=Q(status__in=IMPORT_AT_WORK), name="catalog_one_import_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure=""), name="catalog_failed_import_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "-uploaded_at"], name="catalog_imports_of_shop"),
            models.Index(
                fields=["lease_until"], condition=Q(status__in=IMPORT_AT_WORK), name="catalog_imports_at_work"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"

    @property
    def is_at_work(self) -> bool:
        return self.status in IMPORT_AT_WORK

    @property
    def rows_done(self) -> int:
        return self.created + self.updated + self.unchanged + self.left_out + self.refused


class ImportRow(models.Model):
    """What became of one row of an imported file. Kept for a while, for the seller to read."""

    catalogue_import = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="rows", db_index=False)
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome)
    sentence = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue_import", "row"], name="catalog_import_row_once")]
        indexes = [models.Index(fields=["catalogue_import", "outcome", "row"], name="catalog_import_rows")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.outcome}"
