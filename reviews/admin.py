"""Moderators read reviews and replies here, and remove one for a reason on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin

from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import ForRoles
from core.errors import DomainError
from reviews import services
from reviews.models import Review, ReviewPhoto, ReviewReply
from reviews.states import RemovalReason


def remove(because: RemovalReason, admin_page: Any, request: SignedInRequest, rows: QuerySet[Any]) -> None:
    for row in rows.select_related(*admin_page.list_select_related):
        try:
            admin_page.take_away(row, by=request.user, because=because)
        except DomainError as refusal:
            admin_page.message_user(request, f"{row}: {refusal.message}", messages.WARNING)


class Removing(ForRoles, ModelAdmin):
    """Rows that moderators read, with one action for each reason: there is no removing without one."""

    seen_by = (Role.MODERATOR,)
    looks_are_for = gettext_noop("To moderate what people write.")
    take_away: ClassVar[Callable[..., object]]

    def get_actions(self, request: HttpRequest) -> Any:
        reasons = {
            f"remove_{reason.value}": (
                partial(remove, reason),
                f"remove_{reason.value}",
                _("Remove: %(reason)s") % {"reason": reason.label},
            )
            for reason in RemovalReason
        }
        return super().get_actions(request) | reasons


@admin.register(Review)
class ReviewAdmin(Removing):
    take_away = staticmethod(services.remove_review)
    list_display = ("listing", "shop", "rating", "text", "status", "removed_reason", "published_at")
    list_filter = ("status", "rating", "removed_reason")
    list_select_related = ("listing", "shop")
    search_fields = ("text", "listing__title", "shop__name", "order_line__order__number")
    ordering = ("-published_at",)

    def people_of(self, row: Review) -> Iterable[int]:
        return [row.author_id]


@admin.register(ReviewReply)
class ReviewReplyAdmin(Removing):
    take_away = staticmethod(services.remove_reply)
    list_display = ("review", "shop", "text", "status", "removed_reason", "published_at")
    list_filter = ("status", "removed_reason")
    list_select_related = ("review__listing", "review__shop", "review__author")
    search_fields = ("text", "review__listing__title", "review__shop__name")
    ordering = ("-published_at",)

    def people_of(self, row: ReviewReply) -> Iterable[int]:
        return [row.author_id]

    @admin.display(description=_("shop"))
    def shop(self, reply: ReviewReply) -> str:
        return reply.review.shop.name


@admin.register(ReviewPhoto)
class ReviewPhotoAdmin(Removing):
    take_away = staticmethod(services.remove_review_photo)
    list_display = ("review", "picture", "shop", "status", "removed_reason", "added_at")
    list_filter = ("status", "removed_reason")
    list_select_related = ("review__listing", "review__shop")
    exclude = ("original",)
    ordering = ("-added_at",)

    def people_of(self, row: ReviewPhoto) -> Iterable[int]:
        return [row.review.author_id]

    @admin.display(description=_("picture"))
    def picture(self, photo: ReviewPhoto) -> str:
        return format_html('<a href="{}">{}</a>', photo.url, photo.original_name or photo.pk) if photo.is_ready else ""

    @admin.display(description=_("shop"))
    def shop(self, photo: ReviewPhoto) -> str:
        return photo.review.shop.name
