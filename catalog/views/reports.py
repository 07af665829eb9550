"""Telling us of a listing, following what becomes of it; and as a shop, reading why something was taken down."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from catalog.forms import ComplaintForm, ReportForm
from catalog.models import Listing, Report
from catalog.reporting import services
from catalog.reporting.services import ReportRefused, digest_of
from catalog.reporting.statements import statement_of
from catalog.states import ReportReason, ReportStatus
from core.errors import DomainError
from core.numbers import token_digest
from sellers.models import Shop
from sellers.states import RUNS_THE_SHOP

TONES = {
    ReportStatus.WAITING: "plain",
    ReportStatus.IN_HAND: "held",
    ReportStatus.UPHELD: "good",
    ReportStatus.REJECTED: "bad",
    ReportStatus.OVERTURNED: "bad",
}
ON_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Say what is wrong with a listing. Anybody may; whoever has no account leaves an address."""
    listing = get_object_or_404(Listing.objects.select_related("shop"), number=number, published_at__isnull=False)
    member = request.user if isinstance(request.user, User) else None
    form = ReportForm(request.POST if request.method == "POST" else None, is_member=member is not None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data.get("email", "")
        if slower := consume_or_429(request, action="report", key=str(member.pk) if member else digest_of(email)):
            return slower
        try:
            made = _file(listing, member, form, email)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            if member and made:
                messages.success(request, _("Thank you. A moderator reads it; here you see what becomes of it."))
                return redirect("catalog:own_report", number=made.number)
            messages.success(
                request,
                _("Thank you. When we take up your report, we write to %(email)s how to follow it.") % {"email": email},
            )
            return redirect(listing)
    return render(request, "catalog/reports/report.html", {"listing": listing, "form": form})


def _file(listing: Listing, member: User | None, form: ReportForm, email: str) -> Report | None:
    said = form.cleaned_data
    try:
        return services.file_report(
            listing,
            by=member,
            reason=ReportReason(said["reason"]),
            words=said["words"],
            email=email,
            owns_brand=said["owns_brand"],
            trademark_number=said["trademark_number"],
            language=get_language() or "",
        )
    except ReportRefused:
        # Whether an address has reported before is said to nobody who only knows the address.
        if member:
            raise
        return None


@require_safe
@login_required
@never_cache
def own_reports(request: SignedInRequest) -> HttpResponse:
    """What one has reported, newest first."""
    found = Report.objects.made_by(request.user).select_related("listing").order_by("-pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, TONES[ReportStatus(each.status)]) for each in page]
    return render(request, "catalog/reports/own.html", {"page": page, "rows": rows})


@require_safe
@login_required
@never_cache
def own_report(request: SignedInRequest, number: str) -> HttpResponse:
    found = get_object_or_404(Report.objects.made_by(request.user).select_related("listing__shop"), number=number)
    return _status(request, found)


@require_safe
@never_cache
def report_status(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The same for whoever has the link from our letter."""
    digest = token_digest(token)
    found = get_object_or_404(
        Report.objects.filter(reporter=None).select_related("listing__shop"),
        number=number,
        access_token_digest=digest,
    )
    return _status(request, found)


def _status(request: HttpRequest, found: Report) -> HttpResponse:
    page = {"report": found, "listing": found.listing, "tone": TONES[ReportStatus(found.status)]}
    response = render(request, "catalog/reports/status.html", page)
    # The address may hold a secret.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def statement(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Why something of the shop was taken down, and the complaint about it."""
    own = get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)
    decided = Report.objects.against_shops_run_by(request.user).select_related("listing")
    found = get_object_or_404(decided, listing__shop=own, number=number)
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.complain(found, by=request.user, words=form.cleaned_data["words"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your complaint is with a moderator who did not decide."))
            return redirect("catalog:statement", shop=shop, number=number)
    page = {"shop": own, "listing": found.listing, "statement": statement_of(found), "form": form}
    return render(request, "catalog/reports/statement.html", page)


@require_safe
@login_required
@never_cache
def statements(request: SignedInRequest, shop: str) -> HttpResponse:
    """Everything that was taken down of a shop, newest first."""
    own = get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)
    decided = Report.objects.against_shops_run_by(request.user).filter(listing__shop=own).select_related("listing")
    page = Paginator(decided.order_by("-decided_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "catalog/reports/statements.html", {"shop": own, "page": page})
