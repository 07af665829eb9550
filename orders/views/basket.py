"""The basket: what is in it, and putting in, changing and taking out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.models import Variant
from core.errors import DomainError
from orders import services
from orders.forms import AddForm, LineForm
from orders.rules import MOST_OF_ONE_THING
from orders.visitors import basket_to_fill, lines_of, quote_of, remember_basket


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is in the basket, by currency and shop, at today's prices."""
    return _page(request)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put a variant into the basket, and show it; a refusal leads back to the thing."""
    form = AddForm(request.POST)
    # A number that no variant has is the same as a variant that is gone, or that was never public: a refusal leads
    # to the listing's address, which says its title.
    wanted = form.data.get("variant", "")
    once_public = Variant.objects.filter(listing__published_at__isnull=False).select_related("listing")
    variant = get_object_or_404(once_public, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0)
    if not form.is_valid():
        messages.error(request, _("Choose a number from 1 to %(most)d.") % {"most": MOST_OF_ONE_THING})
        return _to_listing(variant)
    basket, token = basket_to_fill(request)
    try:
        services.add_to_basket(basket, variant, quantity=form.cleaned_data["quantity"] or 1)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        response = _to_listing(variant)
    else:
        messages.success(request, _("“%(title)s” is in your basket.") % {"title": variant.listing.title})
        response = redirect("orders:basket")
    if token:
        remember_basket(response, token)
    return response


@require_POST
def change_line(request: HttpRequest) -> HttpResponse:
    """Have another number of a thing, or take it out; only of one's own basket."""
    wanted = request.POST.get("line", "")
    line = get_object_or_404(
        lines_of(request).select_related("basket"), pk=int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0
    )
    if "remove" in request.POST:
        services.remove_line(line)
        return _answer(request)
    form = LineForm(request.POST)
    if not form.is_valid():
        return _answer(request, _("Choose a number from 1 to %(most)d.") % {"most": MOST_OF_ONE_THING}, line=line.pk)
    try:
        services.change_quantity(line, quantity=form.cleaned_data["quantity"])
    except DomainError as refusal:
        return _answer(request, refusal.message, line=line.pk)
    return _answer(request)


def _to_listing(variant: Variant) -> HttpResponse:
    return redirect("storefront:listing", number=variant.listing.number, slug=variant.listing.slug)


def _is_part(request: HttpRequest) -> bool:
    """Does htmx ask, which swaps only the middle of the page?"""
    return "HX-Request" in request.headers


def _answer(request: HttpRequest, problem: str = "", *, line: int | None = None) -> HttpResponse:
    if problem or _is_part(request):
        return _page(request, problem, line=line)
    return redirect("orders:basket")


def _page(request: HttpRequest, problem: str = "", *, line: int | None = None) -> HttpResponse:
    """The page, or for htmx only its middle; a problem stands beside the line that it is about."""
    quote = quote_of(request)
    context = {
        "purchases": quote.purchases,
        "is_part": _is_part(request),
        "problem": problem,
        "problem_line": line,
        "may_check_out": not quote.is_empty and not quote.problems,
        "most": MOST_OF_ONE_THING,
    }
    template = "orders/basket.html#contents" if _is_part(request) else "orders/basket.html"
    return render(request, template, context, status=409 if problem else 200)
