"""The admin's pages of decisions that were given with reasons, and the queue of complaints about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.deciding import Deciding
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import ForRoles
from core import clock, complaints
from core.downloads import download
from core.files import record_view
from core.formatting import ago, day
from core.models import Complaint, StatementOfReasons
from core.reasons import DECISIONS, decided_thing, decision_of
from core.states import ComplaintStatus

HEAR = gettext_noop("To decide about a complaint.")
TONES = {
    ComplaintStatus.FILED.value: "warning",
    ComplaintStatus.UPHELD.value: "success",
    ComplaintStatus.REJECTED.value: "danger",
    ComplaintStatus.WITHDRAWN.value: None,
}


def heard_by(user: object) -> Collection[str]:
    """The kinds of decisions about which this person hears complaints."""
    if not isinstance(user, User):
        return []
    return [kind for kind, each in DECISIONS.items() if user.acts_as(*each.heard_by, *each.appealed_to)]


class HearingAdmin(ForRoles, ModelAdmin):
    """Each sees what their role hears complaints about."""

    seen_by = tuple(Role)
    looks_are_for = HEAR
    compressed_fields = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(heard_by(request.user))

    def _thing(self, statement: StatementOfReasons) -> str:
        thing = decided_thing(statement)
        page = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
        return format_html('<a class="text-link" href="{}">{}</a>', reverse(page, args=[thing.pk]), thing)


@admin.register(StatementOfReasons)
class StatementAdmin(HearingAdmin):
    """What was said to whom. Nobody changes it."""

    list_display = ("number", "title", "reason_said", "issued_by", "issued_at")
    list_filter = ("code",)
    list_select_related = ("issued_by",)
    search_fields = ("number", "thing")
    ordering = ("-pk",)
    readonly_fields = ("title", "thing_itself", "reason_said", "ground_said", "effect_said", "complaints_about_it")
    fieldsets = (
        (None, {"fields": ("title", "thing_itself", "issued_by", "issued_at")}),
        (_("Why"), {"fields": ("code", "reason_said", "ground_said", "words", "is_automated", "effect_said")}),
        (_("Complaints"), {"fields": ("complain_until", "complaints_about_it")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatementOfReasons]:
        statements: QuerySet[StatementOfReasons] = super().get_queryset(request)
        return statements.filter(decision__in=heard_by(request.user)).select_related("issued_by")

    def people_of(self, row: StatementOfReasons) -> Iterable[int]:
        return row.people.values_list("person_id", flat=True)

    @display(description=_("decision"))
    def title(self, row: StatementOfReasons) -> str:
        return str(decision_of(row).title)

    @display(description=_("about"))
    def thing_itself(self, row: StatementOfReasons) -> str:
        return self._thing(row)

    @display(description=_("reason"))
    def reason_said(self, row: StatementOfReasons) -> str:
        return gettext(row.reason)

    @display(description=_("ground"))
    def ground_said(self, row: StatementOfReasons) -> str:
        return gettext(row.ground)

    @display(description=_("effect"))
    def effect_said(self, row: StatementOfReasons) -> str:
        return gettext(row.effect)

    @display(description=_("complaints"))
    def complaints_about_it(self, row: StatementOfReasons) -> str:
        return (
            format_html_join(
                "",
                '<a class="text-link" href="{}">{}</a> ({})<br>',
                (
                    (
                        reverse("admin:core_complaint_change", args=[each.pk]),
                        each.get_hearing_display(),
                        each.get_status_display(),
                    )
                    for each in row.complaints.order_by("pk")
                ),
            )
            or "–"
        )


@admin.register(Complaint)
class ComplaintAdmin(Deciding, HearingAdmin):
    """What waits for somebody who has not decided about it, by the day on which an answer is promised."""

    list_display = ("number", "title", "shown_hearing", "shown_status", "waiting_since", "clock_of_it", "filed_by")
    list_filter = ("status", "hearing")
    list_select_related = ("statement", "filed_by")
    search_fields = ("number", "statement__number")
    actions_detail = ("uphold", "reject")
    readonly_fields = (
        "title",
        "thing_itself",
        "statement_itself",
        "document_link",
        "outcome_said",
        "clock_of_it",
    )
    fieldsets = (
        (None, {"fields": ("title", "thing_itself", "statement_itself", "hearing", "status", "clock_of_it")}),
        (_("What they say"), {"fields": ("filed_by", "filed_at", "words", "document_link")}),
        (_("Decision"), {"fields": ("decided_by", "ended_at", "answer", "outcome_said")}),
    )

    def has_hear_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Complaint]:
        rows: QuerySet[Complaint] = super().get_queryset(request)
        mine = rows.filter(statement__decision__in=heard_by(request.user))
        return mine.select_related("statement__issued_by", "filed_by", "decided_by", "document")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits stands on top, what was promised first first."""
        waits = Case(When(status=ComplaintStatus.FILED, then=Value(0)), default=Value(1))
        return (waits, F("due_at").asc(), "pk")

    def people_of(self, row: Complaint) -> Iterable[int]:
        return [row.filed_by_id]

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        """Buttons only for whoever may decide."""
        complaint = Complaint.objects.waiting().filter(pk=object_id).select_related("statement").first()
        assert isinstance(request.user, User)
        if complaint is None or not complaints.hears(request.user, complaint):
            return []
        return super().get_actions_detail(request, object_id)

    def get_urls(self) -> Any:
        document = path("<int:pk>/document/", self.admin_site.admin_view(self.document), name="core_complaint_document")
        return [document, *super().get_urls()]

    def document(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """What came with the complaint, on record."""
        if not self.has_view_permission(request):
            raise Http404
        complaint = self.find(request, str(pk))
        if complaint.document is None:
            raise Http404
        decision = decision_of(complaint.statement)
        role = request.user.acts_as(*decision.heard_by, *decision.appealed_to)
        answer = download(complaint.document, called=f"complaint-{complaint.number}")
        record_view(complaint.document, viewer=request.user, role=role, about=[complaint.filed_by_id], because=HEAR)
        return answer

    @action(description=_("Uphold"), url_path="uphold", permissions=["hear"], variant=ActionVariant.SUCCESS)
    def uphold(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        complaint = self._find_waiting(request, object_id)
        return self.decide(
            request,
            complaint,
            title=_("Uphold: they are right, and the decision is taken back where it can be"),
            label=_("The answer, as they will read it"),
            act=lambda because: complaints.uphold_complaint(complaint, by=request.user, because=because),
            done=_("Upheld. What follows stands on the complaint."),
            notes=[self.title(complaint), complaint.statement.words, complaint.words],
        )

    @action(description=_("Reject"), url_path="reject", permissions=["hear"], variant=ActionVariant.DANGER)
    def reject(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        complaint = self._find_waiting(request, object_id)
        return self.decide(
            request,
            complaint,
            title=_("Reject: the decision stands"),
            label=_("The answer, as they will read it"),
            act=lambda because: complaints.reject_complaint(complaint, by=request.user, because=because),
            done=_("Rejected. They read why, and what they can still do."),
            notes=[self.title(complaint), complaint.statement.words, complaint.words],
        )

    def _find_waiting(self, request: HttpRequest, object_id: str) -> Complaint:
        complaint: Complaint = self.find(request, object_id)
        if complaint.status != ComplaintStatus.FILED and request.method != "POST":
            raise Http404
        return complaint

    @display(description=_("decision"))
    def title(self, row: Complaint) -> str:
        return str(decision_of(row.statement).title)

    @display(description=_("about"))
    def thing_itself(self, row: Complaint) -> str:
        return self._thing(row.statement)

    @display(description=_("statement of reasons"))
    def statement_itself(self, row: Complaint) -> str:
        url = reverse("admin:core_statementofreasons_change", args=[row.statement_id])
        return format_html(
            '<a class="text-link" href="{}">{}</a>: {}', url, row.statement.number, gettext(row.statement.reason)
        )

    @display(description=_("hearing"), ordering="hearing")
    def shown_hearing(self, row: Complaint) -> str:
        return row.get_hearing_display()

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, row: Complaint) -> tuple[str, str]:
        return row.status, str(row.get_status_display())

    @display(description=_("waiting"), ordering="filed_at")
    def waiting_since(self, row: Complaint) -> str:
        return ago(row.filed_at) if row.status == ComplaintStatus.FILED else ""

    @display(description=_("answer promised by"), ordering="due_at")
    def clock_of_it(self, row: Complaint) -> str:
        is_late = row.status == ComplaintStatus.FILED and row.due_at < clock.now()
        return f"{day(row.due_at)} ({gettext('late')})" if is_late else day(row.due_at)

    @display(description=_("what followed"))
    def outcome_said(self, row: Complaint) -> str:
        return gettext(row.outcome) if row.outcome else "–"

    @display(description=_("document"))
    def document_link(self, row: Complaint) -> str:
        if row.document is None:
            return "–"
        if row.document.deleted_at:
            return str(_("deleted"))
        url = reverse("admin:core_complaint_document", args=[row.pk])
        about = f"{row.document.content_type}, {row.document.size // 1024} kB, {row.document.get_scan_display()}"
        return format_html('<a class="text-link" href="{}">{}</a> ({})', url, _("Download"), about)
