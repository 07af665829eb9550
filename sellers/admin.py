"""The reviewers' desk: the queue of applications, and the sellers that came of it. Buttons call services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.requests import SignedInRequest
from accounts.staff import ForRoles
from core.files import views_of
from core.formatting import ago, moment, number
from sellers import services
from sellers.brand_admin import BrandAuthorisationAdmin  # noqa: F401  it registers itself
from sellers.downloads import REVIEW, document_response
from sellers.ending_admin import ByEnd, EndingDesk
from sellers.models import Application, Ending, Membership, Seller, Shop
from sellers.querysets import ApplicationQuerySet
from sellers.reason_forms import ReasonsForm
from sellers.reviewers_admin import ReviewersAdmin
from sellers.reviewing import replies as replies_admin  # noqa: F401  registers its page
from sellers.reviewing.admin import ReviewDesk, review_page
from sellers.reviewing.deciding import DecidesInTheFile, replies_for
from sellers.reviewing.states import ReplyKind
from sellers.selectors import is_own_business, owners_of, risks_in, whom_it_concerns
from sellers.services.deciding import REVIEWERS
from sellers.slow_admin import AlarmAdmin, IdentityChangeAdmin, PayoutAccountAdmin  # noqa: F401  register themselves
from sellers.states import UNDECIDED, ApplicationStatus, Risk, SellerStatus
from sellers.vetting import admin as vetting_admin  # noqa: F401  registers its pages
from sellers.vetting import blocklist_admin  # noqa: F401  the same

LOOK_AFTER = gettext_noop("To look after sellers and their shops.")


def read_in(request: HttpRequest) -> datetime | None:
    """When that was submitted which the reviewer had before them, as the form brings it back."""
    try:
        return parse_datetime(request.POST.get("read", ""))
    except ValueError:
        return None


@admin.register(Application)
class ApplicationAdmin(ReviewDesk, DecidesInTheFile, ReviewersAdmin):
    list_before_template = "sellers/desk/links.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    list_display = ("number", "trading_name", "country_in_words", "kind", "shown_status", "waiting_since", "applicant")
    list_filter = ("status", "kind", "registration_check")
    list_select_related = ("applicant",)
    search_fields = ("number", "trading_name", "legal_name", "registration_number", "contact_email")
    actions_detail = ("approve", "ask_for_more", "refuse")
    readonly_fields = (
        "shown_status",
        "file_link",
        "country_in_words",
        "address",
        "number_check",
        "document_link",
        "seen_by_whom",
        "others",
        "risks_in_words",
        "second_person",
    )
    fieldsets = (
        (None, {"fields": ("status", "file_link", "trading_name", "submitted_at", "applicant", "others")}),
        (_("Who"), {"fields": ("legal_name", "kind", "country_in_words", "address")}),
        (_("Checked by software"), {"fields": ("registration_number", "number_check", "undertook_at")}),
        (_("High risk"), {"fields": ("risks_in_words", "second_person")}),
        (_("Document"), {"fields": ("document_link", "seen_by_whom")}),
        (_("Contact"), {"fields": ("contact_name", "contact_email", "contact_phone")}),
        (_("The shop"), {"fields": ("currency", "language", "about")}),
        (_("Decision"), {"fields": ("request_for_more", "decided_by", "decided_at", "reason")}),
    )

    def people_of(self, row: Application) -> Iterable[int]:
        return whom_it_concerns(row)

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for a reviewer stands on top, the oldest first."""
        waits = Case(When(status=ApplicationStatus.SUBMITTED, then=Value(0)), default=Value(1))
        return (waits, "submitted_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        applications: ApplicationQuerySet = super().get_queryset(request)
        return applications.sent().select_related("applicant", "document", "decided_by")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        if not Application.objects.waiting().filter(pk=object_id).exists():
            return []
        return super().get_actions_detail(request, object_id)

    def get_urls(self) -> Any:
        document = path(
            "<int:pk>/document/", self.admin_site.admin_view(self.document), name="sellers_application_document"
        )
        return [document, *super().get_urls()]

    def document(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """The document, to a reviewer, on record."""
        role = request.user.acts_as(*REVIEWERS)
        if not role:
            raise Http404
        application = self.find(request, str(pk))
        return document_response(application, viewer=request.user, role=role, because=REVIEW)

    @action(description=_("Approve"), url_path="approve", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def approve(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        application = self.find(request, object_id)
        # Nobody reads here what software makes of their own; the service refuses them either way.
        if not is_own_business(application, request.user) and (risks := risks_in(application)):
            return self.decide(
                request,
                application,
                title=_("Ask a second person to approve"),
                label=_("Why it can be approved all the same, for the second person"),
                act=lambda because: services.propose_approval(
                    application, by=request.user, because=because, as_submitted_at=read_in(request)
                ),
                done=_("A senior reviewer is asked. Until then it waits."),
                read=application.submitted_at.isoformat(),
                notes=[risk.label for risk in risks],
                back=review_page(application.pk),
            )
        return self.decide(
            request,
            application,
            title=_("Approve, and open the shop"),
            label=_("A note for the applicant (not needed)"),
            act=lambda note: services.approve_application(
                application, by=request.user, note=note, as_submitted_at=read_in(request)
            ),
            done=_("Approved: the shop is open."),
            required=False,
            read=application.submitted_at.isoformat(),
            back=review_page(application.pk),
        )

    @action(description=_("Ask for more"), url_path="ask-for-more", permissions=["decide"])
    def ask_for_more(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        application = self.find(request, object_id)
        return self.decide(
            request,
            application,
            title=_("Ask for more"),
            label=_("What is needed, and why"),
            act=lambda what: services.request_more(application, by=request.user, what=what),
            done=_("The applicant is told what is needed."),
            back=review_page(application.pk),
            replies=replies_for(ReplyKind.MORE, application.language),
        )

    @action(description=_("Refuse"), url_path="refuse", permissions=["decide"], variant=ActionVariant.DANGER)
    def refuse(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        application = self.find(request, object_id)
        return self.decide(
            request,
            application,
            title=_("Refuse"),
            label="",
            form=(form := ReasonsForm.of(request, label=_("The facts, as the applicant will read them"))),
            act=lambda because: services.refuse_application(
                application,
                by=request.user,
                because=because,
                code=form.cleaned_data["code"],
                as_submitted_at=read_in(request),
            ),
            done=_("Refused. The applicant reads the reason."),
            read=application.submitted_at.isoformat(),
            back=review_page(application.pk),
            replies=replies_for(ReplyKind.REFUSAL, application.language),
        )

    @display(description=_("why it takes two"))
    def risks_in_words(self, application: Application) -> str:
        risks = risks_in(application) if application.status in UNDECIDED else application.risks
        return format_html_join("", "{}<br>", ((Risk(risk).label,) for risk in risks)) or "–"

    @display(description=_("waiting"), ordering="submitted_at")
    def waiting_since(self, application: Application) -> str:
        return ago(application.submitted_at) if application.status in UNDECIDED else ""

    @display(description=_("document"))
    def document_link(self, application: Application) -> str:
        file = application.document
        if file.deleted_at:
            return str(_("deleted"))
        url = reverse("admin:sellers_application_document", args=[application.pk])
        about = f"{file.content_type}, {file.size // 1024} kB, {file.get_scan_display()}"
        return format_html('<a class="text-link" href="{}">{}</a> ({})', url, _("Download"), about)

    @display(description=_("opened by"))
    def seen_by_whom(self, application: Application) -> str:
        views = views_of(application.document).select_related("actor")[:20]
        return format_html_join("", "{}: {}<br>", ((moment(view.at), view.actor) for view in views)) or "–"

    @display(description=_("other applications of this person"))
    def others(self, application: Application) -> str:
        others = Application.objects.sent().filter(applicant_id=application.applicant_id).exclude(pk=application.pk)
        return (
            format_html_join(
                "",
                '<a class="text-link" href="{}">{}</a> ({})<br>',
                (
                    (reverse("admin:sellers_application_change", args=[other.pk]), other, other.get_status_display())
                    for other in others.order_by("-pk")[:20]
                ),
            )
            or "–"
        )


class ShopsOfSeller(ForRoles, TabularInline):
    model = Shop
    seen_by = REVIEWERS
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("slug", "name", "status", "currency", "opened_at")


@admin.register(Seller)
class SellerAdmin(EndingDesk, ReviewersAdmin):
    looks_are_for = LOOK_AFTER
    list_display = (
        "legal_name",
        "country_in_words",
        "kind",
        "shown_status",
        "approved_at",
        "valid_until",
        "contract_ends",
    )
    list_filter = ("status", "kind", ByEnd)
    search_fields = ("legal_name", "registration_number", "contact_email", "shops__name", "shops__slug")
    ordering = ("-approved_at",)
    inlines = (ShopsOfSeller,)
    actions_detail = ("renew", "suspend", "reinstate", "end", "call_off")
    readonly_fields = ("file_link", "country_in_words", "address", "number_check", "second_person", "endings")
    fieldsets = (
        (None, {"fields": ("status", "file_link", "approved_at", "valid_until", "application")}),
        (_("Suspension"), {"fields": ("suspended_at", "suspended_reason", "second_person")}),
        (_("End of the contract"), {"fields": ("endings",)}),
        (_("Payouts"), {"fields": ("payouts_paused_until", "payouts_paused_because")}),
        (_("Who"), {"fields": ("legal_name", "kind", "country_in_words", "address")}),
        (_("Checked by software"), {"fields": ("registration_number", "number_check", "undertook_at")}),
        (_("Contact"), {"fields": ("contact_name", "contact_email", "contact_phone")}),
    )

    def people_of(self, row: Seller) -> Iterable[int]:
        return owners_of(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seller]:
        sellers: QuerySet[Seller] = super().get_queryset(request)
        return sellers.select_related("application")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        """What can be done with this seller now."""
        status = Seller.objects.filter(pk=object_id).values_list("status", flat=True).first()
        ends = "call-off" if Ending.objects.announced().filter(seller=object_id).exists() else "end"
        open_to: dict[str | None, set[str]] = {
            SellerStatus.APPROVED: {"renew", "suspend", ends},
            SellerStatus.SUSPENDED: {"reinstate", ends},
        }
        actions = super().get_actions_detail(request, object_id)
        return [each for each in actions if each.path in open_to.get(status, set())]

    @action(description=_("Renew"), url_path="renew", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def renew(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        seller = self.find(request, object_id)
        return self.decide(
            request,
            seller,
            title=_("Renew: the approval holds for a year from today"),
            label=_("What you have looked at again, and why the approval still holds (for the history)"),
            act=lambda because: services.renew_approval(seller, by=request.user, because=because),
            done=_("Renewed for a year."),
        )

    @action(description=_("Suspend"), url_path="suspend", permissions=["decide"], variant=ActionVariant.DANGER)
    def suspend(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        seller = self.find(request, object_id)
        return self.decide(
            request,
            seller,
            title=_("Suspend: everything goes off sale at once"),
            label="",
            form=(form := ReasonsForm.of(request, label=_("The facts, as the seller will read them"))),
            act=lambda because: services.suspend_seller(
                seller, by=request.user, because=because, code=form.cleaned_data["code"]
            ),
            done=_("Suspended. Nothing of this seller is on sale."),
        )

    @action(description=_("Reinstate"), url_path="reinstate", permissions=["decide"], variant=ActionVariant.SUCCESS)
    def reinstate(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        seller = self.find(request, object_id)
        return self.decide(
            request,
            seller,
            title=_("Ask a second person to end the suspension"),
            label=_("Why it can end, for the second person and for the history"),
            act=lambda because: services.propose_reinstatement(seller, by=request.user, because=because),
            done=_("A senior reviewer is asked. Until then nothing of this seller is on sale."),
        )


class PeopleOfShop(ForRoles, TabularInline):
    model = Membership
    seen_by = REVIEWERS
    extra = 0
    hide_title = True
    can_delete = False
    fields = ("user", "role", "joined_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        memberships: QuerySet[Membership] = super().get_queryset(request)
        return memberships.select_related("user")


@admin.register(Shop)
class ShopAdmin(ReviewersAdmin):
    looks_are_for = LOOK_AFTER
    list_display = ("name", "slug", "seller", "status", "currency", "opened_at")
    list_filter = ("status", "currency")
    list_select_related = ("seller",)
    search_fields = ("name", "slug", "seller__legal_name")
    ordering = ("-opened_at",)
    inlines = (PeopleOfShop,)
    readonly_fields = ("country_in_words", "rating")
    fieldsets = (
        (None, {"fields": ("name", "slug", "seller", "status", "opened_at", "closed_at")}),
        (_("As shoppers see it"), {"fields": ("about", "city", "country_in_words", "language", "currency", "rating")}),
    )

    def people_of(self, row: Shop) -> Iterable[int]:
        return owners_of(row.seller)

    @display(description=_("rating"))
    def rating(self, shop: Shop) -> str:
        average = shop.rating_average
        return "–" if average is None else f"{number(round(average, 1))} ({number(shop.rating_count)})"
