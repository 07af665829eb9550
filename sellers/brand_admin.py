"""The reviewers' desk of brands: who asks to own or to offer one, and whom to take it from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.deciding import Deciding
from accounts.requests import SignedInRequest
from accounts.staff import ForRoles, is_one_of
from core.audit import key_of
from core.models import Proposal
from sellers import services
from sellers.downloads import BRAND_REVIEW, paper_response
from sellers.models import BrandAuthorisation
from sellers.selectors import owners_of
from sellers.services.deciding import REVIEWERS
from sellers.states import AuthorisationStatus, BrandRole

TONES = {
    AuthorisationStatus.CLAIMED.value: "warning",
    AuthorisationStatus.GRANTED.value: "success",
    AuthorisationStatus.REFUSED.value: "danger",
    AuthorisationStatus.REVOKED.value: "danger",
    AuthorisationStatus.WITHDRAWN.value: None,
    AuthorisationStatus.EXPIRED.value: None,
}
# What can be done with one at each status.
OPEN_TO: dict[str | None, set[str]] = {
    AuthorisationStatus.CLAIMED: {"grant", "refuse"},
    AuthorisationStatus.GRANTED: {"revoke"},
}


@admin.register(BrandAuthorisation)
class BrandAuthorisationAdmin(Deciding, ForRoles, ModelAdmin):
    seen_by = REVIEWERS
    looks_are_for = BRAND_REVIEW
    list_display = ("number", "brand", "seller", "role", "shown_status", "asked_at", "valid_until")
    list_filter = ("status", "role")
    list_select_related = ("brand", "seller")
    search_fields = ("number", "brand__name", "seller__legal_name", "trademark_number")
    actions_detail = ("grant", "refuse", "revoke")
    readonly_fields = ("shown_status", "document_link", "second_person")
    fieldsets = (
        (None, {"fields": ("brand", "seller", "role", "status", "asked_by", "asked_at")}),
        (_("What shows it"), {"fields": ("words", "document_link", "trademark_number", "trademark_office")}),
        (_("Decision"), {"fields": ("decided_by", "decided_as", "decided_at", "reason", "second_person")}),
        (_("Validity"), {"fields": ("valid_from", "valid_until", "ended_at")}),
    )

    def people_of(self, row: BrandAuthorisation) -> Iterable[int]:
        return owners_of(row.seller)

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits stands on top, the oldest first."""
        waits = Case(When(status=AuthorisationStatus.CLAIMED, then=Value(0)), default=Value(1))
        return (waits, "asked_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BrandAuthorisation]:
        rows: QuerySet[BrandAuthorisation] = super().get_queryset(request)
        return rows.select_related("brand", "seller", "evidence", "asked_by", "decided_by")

    def has_decide_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, *REVIEWERS)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        status = BrandAuthorisation.objects.filter(pk=object_id).values_list("status", flat=True).first()
        return [each for each in super().get_actions_detail(request, object_id) if each.path in OPEN_TO.get(status, ())]

    def get_urls(self) -> Any:
        paper = path(
            "<int:pk>/document/", self.admin_site.admin_view(self.paper), name="sellers_brandauthorisation_document"
        )
        return [paper, *super().get_urls()]

    def paper(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """The document, to a reviewer, on record."""
        role = request.user.acts_as(*REVIEWERS)
        if not role:
            raise Http404
        return paper_response(self.find(request, str(pk)), viewer=request.user, role=role, because=BRAND_REVIEW)

    @action(description=_("Grant"), url_path="grant", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def grant(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        claim = self.find(request, object_id)
        if claim.role == BrandRole.OWNER:
            return self.decide(
                request,
                claim,
                title=_("Ask a second person to confirm the owner"),
                label=_("What you looked at, and where, for the second person"),
                act=lambda because: services.propose_brand_owner(claim, by=request.user, because=because),
                done=_("A senior reviewer is asked. Until then it waits."),
            )
        return self.decide(
            request,
            claim,
            title=_("Grant: they may offer the brand for a year"),
            label=_("A note to yourself (not kept)"),
            act=lambda _note: services.grant_claim(claim, by=request.user),
            done=_("Granted for a year."),
            required=False,
        )

    @action(description=_("Refuse"), url_path="refuse", permissions=["decide"], variant=ActionVariant.DANGER)
    def refuse(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        claim = self.find(request, object_id)
        return self.decide(
            request,
            claim,
            title=_("Refuse"),
            label=_("The reason, as the seller will read it"),
            act=lambda because: services.refuse_claim(claim, by=request.user, because=because),
            done=_("Refused. The seller reads the reason."),
        )

    @action(description=_("Take away"), url_path="revoke", permissions=["decide"], variant=ActionVariant.DANGER)
    def revoke(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        held = self.find(request, object_id)
        return self.decide(
            request,
            held,
            title=_("Take away: what bears the brand goes off sale at once"),
            label=_("The reason, as the seller will read it"),
            act=lambda because: services.revoke_authorisation(held, by=request.user, because=because),
            done=_("Taken away. Nothing of the brand is on sale there any more."),
        )

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, row: BrandAuthorisation) -> tuple[str, str]:
        return row.status, str(row.get_status_display())

    @display(description=_("document"))
    def document_link(self, row: BrandAuthorisation) -> str:
        file = row.evidence
        if file is None:
            return "–"
        if file.deleted_at:
            return str(_("deleted"))
        url = reverse("admin:sellers_brandauthorisation_document", args=[row.pk])
        about = f"{file.content_type}, {file.size // 1024} kB, {file.get_scan_display()}"
        return format_html('<a class="text-link" href="{}">{}</a> ({})', url, _("Download"), about)

    @display(description=_("asked of a second person"))
    def second_person(self, row: BrandAuthorisation) -> str:
        proposals = Proposal.objects.filter(thing=key_of(row)).order_by("-pk")[:20]
        links = (
            (reverse("admin:core_proposal_change", args=[each.pk]), each.get_status_display()) for each in proposals
        )
        return format_html_join("", '<a class="text-link" href="{}">{}</a><br>', links) or "–"
