"""The table of reviews."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.lives import Living
from core.pictures import UploadedPicture
from reviews import states
from reviews.querysets import ReviewPhotoQuerySet, ReviewQuerySet
from reviews.rules import HIGHEST, LOWEST, name_in_public
from reviews.states import RemovalReason, ReplyStatus, ReviewPhotoStatus, ReviewStatus


class Review(Living):
    """What the buyer of a delivered order line says of it. Listing and shop are kept beside it, to list by."""

    LIFE: ClassVar = states.REVIEW_LIFE

    order_line = models.OneToOneField("orders.OrderLine", on_delete=models.PROTECT, related_name="review")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    listing = models.ForeignKey("catalog.Listing", on_delete=models.PROTECT, related_name="reviews")
    shop = models.ForeignKey("sellers.Shop", on_delete=models.PROTECT, related_name="reviews")
    rating = models.PositiveSmallIntegerField(
        _("rating"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    status = models.CharField(_("status"), max_length=10, choices=ReviewStatus, default=ReviewStatus.PUBLISHED)
    published_at = models.DateTimeField(_("published"), default=clock.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_reason = models.CharField(_("reason"), max_length=20, choices=RemovalReason, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Of its photos, those that are shown and those that were: a page without any asks for none.
    photo_count = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_photo_count = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=LOWEST, rating__lte=HIGHEST), name="review_rating"),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.PUBLISHED, removed_at__isnull=True, removed_reason="")
                | Q(
                    status=ReviewStatus.REMOVED,
                    removed_at__isnull=False,
                    removed_by__isnull=False,
                    removed_reason__in=RemovalReason.values,
                ),
                name="review_removed_with_tombstone",
            ),
        ]
        indexes = [
            models.Index(fields=["listing", "-published_at"], name="review_of_listing"),
            models.Index(fields=["shop", "-published_at"], name="review_of_shop"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} / {HIGHEST} ({self.pk})"

    @property
    def is_removed(self) -> bool:
        return self.status == ReviewStatus.REMOVED

    @property
    def shops_reply(self) -> ReviewReply | None:
        """What the shop answered, or its tombstone; load the review with its reply."""
        return getattr(self, "reply", None)

    @property
    def author_name(self) -> str:
        return name_in_public(self.author.name)


class ReviewReply(Living):
    """The shop's one public answer to a review; when it is taken back or removed, its tombstone stays."""

    LIFE: ClassVar = states.REPLY_LIFE

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="reply")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=12)
    status = models.CharField(_("status"), max_length=10, choices=ReplyStatus, default=ReplyStatus.PUBLISHED)
    published_at = models.DateTimeField(_("published"), default=clock.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = models.CharField(_("reason"), max_length=20, choices=RemovalReason, blank=True)

    class Meta:
        verbose_name = _("reply to a review")
        verbose_name_plural = _("replies to reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReplyStatus.PUBLISHED, ended_at__isnull=True, removed_reason="")
                | Q(
                    status=ReplyStatus.WITHDRAWN,
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    removed_reason="",
                )
                | Q(
                    status=ReplyStatus.REMOVED,
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    removed_reason__in=RemovalReason.values,
                ),
                name="reply_ended_with_tombstone",
            )
        ]

    def __str__(self) -> str:
        return f"reply to {self.review_id}"

    @property
    def is_public(self) -> bool:
        return self.status == ReplyStatus.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == ReplyStatus.WITHDRAWN


class ReviewPhoto(UploadedPicture):
    """
    What a reviewer shows. The original waits in the private store until it is decoded.

    Of one that staff removed, the files are deleted and the row is the tombstone.
    """

    LIFE: ClassVar = states.REVIEW_PHOTO_LIFE

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="photos")
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=7, choices=ReviewPhotoStatus, default=ReviewPhotoStatus.WAITING)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = models.CharField(_("reason"), max_length=20, choices=RemovalReason, blank=True)

    objects = ReviewPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a review")
        verbose_name_plural = _("photos of reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "original_digest"], condition=~Q(status="refused"), name="review_photo_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | (~Q(file="") & Q(width__gt=0, height__gt=0)),
                name="review_ready_photo_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""), name="review_refused_photo_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="removed")
                | Q(removed_at__isnull=False, removed_by__isnull=False, removed_reason__in=RemovalReason.values),
                name="review_removed_photo_has_a_tombstone",
            ),
        ]
        indexes = [models.Index(fields=["added_at"], condition=Q(status="waiting"), name="review_photo_waiting")]

    def __str__(self) -> str:
        return f"photo {self.pk} of {self.review_id}"

    @property
    def is_ready(self) -> bool:
        return self.status == ReviewPhotoStatus.READY
