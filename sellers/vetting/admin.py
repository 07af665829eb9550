"""What operators require of sellers, in the admin. Part of `sellers.admin`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles
from sellers.forms import all_schemes
from sellers.states import SellerKind
from sellers.vetting.models import Requirement
from sellers.vetting.services import save_requirement
from sellers.vetting.services.requiring import fault_of
from sellers.vetting.states import EvidenceKind


class RequirementForm(forms.ModelForm):
    """A requirement as staff write it: kinds and documents to tick, translations as JSON."""

    seller_kinds = forms.MultipleChoiceField(
        label=_("of whom"),
        choices=SellerKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: of every seller."),
    )
    evidence = forms.MultipleChoiceField(
        label=_("shown by"),
        choices=EvidenceKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The documents that it takes, one of them is enough. None ticked: no document is asked for."),
    )

    schemes = forms.MultipleChoiceField(
        label=_("which numbers it takes"),
        choices=all_schemes,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Of a registration or a tax number. None of a country's chosen: any of that country."),
    )

    class Meta:
        model = Requirement
        fields = (
            *("name", "code", "credential", "is_active", "area", "seller_kinds", "category", "required_from"),
            *("why", "source", "translations", "evidence", "asks_number", "schemes"),
            *("asks_expiry", "checked_by"),
            *("holds_days", "kept_days"),
            *("threshold_count", "threshold_amount", "threshold_currency", "days_to_comply"),
        )

    def clean_translations(self) -> dict[str, dict[str, str]]:
        said = self.cleaned_data["translations"] or {}
        if not isinstance(said, dict) or not all(isinstance(words, dict) for words in said.values()):
            raise forms.ValidationError(_("Write it as in the example."))
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            draft = Requirement(**{name: value for name, value in cleaned.items() if name in self.Meta.fields})
            if fault := fault_of(draft):
                raise forms.ValidationError(str(fault))
        return cleaned


@admin.register(Requirement)
class RequirementAdmin(ForRoles, ModelAdmin):
    """Requirements: admins write them, reviewers read them."""

    seen_by = (Role.REVIEWER, Role.SENIOR_REVIEWER)
    changed_by = added_by = (Role.ADMIN,)
    looks_are_for = NOBODYS
    compressed_fields = False
    form = RequirementForm
    list_display = ("name", "credential", "where", "of_whom", "category", "checked_by", "is_active")
    list_filter = ("credential", "area", "is_active")
    list_select_related = ("category",)
    search_fields = ("name", "code", "source")
    ordering = ("area", "code")
    fieldsets = (
        (None, {"fields": ("name", "code", "credential", "is_active")}),
        (_("Whom it reaches"), {"fields": ("area", "seller_kinds", "category", "required_from")}),
        (_("What it says"), {"fields": ("why", "source", "translations")}),
        (_("What shows it"), {"fields": ("evidence", "asks_number", "schemes", "asks_expiry", "checked_by")}),
        (_("How long"), {"fields": ("holds_days", "kept_days")}),
        (
            _("Only from a threshold on"),
            {"fields": ("threshold_count", "threshold_amount", "threshold_currency", "days_to_comply")},
        ),
    )

    @admin.display(description=_("where"), ordering="area")
    def where(self, row: Requirement) -> str:
        return row.area or str(_("everywhere"))

    @admin.display(description=_("of whom"))
    def of_whom(self, row: Requirement) -> str:
        kinds = [str(SellerKind(kind).label) for kind in row.seller_kinds]
        return ", ".join(kinds) or str(_("every seller"))

    def save_model(self, request: SignedInRequest, obj: Requirement, form: forms.ModelForm, change: bool) -> None:
        save_requirement(obj, by=request.user)
