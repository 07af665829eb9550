"""What staff see of the catalogue. Nothing is edited here; moderators may retract, through the service."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles, is_one_of
from accounts.stepup import needs_fresh_sign_in, typed
from catalog import services
from catalog.forms import RetractForm
from catalog.models import Listing, Photo, Variant
from catalog.report_admin import ReportAdmin, StrikeAdmin  # noqa: F401  they register themselves
from catalog.states import ListingStatus
from core.errors import DomainError
from core.formatting import money

# Drafts stand here too: only who moderates what is offered, or settles what was bought, needs to see them.
STAFF = (Role.MODERATOR, Role.MEDIATOR)
MODERATORS = (Role.MODERATOR,)

TONES = {
    ListingStatus.DRAFT.label: "info",
    ListingStatus.PUBLISHED.label: "success",
    ListingStatus.PAUSED.label: "warning",
    ListingStatus.RETRACTED.label: "danger",
}


class VariantInline(ForRoles, TabularInline):
    model = Variant
    seen_by = STAFF
    extra = 0
    hide_title = True
    fields = readonly_fields = (
        "sku",
        "label",
        "price_in_words",
        "is_active",
        "on_hand",
        "reserved",
        "sold",
        "written_off",
        "received",
        "returned",
    )

    @display(description=_("price"))
    def price_in_words(self, variant: Variant) -> str:
        return money(variant.price)


class PhotoInline(ForRoles, TabularInline):
    model = Photo
    seen_by = STAFF
    extra = 0
    hide_title = True
    fk_name = "listing"
    fields = readonly_fields = ("picture", "alt", "status", "refusal", "original_name", "added_at")

    @display(description=_("picture"))
    def picture(self, photo: Photo) -> SafeString | str:
        return format_html('<a href="{}">{}</a>', photo.url, photo.largest) if photo.url else "–"


class ModerateForm(RetractForm):
    """The same question, in the admin's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].widget = UnfoldAdminTextInputWidget()


@admin.register(Listing)
class ListingAdmin(ForRoles, ModelAdmin):
    seen_by = STAFF
    looks_are_for = NOBODYS
    inlines: ClassVar[list[type[TabularInline]]] = [VariantInline, PhotoInline]
    actions_detail = ("retract",)
    list_display = ("number", "title", "shop", "category", "shown_status", "published_at")
    list_filter = ("status", "condition", "currency")
    list_select_related = ("shop", "category")
    search_fields = ("number", "title", "brand", "shop__name", "variants__sku")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    fields = readonly_fields = (
        "number",
        "title",
        "description",
        "language",
        "shop",
        "category",
        "brand",
        "protected_brand",
        "model",
        "condition",
        "status",
        "published_at",
        "updated_at",
        "retracted_at",
        "retracted_because",
        "rating_sum",
        "rating_count",
        "version",
    )

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, listing: Listing) -> tuple[str, str]:
        return listing.status, str(listing.get_status_display())

    def has_moderate_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, *MODERATORS)

    @action(description=_("Retract"), url_path="retract", permissions=["moderate"], variant=ActionVariant.DANGER)
    @needs_fresh_sign_in
    def retract(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the reason on a page of its own, then call the service."""
        listing = self.get_object(request, object_id)
        if listing is None:
            raise Http404
        form = ModerateForm(request.POST if request.method == "POST" else typed(request) or None)
        back = reverse("admin:catalog_listing_change", args=[listing.pk])
        if request.method == "POST" and form.is_valid():
            try:
                services.retract_listing(listing, by=request.user, because=form.cleaned_data["because"])  # type: ignore[arg-type]
            except DomainError as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
            else:
                self.message_user(request, str(_("Retracted. Its page stays, with your reason.")), messages.SUCCESS)
            return redirect(back)
        page = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Retract"), "row": listing}
        return render(request, "accounts/admin_decide.html", {**page, "form": form, "back": back})
