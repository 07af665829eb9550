"""The words that reviewers send often, in the admin. Part of `sellers.admin`."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles
from sellers.models import ReplyTemplate


class ReplyTemplateForm(forms.ModelForm):
    """Translations as JSON, each a text."""

    class Meta:
        model = ReplyTemplate
        fields = ("title", "kind", "words", "translations", "is_active")

    def clean_translations(self) -> dict[str, str]:
        said = self.cleaned_data["translations"] or {}
        if not isinstance(said, dict) or not all(isinstance(words, str) for words in said.values()):
            raise forms.ValidationError(_("Write it as in the example."))
        return said


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(ForRoles, ModelAdmin):
    """Templates: senior reviewers write them, reviewers begin with them."""

    seen_by = (Role.REVIEWER, Role.SENIOR_REVIEWER)
    changed_by = added_by = (Role.SENIOR_REVIEWER,)
    looks_are_for = NOBODYS
    compressed_fields = False
    form = ReplyTemplateForm
    list_display = ("title", "kind", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("title", "words")
    ordering = ("kind", "title")
