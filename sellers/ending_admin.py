"""The part of a seller's desk on which the contract with them ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
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


def announced_end_of(seller: Seller) -> Ending:
    """Raises ImpossibleMove where none is announced, or no longer."""
    ending = seller.endings.announced().first()
    if ending is None:
        raise ImpossibleMove
    return ending


class EndingDesk:
    """For the ModelAdmin of sellers."""

    # What the admin's own class brings, behind this one.
    find: Any
    decide: Any

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
