"""The tree, its questions and the register of brands, for staff. What changes, changes through the services."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles
from core.errors import DomainError
from taxonomy.brand_keys import brand_key
from taxonomy.models import Brand, BrandName, Category, FactChoice, FactDefinition
from taxonomy.services import check_definition, save_brand, save_category


class NamesForm(forms.ModelForm):
    """Names in other languages as one line each: "id: Dapur"."""

    translations = forms.CharField(
        label=_("names in other languages"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 40}),
        help_text=_("One per line: the language's code, a colon, the name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: dict[str, str] = self.instance.translations or {}
        self.initial["translations"] = "\n".join(f"{language}: {name}" for language, name in names.items())

    def clean_translations(self) -> dict[str, str]:
        known = {code for code, _name in settings.LANGUAGES}
        names: dict[str, str] = {}
        for line in self.cleaned_data["translations"].splitlines():
            language, colon, name = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not colon or not name or language not in known:
                raise forms.ValidationError(_("“%(line)s” is not a language and a name.") % {"line": line[:60]})
            names[language] = name
        return names


class AliasesForm(NamesForm):
    """The same, with the names under which imported catalogues know the thing, one per line."""

    aliases = forms.CharField(
        label=_("other names"), required=False, widget=forms.Textarea(attrs={"rows": 3, "cols": 40})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases or [])

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class CategoryForm(AliasesForm):
    class Meta:
        model = Category
        fields = ("name", "slug", "parent", "position", "translations", "aliases")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get("parent")
        if self.instance.pk and parent and f"{parent.path}/".startswith(f"{self.instance.path}/"):
            raise forms.ValidationError(_("A category cannot stand within itself."))
        return cleaned


class BrandForm(forms.ModelForm):
    """A brand with its other names, one per line."""

    aliases = forms.CharField(
        label=_("other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 40}),
        help_text=_(
            "One per line. Case, accents and letters that only look like Latin ones need no name of their own."
        ),
    )
    homepage = forms.URLField(label=_("homepage"), required=False, assume_scheme="https")

    class Meta:
        model = Brand
        fields = ("name", "aliases", "is_protected", "homepage", "trademark_number", "trademark_office")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases or [])

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not brand_key(cleaned["name"]):
            raise forms.ValidationError(_("A brand has a name with letters or digits."))
        keys = {brand_key(each) for each in (cleaned["name"], *cleaned["aliases"])}
        taken = BrandName.objects.filter(key__in=keys).exclude(brand=self.instance.pk).select_related("brand").first()
        if taken is not None:
            raise forms.ValidationError(_("“%(name)s” is on the register already.") % {"name": taken.brand.name})
        return cleaned


class DefinitionForm(AliasesForm):
    class Meta:
        model = FactDefinition
        fields = (
            "category",
            "code",
            "label",
            "kind",
            "unit",
            "is_required",
            "is_facet",
            "position",
            "translations",
            "aliases",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            draft = FactDefinition(pk=self.instance.pk, category=cleaned["category"], code=cleaned["code"])
            try:
                check_definition(draft)
            except DomainError as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        return cleaned


class ChoiceForm(NamesForm):
    class Meta:
        model = FactChoice
        fields = ("code", "label", "position", "translations")


@admin.register(Category)
class CategoryAdmin(ForRoles, ModelAdmin):
    changed_by = added_by = (Role.ADMIN,)
    looks_are_for = NOBODYS
    form = CategoryForm
    list_display: ClassVar[list[str]] = ["name", "path", "position"]
    search_fields: ClassVar[list[str]] = ["name", "path"]
    ordering: ClassVar[list[str]] = ["path"]
    list_select_related: ClassVar[list[str]] = ["parent"]

    def save_model(self, request: HttpRequest, obj: Category, form: forms.ModelForm, change: bool) -> None:
        save_category(obj)


class ChoiceInline(ForRoles, TabularInline):
    changed_by = added_by = (Role.ADMIN,)
    model = FactChoice
    form = ChoiceForm
    extra = 0
    ordering: ClassVar[list[str]] = ["position", "label"]


@admin.register(FactDefinition)
class FactDefinitionAdmin(ForRoles, ModelAdmin):
    changed_by = added_by = (Role.ADMIN,)
    looks_are_for = NOBODYS
    form = DefinitionForm
    inlines: ClassVar[list[type[TabularInline]]] = [ChoiceInline]
    list_display: ClassVar[list[str]] = ["label", "category", "kind", "unit", "is_required", "is_facet"]
    list_filter: ClassVar[list[str]] = ["kind", "is_required", "is_facet"]
    search_fields: ClassVar[list[str]] = ["label", "code", "category__name"]
    list_select_related: ClassVar[list[str]] = ["category"]
    ordering: ClassVar[list[str]] = ["category__path", "position"]


@admin.register(Brand)
class BrandAdmin(ForRoles, ModelAdmin):
    """Whose a brand is, and who may offer it, is decided at the desk of brand authorisations."""

    seen_by = (Role.REVIEWER, Role.SENIOR_REVIEWER, Role.MODERATOR)
    changed_by = added_by = (Role.ADMIN,)
    looks_are_for = NOBODYS
    form = BrandForm
    list_display: ClassVar[list[str]] = ["name", "is_protected", "trademark_number", "trademark_office", "added_at"]
    list_filter: ClassVar[list[str]] = ["is_protected"]
    search_fields: ClassVar[list[str]] = ["name", "names__key", "trademark_number"]
    ordering: ClassVar[list[str]] = ["name"]

    def save_model(self, request: HttpRequest, obj: Brand, form: forms.ModelForm, change: bool) -> None:
        save_brand(obj, by=request.user)  # type: ignore[arg-type]
