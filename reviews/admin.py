"""Moderators read reviews here, and remove one for a reason on the list."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import ForRoles
from core.errors import DomainError
from reviews import services
from reviews.models import Review
from reviews.states import RemovalReason


def remove(because: RemovalReason, admin_page: Any, request: SignedInRequest, reviews: QuerySet[Review]) -> None:
    for review in reviews.select_related("listing", "shop"):
        try:
            services.remove_review(review, by=request.user, because=because)
        except DomainError as refusal:
            admin_page.message_user(request, f"{review}: {refusal.message}", messages.WARNING)


@admin.register(Review)
class ReviewAdmin(ForRoles, ModelAdmin):
    seen_by = (Role.MODERATOR,)
    list_display = ("listing", "shop", "rating", "text", "status", "removed_reason", "published_at")
    list_filter = ("status", "rating", "removed_reason")
    list_select_related = ("listing", "shop")
    search_fields = ("text", "listing__title", "shop__name", "order_line__order__number")
    ordering = ("-published_at",)

    def get_actions(self, request: HttpRequest) -> Any:
        """One action for each reason: there is no removing without one."""
        reasons = {
            f"remove_{reason.value}": (
                partial(remove, reason),
                f"remove_{reason.value}",
                _("Remove: %(reason)s") % {"reason": reason.label},
            )
            for reason in RemovalReason
        }
        return super().get_actions(request) | reasons
