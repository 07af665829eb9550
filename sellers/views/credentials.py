"""
Showing credentials from the desk, and saying once a year that everything is still true.

The owner acts; the manager and whoever keeps the money look. The list of all of them, with what each takes off sale,
is storefront's.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from accounts.selectors import looks_of
from core import clock
from core.errors import DomainError
from core.files import views_of_all
from sellers.desk_forms import ClaimForm
from sellers.downloads import credential_response
from sellers.models import Credential, Membership
from sellers.selectors import address_lines
from sellers.states import SEES_CREDENTIALS, ShopRole
from sellers.vetting import services
from sellers.vetting.holdings import Holding, holding_of
from sellers.vetting.rules import certification_due, certification_ends
from sellers.vetting.selectors import opened_by


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def credential(request: SignedInRequest, shop: str, code: str) -> HttpResponse:
    """One thing that is required: why, where it stands, what was sent and who opened it, and the form to show it."""
    place = _place(request, shop, *((ShopRole.OWNER,) if request.method == "POST" else SEES_CREDENTIALS))
    seller = place.shop.seller
    holding = holding_of(seller, code, reader=place)
    if holding is None:
        raise Http404
    form = ClaimForm(
        request.POST or None, request.FILES or None, requirement=holding.requirement, country=seller.country
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.claim_credential(
                seller.application, holding.requirement, by=request.user, claim=form.claim(), documents=form.shown()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It has reached us. What you had shown before holds on until its own end."))
            return redirect("sellers:credential", shop=shop, code=code)
    return _page(request, place, holding, form)


def _page(request: SignedInRequest, place: Membership, holding: Holding, form: ClaimForm) -> HttpResponse:
    is_owner = place.role == ShopRole.OWNER
    files = [document.file for each in holding.credentials for document in each.documents.all()]
    looks = views_of_all(files).exclude(actor=request.user) if is_owner else []
    page = {
        "shop": place.shop,
        "is_owner": is_owner,
        "holding": holding,
        "requirement": holding.requirement,
        "form": form if is_owner else None,
        "views": looks_of(looks, reader=request.user),
    }
    return render(request, "sellers/credential.html", page)


@needs_second_factor
@require_POST
@login_required
def withdraw_claim(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Take back what nobody has decided."""
    own = get_object_or_404(_credentials(_place(request, shop, ShopRole.OWNER)), number=number)
    try:
        services.withdraw_claim(own, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back, and its documents deleted."))
    return redirect("sellers:credential", shop=shop, code=own.requirement.code)


@needs_second_factor
@require_GET
@login_required
@never_cache
def credential_document(request: SignedInRequest, shop: str, number: str, position: int) -> HttpResponse:
    """One document of one's own, as a download; that it was opened is on record. A former owner's is not found."""
    theirs = opened_by(_place(request, shop, *SEES_CREDENTIALS)).select_related("application")
    return credential_response(get_object_or_404(theirs, number=number), position, viewer=request.user)


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def certify(request: SignedInRequest, shop: str) -> HttpResponse:
    """Is all of this still true? The facts, and one button."""
    place = _place(request, shop, ShopRole.OWNER)
    seller = place.shop.seller
    if request.method == "POST":
        try:
            services.certify_facts(seller, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Thank you. We ask again in a year."))
        return redirect("sellers:certify", shop=shop)
    due_at = certification_due(seller.approved_at, seller.certified_at)
    page = {
        "shop": place.shop,
        "seller": seller,
        "address": address_lines(seller),
        "due_at": due_at,
        "ends_at": certification_ends(seller.approved_at, seller.certified_at, approval_until=seller.valid_until),
        "is_due": due_at <= clock.now(),
    }
    return render(request, "sellers/certify.html", page)


def _place(request: SignedInRequest, shop: str, *roles: ShopRole) -> Membership:
    """The reader's own place in the shop; nobody else's is found."""
    places = Membership.objects.filter(user=request.user, role__in=roles).select_related("shop__seller__application")
    return get_object_or_404(places, shop__slug=shop)


def _credentials(place: Membership) -> QuerySet[Credential]:
    return Credential.objects.filter(seller=place.shop.seller).select_related("seller", "requirement", "application")
