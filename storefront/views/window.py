"""The shop window: pages that are the same for everybody, but for the places that are filled after the view."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.middleware import same_for_everybody
from catalog.models import Listing
from orders.rules import MOST_OF_ONE_THING
from reviews.asking import Asked
from sellers.places import country_name
from sellers.selectors import identity_of
from storefront import rules
from storefront.addresses import head_of
from storefront.examples import example_checks, example_money
from storefront.keeping import kept, made_of, true_until
from storefront.seeing import Seen, see_category, see_everything, see_listing, see_shop
from storefront.selectors.browse import category_page, search_page
from storefront.selectors.home import home_page
from storefront.selectors.listing import ListingPage, find_listing, listing_page, may_be_shown
from storefront.selectors.shop import find_shop, shop_page
from storefront.trail import category_link, trail_to


@dataclass(frozen=True)
class Empty:
    """What an empty list says, and where it sends."""

    title: str
    text: str
    url: str
    action: str


def language() -> str:
    return get_language() or "en"


@require_safe
@same_for_everybody
@kept(see_everything)
def home(request: HttpRequest, *, seen: Seen | None) -> HttpResponse:
    """The first page: what is new, where to look, who sells, and how one is protected."""
    page = home_page(language(), seen=seen)
    context = {
        "home": page,
        "categories": [(category_link(each.category, language()), each.picture) for each in page.categories],
        "money_steps": example_money(),
        "checks": example_checks(),
        "head": head_of(request, description=_("A market where sellers are checked, money is held and promises kept.")),
    }
    return render(request, "storefront/home.html", context)


@require_safe
@same_for_everybody
@kept(see_category, knows=("page", "sort"))
def category(request: HttpRequest, path: str, *, seen: Seen | None) -> HttpResponse:
    """What is on sale in one category and below it."""
    page = category_page(path, request.GET, language=language(), seen=seen)
    if page is None:
        raise Http404
    name = page.category.name_in(language())
    number = page.results.page.number
    context = {
        "name": name,
        "results": page.results,
        "empty": None if page.results.page.object_list else nothing_here(),
        "crumbs": trail_to(page.above, language()),
        "below": [category_link(each, language()) for each in page.below],
        "head": head_of(
            request,
            description=_("%(name)s from checked shops, with held payment and kept promises.") % {"name": name},
            query={"page": str(number)} if number > 1 else None,
        ),
    }
    response = answer_list(request, "storefront/category.html", context)
    return made_of(response, page=str(number), sort=page.results.sort.key)


def nothing_here() -> Empty:
    return Empty(
        _("Nothing is on sale here"),
        _("No shop offers anything in this category at the moment."),
        reverse("storefront:search"),
        _("See everything on sale"),
    )


@require_safe
@same_for_everybody
@kept(see_everything, knows=("page", "sort"))
def search(request: HttpRequest, *, seen: Seen | None) -> HttpResponse:
    """What the words find; without words, everything on sale, newest first. What words found is never kept."""
    page = search_page(request.GET, language=language(), seen=seen)
    context = {
        "words": page.words,
        "has_all_words": page.has_all_words,
        "results": page.results,
        "empty": None if page.results.page.object_list else nothing_found(page.words),
        "categories": [category_link(each, language()) for each in page.categories],
        "head": head_of(request, is_indexed=False),
    }
    response = answer_list(request, "storefront/search.html", context)
    return made_of(response, page=str(page.results.page.number), sort=page.results.sort.key)


def nothing_found(words: str) -> Empty:
    if not words:
        return Empty(
            _("Nothing is on sale yet"),
            _("The first shops are being checked. You could be one of them."),
            reverse("sellers:start"),
            _("How to sell here"),
        )
    return Empty(
        _("Nothing found"),
        _("Try fewer or other words, or part of a word. A category above may help too."),
        reverse("storefront:search"),
        _("See everything on sale"),
    )


@require_safe
@same_for_everybody
@kept(see_listing, knows=("page", "variant"))
def listing(request: HttpRequest, number: str, slug: str = "", *, seen: Seen | None) -> HttpResponse:
    """One thing on sale; or, if it no longer is, a page that says so."""
    found = find_listing(number, language())
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("storefront:listing", number=found.number, slug=found.slug, permanent=True)
    verdict = may_be_shown(found)
    sku = request.GET.get("variant", "")
    reviews = Asked.of(request.GET, variant=sku)
    page = listing_page(found, language=language(), sku=sku, reviews=reviews, seen=seen) if verdict else None
    if page is None:
        return gone(request, found, verdict.reason or _("The shop is not offering it at the moment."))
    is_swap = request.headers.get("HX-Target") == "offer"
    response = render(
        request,
        "storefront/listing.html#offer" if is_swap else "storefront/listing.html",
        listing_context(request, page),
    )
    patch_vary_headers(response, ("HX-Target",))
    true_until(response, page.true_until)
    return made_of(response, variant=page.chosen.sku, page=str(page.reviews.page.number))


def listing_context(request: HttpRequest, page: ListingPage) -> dict[str, object]:
    found = page.listing
    category = found.category
    above = [each for each in (category.parent and category.parent.parent, category.parent, category) if each]
    words = getattr(found, "local_description", None)
    description = words or found.description
    return {
        "page": page,
        "listing": found,
        "description": description,
        "description_language": language() if words else found.language,
        "shop": found.shop,
        "seller": found.shop.seller,
        "side": page.side,
        "chosen": page.chosen,
        "low_stock": rules.LOW_STOCK,
        "most": min(page.chosen.on_hand, MOST_OF_ONE_THING),
        "crumbs": trail_to(above, language()),
        "head": head_of(request, description=description, image=page.photos[0].url if page.photos else ""),
    }


def gone(request: HttpRequest, found: Listing, reason: object) -> HttpResponse:
    """The place where a thing was on sale, and why it no longer is. 410 when it will not come back, else 404."""
    shop, category = found.shop, found.category
    context = {
        "listing": found,
        "shop": shop,
        "reason": reason,
        "category": category_link(category, language()),
    }
    status = 410 if rules.is_gone_for_good(listing=found.status, shop=shop.status) else 404
    return render(request, "storefront/gone.html", context, status=status)


@require_safe
@same_for_everybody
@kept(see_shop, knows=("page",))
def shop(request: HttpRequest, slug: str, *, seen: Seen | None) -> HttpResponse:
    """Who sells, what we checked, what is promised, what is on sale, and what buyers found."""
    found = find_shop(slug)
    if found is None:
        raise Http404
    page = shop_page(found, language=language(), page=request.GET.get("page", "1"))
    number = page.listings.number
    context = {
        "page": page,
        "shop": found,
        "seller": found.seller,
        "identity": identity_of(found.seller),
        "place": ", ".join(part for part in (found.city, country_name(found.country)) if part),
        "closed": rules.may_trade(
            shop=found.status,
            seller=found.seller.status,
            is_trading=bool(found.is_trading_now),  # type: ignore[attr-defined]
        ).reason,
        "head": head_of(request, description=found.about, query={"page": str(number)} if number > 1 else None),
    }
    return made_of(render(request, "storefront/shop.html", context), page=str(number))


def answer_list(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The page, or for htmx only the list on it."""
    is_swap = request.headers.get("HX-Target") == "results"
    response = render(request, "storefront/results.html" if is_swap else template, context)
    patch_vary_headers(response, ("HX-Target",))
    return response
