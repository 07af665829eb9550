"""What was decided about somebody, why, and their complaint about it. Each row is found among those sent to them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from core import complaints
from core.errors import DomainError
from core.models import Complaint, StatementOfReasons
from core.reasons import in_words
from core.rules import ANSWERED_WITHIN
from sellers import services
from sellers.downloads import complaint_response
from sellers.forms import ComplaintForm
from sellers.selectors.decisions import decisions_about, hearings_of


@require_safe
@login_required
@never_cache
def decisions(request: SignedInRequest) -> HttpResponse:
    """Every decision that one was told of, the newest first."""
    return render(request, "sellers/decisions.html", {"decisions": decisions_about(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def decision(request: SignedInRequest, number: str) -> HttpResponse:
    """The statement of reasons, what became of a complaint, and the form for one."""
    statement = _find(request, number)
    form = ComplaintForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.complain(statement, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("We have your complaint. Somebody who did not decide looks at it."))
            return redirect("sellers:decision", number=number)
    page = {
        "said": in_words(statement),
        "hearings": hearings_of(statement, reader=request.user),
        "way": complaints.way_of(statement),
        "days": ANSWERED_WITHIN.days,
        "form": form,
    }
    return render(request, "sellers/decision.html", page)


@require_POST
@login_required
def withdraw_complaint(request: SignedInRequest, number: str) -> HttpResponse:
    """Take one's own complaint about this decision back."""
    waiting = Complaint.objects.waiting().filter(filed_by=request.user)
    complaint = get_object_or_404(waiting, statement=_find(request, number))
    try:
        complaints.withdraw_complaint(complaint, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your complaint is taken back. The decision stands."))
    return redirect("sellers:decision", number=number)


@require_GET
@login_required
@never_cache
def complaint_document(request: SignedInRequest, number: str) -> HttpResponse:
    """What came with one's own complaint or appeal, as a download; that it was opened is on record."""
    own = Complaint.objects.filter(filed_by=request.user).select_related("document")
    return complaint_response(get_object_or_404(own, number=number), viewer=request.user)


def _find(request: SignedInRequest, number: str) -> StatementOfReasons:
    return get_object_or_404(StatementOfReasons.objects.sent_to(request.user), number=number)
