"""The brands of a shop: what it may offer, what it asks for, and, as the owner of a brand, who else may offer it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.second_factor import needs_second_factor
from core.errors import DomainError
from sellers import services
from sellers.brand_forms import AuthoriseForm, ClaimForm, ReasonForm
from sellers.downloads import BRAND_REVIEW, OWN_CLAIM, paper_response
from sellers.models import BrandAuthorisation, Shop
from sellers.selectors import brands_of, of_brands_owned_by, readable_papers
from sellers.states import RUNS_THE_SHOP, AuthorisationStatus, BrandRole

TONES = {
    AuthorisationStatus.CLAIMED: "held",
    AuthorisationStatus.GRANTED: "good",
    AuthorisationStatus.REFUSED: "bad",
    AuthorisationStatus.REVOKED: "bad",
}


@needs_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def brands(request: SignedInRequest, shop: str) -> HttpResponse:
    """What the shop holds and what is asked of it; a form to ask for more."""
    own = _run_by(request, shop)
    is_sent = request.method == "POST"
    form = ClaimForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        said = {**form.cleaned_data, "role": BrandRole(form.cleaned_data["role"])}
        try:
            services.claim_brand(own, by=request.user, **said)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Asked. You hear from us when it is answered."))
            return redirect("sellers:brands", shop=shop)
    return _page(request, own, form=form)


@needs_second_factor
@require_POST
@login_required
@never_cache
def authorise(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """As the owner of a brand, let another shop offer it."""
    own = _run_by(request, shop)
    held = get_object_or_404(
        BrandAuthorisation.objects.holding().filter(seller=own.seller_id, role=BrandRole.OWNER).select_related("brand"),
        number=number,
    )
    form = AuthoriseForm(request.POST)
    if form.is_valid():
        other = Shop.objects.with_seller().filter(slug=form.slug()).first()
        if other is None:
            form.add_error("shop", _("There is no such shop."))
        else:
            try:
                services.authorise_seller(held.brand, other.seller, by=request.user)
            except DomainError as refusal:
                form.add_error("shop", refusal.message)
            else:
                done = _("%(shop)s may offer %(brand)s for a year.") % {"shop": other.name, "brand": held.brand.name}
                messages.success(request, done)
                return redirect("sellers:brands", shop=shop)
    return _page(request, own, authorise=form, of=held.number)


@needs_second_factor
@require_POST
@login_required
def grant(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    claim = _asked_of(request, shop, number)
    return _act(request, shop, lambda: services.grant_claim(claim, by=request.user), _("Granted for a year."))


@needs_second_factor
@require_POST
@login_required
def refuse(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    claim = _asked_of(request, shop, number)
    because = _reason(request)
    done = _("Refused. The shop reads your reason.")
    return _act(request, shop, lambda: services.refuse_claim(claim, by=request.user, because=because), done)


@needs_second_factor
@require_POST
@login_required
def revoke(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    held = _asked_of(request, shop, number)
    because = _reason(request)
    done = _("Taken away. Nothing of the brand is on sale there any more.")
    return _act(request, shop, lambda: services.revoke_authorisation(held, by=request.user, because=because), done)


@needs_second_factor
@require_POST
@login_required
def withdraw(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    own = _run_by(request, shop)
    claim = get_object_or_404(
        BrandAuthorisation.objects.filter(seller=own.seller_id).select_related("evidence"), number=number
    )
    done = _("Withdrawn, and the document deleted.")
    return _act(request, shop, lambda: services.withdraw_claim(claim, by=request.user), done)


@needs_second_factor
@require_GET
@login_required
@never_cache
def paper(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """The document of one's own claim, or of one that one's shop decides about as the owner of the brand."""
    own = _run_by(request, shop)
    claim = get_object_or_404(readable_papers(own), number=number)
    because = OWN_CLAIM if claim.seller_id == own.seller_id else BRAND_REVIEW
    return paper_response(claim, viewer=request.user, role="", because=because)


def _act(request: SignedInRequest, shop: str, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("sellers:brands", shop=shop)


def _page(
    request: SignedInRequest,
    shop: Shop,
    *,
    form: ClaimForm | None = None,
    authorise: AuthoriseForm | None = None,
    of: str = "",
) -> HttpResponse:
    found = brands_of(shop)
    page = {
        "shop": shop,
        "form": form or ClaimForm(),
        "own": [(each, TONES.get(AuthorisationStatus(each.status), "plain")) for each in found.own],
        "owned": [
            (each, authorise if each.number == of else AuthoriseForm(auto_id=f"id_{each.number}_%s"))
            for each in found.owned
        ],
        "asking": found.asking,
        "granted": found.granted,
    }
    return render(request, "sellers/brands.html", page)


def _reason(request: SignedInRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["because"] if form.is_valid() else ""


def _run_by(request: SignedInRequest, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP).with_seller(), slug=slug)


def _asked_of(request: SignedInRequest, shop: str, number: str) -> BrandAuthorisation:
    """What somebody asks for, or holds, of a brand that this shop owns."""
    return get_object_or_404(of_brands_owned_by(_run_by(request, shop)), number=number)
