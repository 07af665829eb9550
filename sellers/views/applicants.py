"""Applying to sell, and following the application. Each row is found among the applicant's own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from core.errors import DomainError
from sellers import services
from sellers.downloads import OWN, document_response
from sellers.forms import AmendForm
from sellers.models import Application
from sellers.rules import DAYS_TO_ANSWER
from sellers.selectors import address_lines, openings_of, steps_of
from sellers.states import ApplicationStatus

TONES = {
    ApplicationStatus.DRAFT: "plain",
    ApplicationStatus.SUBMITTED: "held",
    ApplicationStatus.MORE_REQUESTED: "held",
    ApplicationStatus.APPROVED: "good",
    ApplicationStatus.REFUSED: "bad",
    ApplicationStatus.WITHDRAWN: "plain",
}


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What selling here asks for, what is checked, and how long that takes."""
    applications = Application.objects.made_by(request.user).order_by("-pk")
    return render(request, "sellers/start.html", {"applications": applications, "days": DAYS_TO_ANSWER})


@require_safe
@login_required
@never_cache
def application(request: SignedInRequest, number: str) -> HttpResponse:
    """Where the application stands, and who opened its document."""
    own = _own(request, number)
    if own.status == ApplicationStatus.DRAFT:
        return redirect("sellers:checklist", number=number)
    page = {
        "application": own,
        "tone": TONES[ApplicationStatus(own.status)],
        "steps": steps_of(own),
        "address": address_lines(own),
        "views": openings_of(own),
        "can_amend": own.status == ApplicationStatus.MORE_REQUESTED,
        "can_withdraw": own.can_move_to(ApplicationStatus.WITHDRAWN),
    }
    return render(request, "sellers/application.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def amend(request: SignedInRequest, number: str) -> HttpResponse:
    """Answer what was asked for."""
    own = _own(request, number)
    if own.status != ApplicationStatus.MORE_REQUESTED:
        return redirect("sellers:application", number=number)
    form = AmendForm(request.POST or None, request.FILES or None, application=own)
    if request.method == "POST" and form.is_valid():
        try:
            services.amend_application(own, by=request.user, facts=form.facts(), document=form.document_if_any())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your answer has reached us."))
            return redirect("sellers:application", number=number)
    return render(request, "sellers/apply.html", {"form": form, "application": own})


@require_POST
@login_required
def withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    own = _own(request, number)
    try:
        services.withdraw_application(own, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your application is withdrawn, and its document deleted."))
    return redirect("sellers:application", number=number)


@require_GET
@login_required
@never_cache
def document(request: SignedInRequest, number: str) -> HttpResponse:
    """The applicant's own document."""
    return document_response(_own(request, number), viewer=request.user, role="", because=OWN)


def _own(request: SignedInRequest, number: str) -> Application:
    applications = Application.objects.made_by(request.user).select_related("applicant", "document", "seller")
    return get_object_or_404(applications, number=number)
