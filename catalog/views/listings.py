"""The shop's listings: all of them, a new one, and the page on which one is kept up."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from catalog import services
from catalog.forms import EditListingForm, NewListingForm, RetractForm, UploadPhotosForm, WordsForm, variant_formset
from catalog.models import Listing
from catalog.rules import publishing_checks
from catalog.selectors import draft_of, units_on_hand
from catalog.services import VariantDraft
from catalog.states import ListingStatus, PhotoStatus
from catalog.views.finding import own_listing, own_shop
from core.errors import DomainError
from core.text import plain_line

TONES = {
    ListingStatus.DRAFT: "plain",
    ListingStatus.PUBLISHED: "good",
    ListingStatus.PAUSED: "held",
    ListingStatus.RETRACTED: "bad",
}
ON_A_PAGE = 50


@require_safe
@login_required
@never_cache
def desk_listings(request: SignedInRequest, shop: str) -> HttpResponse:
    """All listings of the shop, newest change first, by words and status."""
    own = own_shop(request.user, shop)
    words = plain_line(request.GET.get("q", ""))[:100]
    status = request.GET.get("status", "")
    listings = Listing.objects.filter(shop=own).select_related("cover", "category")
    if words:
        listings = listings.named_like(words)
    if status in ListingStatus.values:
        listings = listings.filter(status=status)
    page = Paginator(listings.order_by("-updated_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    units = units_on_hand(page)
    found = {
        "shop": own,
        "page": page,
        "rows": [(listing, TONES[ListingStatus(listing.status)], units.get(listing.pk, 0)) for listing in page],
        "words": words,
        "status": status,
        "statuses": ListingStatus.choices,
        "query": urlencode({key: value for key, value in (("q", words), ("status", status)) if value}),
    }
    return render(request, "catalog/desk_listings.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def new(request: SignedInRequest, shop: str) -> HttpResponse:
    """Begin a listing; facts and photos follow on its own page."""
    own = own_shop(request.user, shop)
    form = NewListingForm(request.POST or None, shop=own)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        variant = VariantDraft(given.pop("price"), stock=given.pop("stock"))
        try:
            listing = services.create_listing(own, by=request.user, variants=[variant], **given)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kept as a draft. Now its facts and photos."))
            return redirect("catalog:listing_edit", shop=own.slug, number=listing.number)
    return render(request, "catalog/listing_new.html", {"shop": own, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Everything about one listing. Posting here changes its words and facts."""
    listing = own_listing(request.user, shop, number)
    if request.method != "POST":
        return listing_page(request, listing)
    form = EditListingForm(request.POST, listing=listing)
    if form.is_valid():
        words = {field.name: form.cleaned_data[field.name] for field in form.word_fields}
        try:
            _keep(listing, form, words, request)
        except DomainError as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect("catalog:listing_edit", shop=shop, number=number)
    return listing_page(request, listing, form=form)


def _keep(listing: Listing, form: EditListingForm, words: dict[str, Any], request: SignedInRequest) -> None:
    # Another category asks other questions: the answers on this page were given to the old ones.
    answers = form.answers() if words["category"] == listing.category else None
    services.edit_listing(listing, by=request.user, facts=answers, **words)


@require_POST
@login_required
@never_cache
def variants(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Variants, prices and stock, all rows of the page at once or none."""
    listing = own_listing(request.user, shop, number)
    formset = variant_formset(listing, request.POST)
    refused = ""
    if formset.is_valid():
        try:
            services.change_variants(listing, formset.changes(), by=request.user)
        except DomainError as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Kept."))
            return redirect("catalog:listing_edit", shop=shop, number=number)
    return listing_page(request, listing, formset=formset, refused=refused)


@require_POST
@login_required
def publish(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    listing = own_listing(request.user, shop, number)
    try:
        services.publish_listing(listing, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is public now."))
    return redirect("catalog:listing_edit", shop=shop, number=number)


@require_POST
@login_required
def pause(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    listing = own_listing(request.user, shop, number)
    try:
        services.pause_listing(listing, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is off sale until you publish it again."))
    return redirect("catalog:listing_edit", shop=shop, number=number)


@require_POST
@login_required
@never_cache
def retract(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    listing = own_listing(request.user, shop, number)
    form = RetractForm(request.POST)
    if form.is_valid():
        try:
            services.retract_listing(listing, by=request.user, because=form.cleaned_data["because"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Retracted. Its page stays, with your reason."))
            return redirect("catalog:listing_edit", shop=shop, number=number)
    return listing_page(request, listing, retract_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def words(request: SignedInRequest, shop: str, number: str, language: str) -> HttpResponse:
    """A listing's words in another language."""
    listing = own_listing(request.user, shop, number)
    text = listing.texts.filter(language=language).first()
    if text is None and language not in dict(settings.LANGUAGES):
        return redirect("catalog:listing_edit", shop=shop, number=number)
    initial = {"title": text.title, "description": text.description} if text else None
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.translate_listing(listing, by=request.user, language=language, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kept."))
            return redirect("catalog:listing_edit", shop=shop, number=number)
    page = {"shop": listing.shop, "listing": listing, "form": form, "language": language_name(language)}
    return render(request, "catalog/listing_words.html", page)


def listing_page(request: HttpRequest, listing: Listing, **forms: Any) -> HttpResponse:
    """The listing's page, with the forms that were refused in place of fresh ones."""
    given = dict(listing.texts.values_list("language", "title"))
    languages = {language for language, _name in settings.LANGUAGES} | set(given)
    draft = draft_of(listing)
    page: dict[str, Any] = {
        "shop": listing.shop,
        "listing": listing,
        "tone": TONES[ListingStatus(listing.status)],
        "checks": publishing_checks(draft),
        "needs_credentials": bool(draft.missing_credentials),
        "brand_refusal": services.brand_refusal(listing),
        "can_publish": listing.can_move_to(ListingStatus.PUBLISHED),
        "can_pause": listing.can_move_to(ListingStatus.PAUSED),
        "can_retract": listing.can_move_to(ListingStatus.RETRACTED),
        "texts": [
            (language, language_name(language), given.get(language, ""))
            for language in sorted(languages - {listing.language})
        ],
        **photos_of(listing),
        "refused": "",
        "upload": UploadPhotosForm(),
        "retract_form": RetractForm(),
    }
    page["form"] = forms.pop("form", None) or EditListingForm(listing=listing)
    page["formset"] = forms.pop("formset", None) or variant_formset(listing)
    return render(request, "catalog/listing_edit.html", page | forms)


def photos_of(listing: Listing) -> dict[str, Any]:
    """The photos, and whether one is still being prepared."""
    photos = list(listing.photos.in_order())
    return {"photos": photos, "waiting": any(photo.status == PhotoStatus.WAITING for photo in photos)}


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
