"""The photos of a listing: upload, words, order, removal."""

from __future__ import annotations

from itertools import chain

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from catalog import services
from catalog.forms import DescribePhotoForm, UploadPhotosForm
from catalog.views.finding import own_listing, own_photo
from catalog.views.listings import listing_page, photos_of
from core.errors import DomainError
from core.text import plain_line


@require_safe
@login_required
@never_cache
def photos(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Only the photos, for a page that waits until they are prepared."""
    listing = own_listing(request.user, shop, number)
    page = {"shop": listing.shop, "listing": listing, **photos_of(listing)}
    return render(request, "catalog/photos.html", page)


@require_POST
@login_required
@never_cache
def add(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Take in one or more photos; each is taken or refused for itself. uploads.js sends one and wants to know."""
    listing = own_listing(request.user, shop, number)
    form = UploadPhotosForm(request.POST, request.FILES)
    for_script = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        if for_script:
            return _said(" ".join(map(str, chain.from_iterable(form.errors.values()))))
        return listing_page(request, listing, upload=form)
    taken = 0
    refused = []
    for file in form.cleaned_data["photos"]:
        name = plain_line(file.name or "")[:100]
        try:
            services.add_photo(listing, content=file.read(), name=name, by=request.user, alt=form.cleaned_data["alt"])
        except DomainError as refusal:
            refused.append((name, refusal.message))
        else:
            taken += 1
    if for_script:
        return _said(" ".join(sentence for _name, sentence in refused))
    for name, sentence in refused:
        messages.error(request, f"{name}: {sentence}")
    if taken:
        said = ngettext("%(count)d photo is being prepared.", "%(count)d photos are being prepared.", taken)
        messages.success(request, said % {"count": taken})
    return redirect("catalog:listing_edit", shop=shop, number=number)


def _said(refused: str) -> JsonResponse:
    """The answer to uploads.js: empty when the photo is taken."""
    return JsonResponse({"refused": refused}, status=422 if refused else 200)


@require_POST
@login_required
def remove(request: SignedInRequest, shop: str, number: str, code: str) -> HttpResponse:
    photo = own_photo(request.user, shop, number, code)
    try:
        services.remove_photo(photo, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The photo is removed."))
    return redirect("catalog:listing_edit", shop=shop, number=number)


@require_POST
@login_required
def move(request: SignedInRequest, shop: str, number: str, code: str) -> HttpResponse:
    """One place earlier, or to the front as the cover."""
    photo = own_photo(request.user, shop, number, code)
    order = list(photo.listing.photos.in_order().values_list("pk", flat=True))
    place = order.index(photo.pk)
    order.remove(photo.pk)
    order.insert(0 if "first" in request.POST else max(0, place - 1), photo.pk)
    try:
        services.arrange_photos(photo.listing, order=order, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalog:listing_edit", shop=shop, number=number)


@require_POST
@login_required
def describe(request: SignedInRequest, shop: str, number: str, code: str) -> HttpResponse:
    photo = own_photo(request.user, shop, number, code)
    form = DescribePhotoForm(request.POST)
    try:
        if form.is_valid():
            services.describe_photo(photo, alt=form.cleaned_data["alt"], by=request.user)
        else:
            messages.error(request, " ".join(map(str, form.errors["alt"])))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalog:listing_edit", shop=shop, number=number)
