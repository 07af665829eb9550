"""What the reviewers' pages of applications, sellers and shops share. Part of `sellers.admin`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.deciding import Deciding
from accounts.models import User
from accounts.staff import ForRoles, is_one_of
from core.audit import key_of
from core.foureyes import act_of
from core.models import Proposal
from sellers.downloads import REVIEW
from sellers.models import Application, Business
from sellers.places import country_name
from sellers.registration import scheme_of
from sellers.reviewing.admin import review_page
from sellers.selectors import address_lines, is_own_business
from sellers.services.deciding import REVIEWERS
from sellers.states import ApplicationStatus, SellerStatus

STATUS_TONES = {
    # Amber is what waits for a reviewer; what waits for the applicant is quiet.
    ApplicationStatus.SUBMITTED.value: "warning",
    ApplicationStatus.MORE_REQUESTED.value: "info",
    ApplicationStatus.APPROVED.value: "success",
    ApplicationStatus.REFUSED.value: "danger",
    ApplicationStatus.WITHDRAWN.value: None,
    SellerStatus.SUSPENDED.value: "danger",
    SellerStatus.CLOSED.value: None,
}


# What a page says of the decision that is being made.
FOR_DECIDERS = frozenset({"risks_in_words", "second_person"})


class ReviewersAdmin(Deciding, ForRoles, ModelAdmin):
    """To be looked at by reviewers; what changes, changes through a button with its own page."""

    seen_by = REVIEWERS
    looks_are_for = REVIEW
    compressed_fields = False

    def has_decide_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, *REVIEWERS)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Why it takes two, and who was asked, is for those who decide: nobody reads it about their own business."""
        found = super().get_fieldsets(request, obj)
        assert isinstance(request.user, User)
        application = obj if isinstance(obj, Application) else getattr(obj, "application", None)
        if application is None or not is_own_business(application, request.user):
            return found
        left = [(title, [name for name in options["fields"] if name not in FOR_DECIDERS]) for title, options in found]
        return [(title, {"fields": fields}) for title, fields in left if fields]

    @display(description=_("country"), ordering="country")
    def country_in_words(self, row: Business) -> str:
        return country_name(row.country)

    @display(description=_("address"))
    def address(self, row: Any) -> str:
        return ", ".join(address_lines(row))

    @display(description=_("check of the number"))
    def number_check(self, row: Any) -> str:
        scheme = scheme_of(row.registration_scheme)
        check = row.get_registration_check_display()
        return f"{scheme.name}: {check}" if scheme else check

    @display(description=_("file"))
    def file_link(self, row: Any) -> str:
        url = review_page(row.pk if isinstance(row, Application) else row.application_id)
        return format_html('<a class="text-link" href="{}">{}</a>', url, _("Documents, checks and history"))

    @display(description=_("asked of a second person"))
    def second_person(self, row: Any) -> str:
        proposals = Proposal.objects.filter(thing=key_of(row)).order_by("-pk")[:20]
        return (
            format_html_join(
                "",
                '<a class="text-link" href="{}">{}</a> ({})<br>',
                (
                    (
                        reverse("admin:core_proposal_change", args=[each.pk]),
                        act_of(each).title,
                        each.get_status_display(),
                    )
                    for each in proposals
                ),
            )
            or "–"
        )

    @display(description=_("status"), label=STATUS_TONES, ordering="status")
    def shown_status(self, row: Any) -> tuple[str, str]:
        return row.status, str(row.get_status_display())
