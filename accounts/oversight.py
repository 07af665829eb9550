"""The admin's pages of what takes two people, and of the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.deciding import Deciding
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.roles import SUPERUSER, Role, role_in_words
from accounts.selectors import thing_and_number
from accounts.staff import NOBODYS, ForRoles
from core import foureyes
from core.audit import acts_in_words, reason_of, words_of
from core.models import Proposal, Trace
from core.states import ProposalStatus

TONES = {
    ProposalStatus.PROPOSED.value: "info",
    ProposalStatus.CONFIRMED.value: "success",
    ProposalStatus.REFUSED.value: "danger",
    ProposalStatus.EXPIRED.value: "warning",
    ProposalStatus.WITHDRAWN.value: None,
}


@admin.register(Proposal)
class ProposalAdmin(Deciding, ForRoles, ModelAdmin):
    """What waits for a second person. Each sees the acts that they may ask for or answer."""

    # As whom somebody looks; which proposals they see is decided by the acts (foureyes.kinds_of).
    seen_by = tuple(Role)
    looks_are_for = gettext_noop("To decide what takes two people.")
    compressed_fields = False
    list_display = ("title", "about", "asked_by", "asked_at", "expires_at", "shown_status")
    list_display_links = ("title",)
    list_filter = ("status",)
    list_select_related = ("asked_by",)
    actions_detail = ("confirm", "refuse", "withdraw")
    readonly_fields = ("title", "thing_itself", "difference")
    fieldsets = (
        (None, {"fields": ("title", "thing_itself", "difference", "status")}),
        (_("Asked"), {"fields": ("asked_by", "asked_at", "because", "expires_at")}),
        (_("Answered"), {"fields": ("answered_by", "answered_at", "answer")}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and bool(foureyes.kinds_of(request.user))

    def has_answer_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        assert isinstance(request.user, User)
        proposals: QuerySet[Proposal] = super().get_queryset(request)
        mine = proposals.filter(kind__in=foureyes.kinds_of(request.user))
        return mine.select_related("asked_by", "answered_by")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits stands on top, the oldest first."""
        waits = Case(When(status=ProposalStatus.PROPOSED, then=Value(0)), default=Value(1))
        return (waits, "asked_at", "pk")

    def people_of(self, row: Proposal) -> Iterable[int]:
        return foureyes.gainers_of(row)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        """Whoever asked may take it back; anybody else may answer."""
        waiting = Proposal.objects.waiting().filter(pk=object_id)
        asker = waiting.values_list("asked_by_id", flat=True).first()
        if asker is None:
            return []
        mine = {"withdraw"} if asker == request.user.pk else {"confirm", "refuse"}
        return [each for each in super().get_actions_detail(request, object_id) if each.path in mine]

    @display(description=_("act"))
    def title(self, proposal: Proposal) -> str:
        return str(foureyes.act_of(proposal).title)

    @display(description=_("about"))
    def about(self, proposal: Proposal) -> str:
        return thing_and_number(proposal.thing)

    @display(description=_("about"))
    def thing_itself(self, proposal: Proposal) -> str:
        thing = foureyes.thing_of(proposal)
        page = foureyes.act_of(proposal).page
        own = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
        url = page(thing) if page else reverse(own, args=[thing.pk])
        return format_html('<a class="text-link" href="{}">{}</a>', url, thing)

    @display(description=_("what would be different"))
    def difference(self, proposal: Proposal) -> str:
        return render_to_string("accounts/admin_changes.html", {"changes": foureyes.changes_of(proposal)})

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, proposal: Proposal) -> tuple[str, str]:
        return proposal.status, str(proposal.get_status_display())

    @action(description=_("Confirm"), url_path="confirm", permissions=["answer"], variant=ActionVariant.SUCCESS)
    def confirm(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        proposal = self._find_waiting(request, object_id)
        return self.decide(
            request,
            proposal,
            title=_("Confirm: it happens at once"),
            label=_("A note for the history (not needed)"),
            act=lambda words: foureyes.confirm(proposal, by=request.user, words=words),
            done=_("Confirmed, and done."),
            required=False,
            notes=[self.title(proposal), proposal.because],
            changes=foureyes.changes_of(proposal),
        )

    @action(description=_("Refuse"), url_path="refuse", permissions=["answer"], variant=ActionVariant.DANGER)
    def refuse(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        proposal = self._find_waiting(request, object_id)
        return self.decide(
            request,
            proposal,
            title=_("Refuse"),
            label=_("The reason, as whoever asked will read it"),
            act=lambda words: foureyes.refuse(proposal, by=request.user, because=words),
            done=_("Refused. Whoever asked reads the reason."),
            notes=[
                self.title(proposal),
                proposal.because,
                *filter(None, [str(foureyes.act_of(proposal).before_refusing)]),
            ],
        )

    @action(description=_("Take back"), url_path="withdraw", permissions=["answer"])
    def withdraw(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        proposal = self._find_waiting(request, object_id)
        return self.decide(
            request,
            proposal,
            title=_("Take back what you asked for"),
            label=_("A note for the history (not needed)"),
            act=lambda _words: foureyes.withdraw(proposal, by=request.user),
            done=_("Taken back."),
            required=False,
        )

    def _find_waiting(self, request: HttpRequest, object_id: str) -> Proposal:
        proposal: Proposal = self.find(request, object_id)
        if proposal.status != ProposalStatus.PROPOSED and request.method != "POST":
            raise Http404
        return proposal


class ByRole(admin.SimpleListFilter):
    """From the list that we have: the trail's own would be read out of every row there ever was."""

    title = _("as")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role, role_in_words(role)) for role in (*Role.values, SUPERUSER)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Trace]) -> QuerySet[Trace]:
        return queryset.filter(role=self.value()) if self.value() else queryset


class ByAct(admin.SimpleListFilter):
    """Likewise, the acts that have words."""

    title = _("did")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(acts_in_words().items(), key=lambda named: named[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Trace]) -> QuerySet[Trace]:
        return queryset.filter(act=self.value()) if self.value() else queryset


@admin.register(Trace)
class TraceAdmin(ForRoles, ModelAdmin):
    """Who of the staff did and saw what, to be looked at by admins. A look at it is not a look at anybody's things."""

    seen_by = (Role.ADMIN,)
    looks_are_for = NOBODYS
    list_display = ("at", "actor", "as_what", "did", "with_what", "why")
    list_filter = (ByRole, ByAct)
    list_select_related = ("actor",)
    search_fields = ("thing", "request_id", "actor__email")
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = readonly_fields = ("at", "actor", "as_what", "did", "thing", "why", "request_id")

    @display(description=_("as"), ordering="role")
    def as_what(self, trace: Trace) -> str:
        return role_in_words(trace.role) or "–"

    @display(description=_("did"), ordering="act")
    def did(self, trace: Trace) -> str:
        return words_of(trace.act)

    @display(description=_("with"), ordering="thing")
    def with_what(self, trace: Trace) -> str:
        return thing_and_number(trace.thing)

    @display(description=_("why"))
    def why(self, trace: Trace) -> str:
        return reason_of(trace)
