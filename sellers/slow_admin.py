"""The reviewers' desks of what changes slowly: payout accounts, legal identities, and alarms about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.deciding import Deciding
from accounts.requests import SignedInRequest
from accounts.staff import ForRoles, is_one_of
from core.formatting import ago
from core.foureyes import Change
from sellers import services
from sellers.models import Alarm, IdentityChange, PayoutAccount, Seller
from sellers.payout_models import AskedFor
from sellers.selectors import compared_with_credential, owners_of
from sellers.services.reasons import REVIEWERS
from sellers.states import AlarmStatus, ChangeStatus

TONES = {
    ChangeStatus.ASKED.value: "warning",
    ChangeStatus.IN_FORCE.value: "success",
    ChangeStatus.REFUSED.value: "danger",
    ChangeStatus.WITHDRAWN.value: None,
    ChangeStatus.REPLACED.value: None,
    AlarmStatus.OPEN.value: "danger",
    AlarmStatus.SETTLED.value: None,
}


class OfSeller(Deciding, ForRoles, ModelAdmin):
    """Rows that are about a seller; what waits stands on top, the oldest first."""

    seen_by = REVIEWERS
    looks_are_for = gettext_noop("To look after changes of a seller's account and identity.")
    compressed_fields = False
    waits_as: str
    since: str

    def has_decide_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, *REVIEWERS)

    def people_of(self, row: Any) -> Iterable[int]:
        return owners_of(row.seller)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("seller__application")

    def get_ordering(self, request: HttpRequest) -> Any:
        return (Case(When(status=self.waits_as, then=Value(0)), default=Value(1)), self.since, "pk")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        if not self.model.objects.filter(pk=object_id, status=self.waits_as).exists():
            return []
        return super().get_actions_detail(request, object_id)

    def find_waiting(self, request: HttpRequest, object_id: str) -> Any:
        row = self.find(request, object_id)
        if row.status != self.waits_as and request.method != "POST":
            raise Http404
        return row

    @display(description=_("seller"))
    def seller_itself(self, row: Any) -> str:
        seller: Seller = row.seller
        url = reverse("admin:sellers_seller_change", args=[seller.pk])
        return format_html('<a class="text-link" href="{}">{}</a>', url, seller)

    @display(description=_("status"), label=TONES, ordering="status")
    def shown_status(self, row: Any) -> tuple[str, str]:
        return row.status, str(row.get_status_display())

    @display(description=_("waiting"))
    def waiting_since(self, row: Any) -> str:
        return ago(getattr(row, self.since)) if row.status == self.waits_as else ""


class AskedAdmin(OfSeller):
    waits_as, since = ChangeStatus.ASKED, "asked_at"
    list_filter = ("status",)
    search_fields = ("number", "seller__legal_name")

    @action(description=_("Refuse"), url_path="refuse", permissions=["decide"], variant=ActionVariant.DANGER)
    def refuse(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        asked: AskedFor = self.find_waiting(request, object_id)
        return self.decide(
            request,
            asked,
            title=_("Refuse: everything stays as it is"),
            label=_("The reason, as the seller will read it"),
            act=lambda because: services.refuse_change(asked, by=request.user, because=because),
            done=_("Refused. The owner reads the reason."),
        )


@admin.register(PayoutAccount)
class PayoutAccountAdmin(AskedAdmin):
    list_display = ("number", "seller_itself", "end", "shown_status", "waiting_since", "asked_by")
    list_select_related = ("seller", "asked_by")
    actions_detail = ("propose", "refuse")
    readonly_fields = ("seller_itself", "holder_said", "end", "compared")
    fieldsets = (
        (None, {"fields": ("seller_itself", "holder_said", "end", "compared", "status")}),
        (_("Asked"), {"fields": ("asked_by", "asked_at")}),
        (_("Decision"), {"fields": ("decided_by", "decided_at", "answer")}),
    )

    @display(description=_("account ends with"))
    def end(self, row: PayoutAccount) -> str:
        return f"{'IBAN ' if row.is_iban else ''}… {row.last_four}"

    @display(description=_("holder"))
    def holder_said(self, row: PayoutAccount) -> str:
        return row.holder

    @display(description=_("compared with the credential"))
    def compared(self, row: PayoutAccount) -> str:
        return compared_with_credential(row).text

    @action(description=_("Ask a second person"), url_path="propose", permissions=["decide"])
    def propose(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        asked: PayoutAccount = self.find_waiting(request, object_id)
        return self.decide(
            request,
            asked,
            title=_("Ask a second person to put the account in force"),
            label=_("What you looked at, for the second person"),
            act=lambda because: services.propose_payout_account(asked, by=request.user, because=because),
            done=_("A senior reviewer is asked. Until then the account before stays in force."),
            notes=[compared_with_credential(asked).text],
        )


@admin.register(IdentityChange)
class IdentityChangeAdmin(AskedAdmin):
    list_display = ("number", "seller_itself", "shown_status", "waiting_since", "asked_by")
    list_select_related = ("seller", "asked_by")
    actions_detail = ("accept", "refuse")
    readonly_fields = ("seller_itself", "difference")
    fieldsets = (
        (None, {"fields": ("seller_itself", "difference", "status")}),
        (_("Asked"), {"fields": ("asked_by", "asked_at")}),
        (_("Decision"), {"fields": ("decided_by", "decided_at", "answer")}),
    )

    @display(description=_("what would be different"))
    def difference(self, row: IdentityChange) -> str:
        return render_to_string("accounts/admin_changes.html", {"changes": changes_in(row)})

    @action(description=_("Accept"), url_path="accept", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def accept(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        asked: IdentityChange = self.find_waiting(request, object_id)
        return self.decide(
            request,
            asked,
            title=_("Accept: shoppers read it at once"),
            label=_("A note for the seller (not needed)"),
            act=lambda note: services.accept_identity(asked, by=request.user, note=note),
            done=_("Accepted. Payouts wait three days."),
            required=False,
            changes=changes_in(asked),
        )


def changes_in(asked: IdentityChange) -> list[Change]:
    labels = {field.name: field.verbose_name for field in Seller._meta.fields}
    return [Change(labels[name], str(asked.before[name]), str(new)) for name, new in asked.facts.items()]


@admin.register(Alarm)
class AlarmAdmin(OfSeller):
    """Whoever reads the old address says that it was not them: somebody looks, and money waits until then."""

    waits_as, since = AlarmStatus.OPEN, "raised_at"
    list_display = ("number", "seller_itself", "about", "shown_status", "waiting_since")
    list_filter = ("status", "about")
    list_select_related = ("seller",)
    search_fields = ("number", "seller__legal_name")
    actions_detail = ("settle",)
    readonly_fields = ("seller_itself", "paused")
    fieldsets = (
        (None, {"fields": ("seller_itself", "about", "raised_at", "status", "paused")}),
        (_("Settled"), {"fields": ("settled_by", "settled_at", "words")}),
    )

    @display(description=_("payouts"))
    def paused(self, row: Alarm) -> str:
        return gettext("paused until somebody has looked") if row.status == AlarmStatus.OPEN else "–"

    @action(description=_("Settle"), url_path="settle", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def settle(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        alarm: Alarm = self.find_waiting(request, object_id)
        return self.decide(
            request,
            alarm,
            title=_("Settle: payouts go on in three days"),
            label=_("Whom you talked to and what you found, as the team will read it"),
            act=lambda because: services.settle_alarm(alarm, by=request.user, because=because),
            done=_("Settled. The team is told."),
            notes=[_("Talk to the owner by a number that you knew before; a mail is not enough.")],
        )
