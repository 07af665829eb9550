"""The part of a seller's desk on which the contract with them ends."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.requests import SignedInRequest
from core.errors import ImpossibleMove
from core.formatting import day
from sellers import services
from sellers.models import Ending, Seller
from sellers.reason_forms import EndingForm
from sellers.states import EndingStatus


def announced_end_of(seller: Seller) -> Ending:
    """Raises ImpossibleMove where none is announced, or no longer."""
    ending = seller.endings.announced().first()
    if ending is None:
        raise ImpossibleMove
    return ending


class ByEnd(admin.SimpleListFilter):
    """With whom the contract ends on a day that is known."""

    title = _("end of the contract")
    parameter_name = "ends"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(EndingStatus.ANNOUNCED.value, str(EndingStatus.ANNOUNCED.label))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Seller]) -> QuerySet[Seller]:
        chosen = self.value() == EndingStatus.ANNOUNCED
        return queryset.filter(endings__status=EndingStatus.ANNOUNCED) if chosen else queryset


class EndingDesk:
    """For the ModelAdmin of sellers."""

    # What the admin's own class brings, behind this one.
    find: Any
    decide: Any

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seller]:
        sellers: QuerySet[Seller] = super().get_queryset(request)  # type: ignore[misc]
        announced = Ending.objects.announced().filter(seller=OuterRef("pk"))
        return sellers.annotate(closes_at=Subquery(announced.values("closes_at")))

    @display(description=_("contract ends"), ordering="closes_at", empty_value="")
    def contract_ends(self, seller: Any) -> str | None:
        return day(seller.closes_at) if seller.closes_at else None

    @action(description=_("End the contract"), url_path="end", permissions=["decide"], variant=ActionVariant.DANGER)
    def end(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        seller = self.find(request, object_id)
        return self.decide(
            request,
            seller,
            title=_("End the contract: in thirty days, or at once where the law needs no notice"),
            label="",
            form=(form := EndingForm.of(request, label=_("The facts, as the seller will read them"))),
            act=lambda because: services.end_contract(
                seller,
                by=request.user,
                because=because,
                code=form.cleaned_data["code"],
                at_once=form.cleaned_data["at_once"],
            ),
            done=_("The seller is told, and can complain. Open orders go on to their end."),
        )

    @action(description=_("Call the end off"), url_path="call-off", permissions=["decide"])
    def call_off(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        seller = self.find(request, object_id)
        return self.decide(
            request,
            seller,
            title=_("Let the contract go on"),
            label=_("Why, as the seller will read it"),
            act=lambda because: services.call_off_ending(announced_end_of(seller), by=request.user, because=because),
            done=_("The contract goes on."),
        )

    @display(description=_("end of the contract"))
    def endings(self, seller: Seller) -> str:
        return (
            format_html_join(
                "",
                "{}: {} ({})<br>",
                (
                    (each.get_status_display(), day(each.closes_at), each)
                    for each in seller.endings.order_by("-pk")[:10]
                ),
            )
            or "–"
        )
