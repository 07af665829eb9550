"""Applying to sell, one item at a time: every page saves by itself, and the way can be left and taken up again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from core.errors import DomainError
from sellers import services
from sellers.facts import PARTS
from sellers.item_forms import CategoriesForm, ClaimForm, CodeForm, PartForm, ProofForm, SendForm
from sellers.models import Application
from sellers.selectors.checklist import Item, ItemState, attention_first, checklist_of, item_of
from sellers.states import OPEN_TO_ANSWERS, UNDECIDED
from sellers.vetting import services as vetting
from taxonomy.tree import current_tree

TONES = {
    ItemState.TO_DO: "plain",
    ItemState.WAITING_FOR_YOU: "held",
    ItemState.DONE: "good",
    ItemState.CHECKED: "good",
    ItemState.COULD_NOT: "held",
    ItemState.REFUSED: "bad",
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def apply(request: SignedInRequest) -> HttpResponse:
    """Begin an application with who applies, or go on with the one that is open."""
    undecided = Application.objects.made_by(request.user).undecided().first()
    if undecided and request.method != "POST":
        return redirect("sellers:application", number=undecided.number)
    form = PartForm(request.POST or None, part="who")
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.begin_application(request.user, answers=form.answers())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("sellers:checklist", number=begun.number)
    return render(request, "sellers/apply.html", {"form": form})


@require_safe
@login_required
@never_cache
def checklist(request: SignedInRequest, number: str) -> HttpResponse:
    """What is asked, and how far one is."""
    own = _own(request, number)
    if own.status not in UNDECIDED:
        return redirect("sellers:application", number=number)
    return _checklist(request, own, SendForm())


@require_POST
@login_required
@never_cache
def send(request: SignedInRequest, number: str) -> HttpResponse:
    """Put it into the reviewers' queue."""
    own, form = _own(request, number), SendForm(request.POST)
    if form.is_valid():
        try:
            services.send_application(own, by=request.user, undertakes=form.cleaned_data["undertakes"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your application has reached us."))
            return redirect("sellers:application", number=number)
    if own.status not in UNDECIDED:
        return redirect("sellers:application", number=number)
    return _checklist(request, own, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def item(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """One item: why it is asked, and its form."""
    own = _own(request, number)
    if own.status not in UNDECIDED:
        return redirect("sellers:application", number=number)
    found = item_of(checklist_of(own), code)
    if found is None:
        raise Http404
    is_answer = code in PARTS or code in {"categories", "document"}
    if is_answer and own.status not in OPEN_TO_ANSWERS:
        return redirect("sellers:checklist", number=number)
    form = _form(request, own, found)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, own, found, form)
        except DomainError as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect("sellers:checklist", number=number)
    page = {"application": own, "item": found, "form": form, "tone": TONES[found.state]}
    return render(request, "sellers/checklist_item.html", page)


@require_POST
@login_required
def send_code(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Send a code to the address or phone of the item; then the item's own page takes it."""
    own = _own(request, number)
    found = _claimable(own, code)
    if not found.is_code or found.requirement is None:
        raise Http404
    try:
        vetting.send_code(own, found.requirement, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("sellers:checklist_item", number=number, code=code)


@require_POST
@login_required
def take_back(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Take back what was claimed, with its documents."""
    own = _own(request, number)
    found = _claimable(own, code)
    if found.credential is None:
        raise Http404
    try:
        vetting.withdraw_claim(found.credential, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back, and its documents deleted."))
    return redirect("sellers:checklist", number=number)


def _checklist(request: SignedInRequest, own: Application, form: forms.Form) -> HttpResponse:
    items = checklist_of(own)
    needed = [each for each in items if each.is_required]
    page = {
        "application": own,
        "rows": [(each, TONES[each.state]) for each in items],
        "refused": attention_first(items),
        "form": form,
        "is_open": own.status in OPEN_TO_ANSWERS,
        "settled": sum(not each.is_missing for each in needed),
        "needed": len(needed),
    }
    return render(request, "sellers/checklist.html", page)


def _form(request: SignedInRequest, own: Application, item: Item) -> forms.Form:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if item.code in PARTS:
        return PartForm(data, part=item.code, application=own)
    if item.code == "categories":
        chosen = [category.path for category in own.categories.all()]
        return CategoriesForm(data, tree=current_tree().categories, initial={"categories": chosen})
    if item.code == "document":
        return ProofForm(data, files, application=own, requirement=item.requirement, credential=item.credential)
    if item.is_code:
        return CodeForm(data)
    assert item.requirement is not None
    return ClaimForm(data, files, requirement=item.requirement, country=own.country)


def _keep(request: SignedInRequest, own: Application, item: Item, form: Any) -> None:
    by = request.user
    if item.code in PARTS:
        services.answer_parts(own, by=by, answers=form.answers())
    elif item.code == "categories":
        services.choose_categories(own, by=by, categories=form.chosen())
    elif item.code == "document":
        services.show_document(own, by=by, proof=form.proof())
    elif item.is_code:
        assert item.requirement is not None
        vetting.confirm_code(own, item.requirement, by=by, code=form.cleaned_data["code"])
    else:
        assert item.requirement is not None
        vetting.claim_credential(own, item.requirement, by=by, claim=form.claim(), documents=form.shown())


def _refuse(form: Any, refusal: DomainError) -> None:
    if hasattr(form, "refuse"):
        form.refuse(refusal)
        return
    field = refusal.details.get("field")
    form.add_error(field if field in form.fields else None, refusal.message)


def _claimable(own: Application, code: str) -> Item:
    found = item_of(checklist_of(own), code) if own.status in UNDECIDED else None
    if found is None or found.requirement is None:
        raise Http404
    return found


def _own(request: SignedInRequest, number: str) -> Application:
    applications = Application.objects.made_by(request.user).select_related("document")
    return get_object_or_404(applications, number=number)
