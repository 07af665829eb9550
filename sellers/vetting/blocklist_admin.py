"""The numbers with which nobody is to sell here, for senior reviewers. Part of `sellers.admin`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles
from core.errors import DomainError
from core.forms import PlainLineField, PlainTextField
from sellers.vetting.models import BlockedNumber
from sellers.vetting.numbers import digest_of
from sellers.vetting.services import block_number, unblock_number


class BlockForm(forms.ModelForm):
    """The number is typed here, and kept as a digest."""

    number = PlainLineField(label=_("number"), max_length=60, help_text=_("As it stands on the document."))
    reason = PlainTextField(label=_("reason"), max_length=2000)

    class Meta:
        model = BlockedNumber
        fields = ("kind", "number", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("number") and cleaned.get("kind"):
            digest = digest_of(cleaned["kind"], cleaned["number"])
            if not digest or BlockedNumber.objects.filter(kind=cleaned["kind"], digest=digest).exists():
                raise forms.ValidationError(_("This is no number, or it is blocked already."))
        return cleaned


@admin.register(BlockedNumber)
class BlockedNumberAdmin(ForRoles, ModelAdmin):
    """Added and taken off by senior reviewers; reviewers read it."""

    seen_by = (Role.REVIEWER, Role.SENIOR_REVIEWER)
    added_by = (Role.SENIOR_REVIEWER,)
    looks_are_for = NOBODYS
    list_display = ("shown", "kind", "who_added_it", "added_at")
    list_filter = ("kind",)
    list_select_related = ("added_by",)
    ordering = ("-pk",)
    actions = ("unblock",)
    readonly_fields = ("shown", "who_added_it", "added_at")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs if change else {"form": BlockForm, **kwargs})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = ("shown", "kind", "reason", "who_added_it", "added_at") if obj else ("kind", "number", "reason")
        return [(None, {"fields": names})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    # Said, and not linked: reviewers open nobody's account.
    @admin.display(description=_("added by"), ordering="added_by")
    def who_added_it(self, row: BlockedNumber) -> str:
        return str(row.added_by or "–")

    def save_model(self, request: SignedInRequest, obj: BlockedNumber, form: forms.ModelForm, change: bool) -> None:
        said = form.cleaned_data
        made = block_number(kind=said["kind"], number=said["number"], because=said["reason"], by=request.user)
        # The admin's own log names what was added.
        obj.pk, obj.shown = made.pk, made.shown

    @admin.action(description=_("Take off the list"))
    def unblock(self, request: SignedInRequest, rows: QuerySet[BlockedNumber]) -> None:
        for blocked in rows:
            try:
                unblock_number(blocked, by=request.user)
            except DomainError as refusal:
                self.message_user(request, f"{blocked}: {refusal.message}", messages.WARNING)
