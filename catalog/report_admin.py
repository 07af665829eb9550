"""The moderators' queue of reports, and the reviewers' of sellers with several counterfeits. Buttons call services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldBooleanWidget

from accounts.deciding import Deciding, WordsForm
from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import ForRoles, is_one_of
from catalog.models import Report, Strike
from catalog.reporting import services
from catalog.reporting.grounds import rule_of
from catalog.states import ReportReason, ReportStatus, StrikeStatus
from core.formatting import ago
from core.forms import PlainTextField
from sellers.selectors import owners_of
from sellers.services.deciding import REVIEWERS

TONES = {
    ReportStatus.WAITING.value: "warning",
    ReportStatus.IN_HAND.value: "info",
    ReportStatus.UPHELD.value: "success",
    ReportStatus.REJECTED.value: None,
    ReportStatus.OVERTURNED.value: "danger",
}
STRIKE_TONES = {
    StrikeStatus.OPEN.value: "warning",
    StrikeStatus.NOTED.value: "info",
    StrikeStatus.SUSPENDED.value: "danger",
    StrikeStatus.LEFT.value: None,
    StrikeStatus.CANCELLED.value: None,
}


class JustDoIt(WordsForm):
    """A page with nothing but its button."""

    words = PlainTextField(required=False, widget=forms.HiddenInput())


class UpholdForm(WordsForm):
    """What was found, and the facts that the seller reads."""

    ground = forms.ChoiceField(label=_("What you found"), choices=ReportReason.choices, widget=UnfoldAdminSelectWidget)
    field_order = ("ground", "words")


class RejectForm(WordsForm):
    """Why nothing is done, and whether the report had any ground."""

    is_unfounded = forms.BooleanField(
        label=_("plainly without any ground (counts against the reporter)"), required=False, widget=UnfoldBooleanWidget
    )
    field_order = ("words", "is_unfounded")


@admin.register(Report)
class ReportAdmin(Deciding, ForRoles, ModelAdmin):
    seen_by = (Role.MODERATOR,)
    looks_are_for = gettext_noop("To decide about reports of listings.")
    list_display = ("number", "listing", "reason", "shown_status", "complains", "waiting", "claimed_by")
    list_filter = ("status", "reason", "ground", "owns_brand")
    list_select_related = ("listing", "claimed_by")
    search_fields = ("number", "listing__number", "listing__title", "listing__shop__name")
    actions_detail = ("take", "release", "uphold", "reject", "keep", "overturn")
    readonly_fields = ("shown_status", "listing_page", "reporter_in_words", "rule")
    fieldsets = (
        (None, {"fields": ("status", "listing_page", "claimed_by", "claimed_at")}),
        (
            _("The report"),
            {
                "fields": (
                    "reason",
                    "words",
                    "owns_brand",
                    "trademark_number",
                    "reporter_in_words",
                    "made_at",
                    "good_faith_at",
                )
            },
        ),
        (_("Decision"), {"fields": ("ground", "rule", "decision", "is_unfounded", "decided_by", "decided_at")}),
        (_("Complaint"), {"fields": ("complaint", "complained_at", "answer", "answered_by", "answered_at")}),
    )

    def people_of(self, row: Report) -> Iterable[int]:
        return [row.reporter_id] if row.reporter_id else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows: QuerySet[Report] = super().get_queryset(request)
        return rows.select_related("listing__shop__seller", "reporter", "claimed_by", "decided_by")

    def get_ordering(self, request: HttpRequest) -> Any:
        return Report.objects.as_a_queue().query.order_by

    def has_moderate_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, Role.MODERATOR)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        """What this moderator can do with it now."""
        report = Report.objects.filter(pk=object_id).first()
        names = self._open_acts(report, request) if report else set()
        return [each for each in super().get_actions_detail(request, object_id) if each.path in names]

    def _open_acts(self, report: Report, request: HttpRequest) -> set[str]:
        if report.status == ReportStatus.IN_HAND and report.claimed_by_id == request.user.pk:
            return {"release", "uphold", "reject"}
        if report.status in (ReportStatus.WAITING, ReportStatus.IN_HAND):
            return {"take"}
        waits = report.status == ReportStatus.UPHELD and report.complained_at and not report.answered_at
        return {"keep", "overturn"} if waits and report.decided_by_id != request.user.pk else set()

    @action(description=_("Take up"), url_path="take", permissions=["moderate"], variant=ActionVariant.PRIMARY)
    def take(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        return self.decide(
            request,
            report,
            title=_("Take up"),
            label="",
            act=lambda _words: services.take_report(report, by=request.user),
            done=_("It is in your hands. Nobody else decides it for two hours."),
            form=JustDoIt(request.POST if request.method == "POST" else None, label="", required=False),
        )

    @action(description=_("Put back"), url_path="release", permissions=["moderate"])
    def release(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        return self.decide(
            request,
            report,
            title=_("Put back"),
            label="",
            act=lambda _words: services.release_report(report, by=request.user),
            done=_("It is back in the queue."),
            form=JustDoIt(request.POST if request.method == "POST" else None, label="", required=False),
        )

    @action(description=_("Uphold"), url_path="uphold", permissions=["moderate"], variant=ActionVariant.DANGER)
    def uphold(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        form = UpholdForm(
            request.POST if request.method == "POST" else None,
            label=_("The facts, as the seller will read them. Do not say who reported."),
            initial={"ground": report.reason},
        )
        return self.decide(
            request,
            report,
            title=_("Uphold: take the listing down"),
            label="",
            act=lambda facts: services.uphold_report(
                report, by=request.user, ground=ReportReason(form.cleaned_data["ground"]), facts=facts
            ),
            done=_("Taken down. The shop has the statement of reasons, and the reporter is told."),
            form=form,
        )

    @action(description=_("Reject"), url_path="reject", permissions=["moderate"])
    def reject(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        form = RejectForm(
            request.POST if request.method == "POST" else None, label=_("The reason, as the reporter will read it")
        )
        return self.decide(
            request,
            report,
            title=_("Reject: the listing stays"),
            label="",
            act=lambda because: services.reject_report(
                report, by=request.user, because=because, is_unfounded=form.cleaned_data["is_unfounded"]
            ),
            done=_("Rejected. The reporter reads the reason."),
            form=form,
        )

    @action(description=_("Decision stands"), url_path="keep", permissions=["moderate"])
    def keep(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        return self.decide(
            request,
            report,
            title=_("Answer the complaint: the decision stands"),
            label=_("Why, as the seller will read it"),
            act=lambda because: services.keep_decision(report, by=request.user, because=because),
            done=_("Answered. The seller reads why."),
        )

    @action(description=_("Take it back"), url_path="overturn", permissions=["moderate"], variant=ActionVariant.SUCCESS)
    def overturn(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        report = self.find(request, object_id)
        return self.decide(
            request,
            report,
            title=_("Answer the complaint: take the decision back"),
            label=_("Why, as the seller and the reporter will read it"),
            act=lambda because: services.overturn_decision(report, by=request.user, because=because),
            done=_("Taken back. Unless another report was upheld, the listing is its shop's again."),
        )

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, report: Report) -> tuple[str, str]:
        return report.status, str(report.get_status_display())

    @display(description=_("complaint"))
    def complains(self, report: Report) -> str:
        return str(_("waits for an answer")) if report.complained_at and not report.answered_at else ""

    @display(description=_("waiting"), ordering="made_at")
    def waiting(self, report: Report) -> str:
        return ago(report.made_at) if report.status in (ReportStatus.WAITING, ReportStatus.IN_HAND) else ""

    @display(description=_("listing"))
    def listing_page(self, report: Report) -> str:
        url = reverse("admin:catalog_listing_change", args=[report.listing_id])
        shop = report.listing.shop
        return format_html('<a class="text-link" href="{}">{}</a> ({})', url, report.listing, shop.name)

    @display(description=_("reporter"))
    def reporter_in_words(self, report: Report) -> str:
        if report.is_ours:
            return str(_("nobody: a moderator found it"))
        return str(report.reporter) if report.reporter else report.email or "–"

    @display(description=_("rule"))
    def rule(self, report: Report) -> str:
        return rule_of(report.ground) if report.ground else "–"


@admin.register(Strike)
class StrikeAdmin(Deciding, ForRoles, ModelAdmin):
    """Sellers of whom several counterfeits were found. The third within a year asks reviewers about a suspension."""

    seen_by = REVIEWERS
    looks_are_for = gettext_noop("To look after sellers and their shops.")
    list_display = ("seller", "nth", "step", "shown_status", "at")
    list_filter = ("status", "step")
    list_select_related = ("seller",)
    search_fields = ("seller__legal_name", "seller__shops__name")
    actions_detail = ("suspend", "leave")
    readonly_fields = ("shown_status", "listing", "facts")
    fieldsets = (
        (None, {"fields": ("seller", "nth", "step", "status", "at")}),
        (_("What was found"), {"fields": ("listing", "facts")}),
        (_("Decision"), {"fields": ("because", "decided_by", "decided_at")}),
    )

    def people_of(self, row: Strike) -> Iterable[int]:
        return owners_of(row.seller)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Strike]:
        rows: QuerySet[Strike] = super().get_queryset(request)
        return rows.select_related("seller", "report__listing", "decided_by")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for a reviewer stands on top."""
        waits = Case(When(status=StrikeStatus.OPEN, then=Value(0)), default=Value(1))
        return (waits, "-at", "-pk")

    def has_decide_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, *REVIEWERS)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        if not Strike.objects.filter(pk=object_id, status=StrikeStatus.OPEN).exists():
            return []
        return super().get_actions_detail(request, object_id)

    @action(description=_("Suspend"), url_path="suspend", permissions=["decide"], variant=ActionVariant.DANGER)
    def suspend(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        strike = self.find(request, object_id)
        return self.decide(
            request,
            strike,
            title=_("Suspend: everything goes off sale at once"),
            label=_("The reason, as the seller will read it"),
            act=lambda because: services.suspend_for_strikes(strike, by=request.user, because=because),
            done=_("Suspended. Nothing of this seller is on sale."),
        )

    @action(description=_("Leave it"), url_path="leave", permissions=["decide"])
    def leave(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        strike = self.find(request, object_id)
        return self.decide(
            request,
            strike,
            title=_("Leave it: the seller is not suspended"),
            label=_("Why not, for the history"),
            act=lambda because: services.leave_strike(strike, by=request.user, because=because),
            done=_("Left. The next counterfeit asks again."),
        )

    @display(description=_("status"), label=STRIKE_TONES, ordering="status")
    def shown_status(self, strike: Strike) -> tuple[str, str]:
        return strike.status, str(strike.get_status_display())

    @display(description=_("listing"))
    def listing(self, strike: Strike) -> str:
        return str(strike.report.listing)

    @display(description=_("facts"))
    def facts(self, strike: Strike) -> str:
        return strike.report.decision
