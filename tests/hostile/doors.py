"""Every door through which people's words come in, and the pages that show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from catalog.forms.variants import plain_number_of
from catalog.models import Listing, Photo, Report, Variant
from catalog.tests.factories import listing_on_sale
from catalog.tests.reports import rejected, upheld
from core.text import plain_line
from orders.models import Purchase
from orders.tests.factories import pay
from policies.selectors import policies_that_bind
from reviews.models import Review
from sellers.models import Application, BrandAuthorisation, Shop
from sellers.services import withdraw_application, withdraw_claim
from sellers.tests.factories import PDF, some_facts
from sellers.tests.walking import apply_by_items


@dataclass
class Market:
    """What the doors open on."""

    alice: Client
    bob: Client
    shop: Shop
    listing: Listing
    orders: Iterator[str]
    to_review: Iterator[str]


Door = Callable[[Market, str], tuple[HttpResponseBase, list[str]]]


def name_of_account(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    data = {"name": text, "language": "en", "time_zone": "UTC"}
    return market.alice.post(reverse("accounts:settings"), data), [reverse("storefront:account")]


def about_the_shop(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    answer = market.bob.post(reverse("sellers:shop_settings", args=[market.shop.slug]), {"about": text, "city": text})
    return answer, [reverse("storefront:shop", args=[market.shop.slug]), reverse("storefront:home")]


def words_of_a_listing(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("catalog:listing_edit", args=[market.shop.slug, market.listing.number])
    data = {
        "category": market.listing.category.path,
        "title": text[:100],
        "description": text,
        "brand": text[:60],
        "model": text[:60],
        "condition": "new",
        "fact_material": "stoneware",
        "fact_care": text[:60],
    }
    answer = market.bob.post(url, data)
    listing = Listing.objects.get(pk=market.listing.pk)
    category = reverse("storefront:category", args=[listing.category.path])
    return answer, [listing.get_absolute_url(), category, reverse("catalog:desk_listings", args=[market.shop.slug])]


def words_in_another_language(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("catalog:listing_words", args=[market.shop.slug, market.listing.number, "id"])
    answer = market.bob.post(url, {"title": text[:100], "description": text})
    listing = Listing.objects.get(pk=market.listing.pk)
    return answer, [f"/id{listing.get_absolute_url()}", url]


def what_a_photo_shows(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    where = [market.shop.slug, market.listing.number]
    photo = Photo.objects.filter(listing=market.listing)[0]
    url = reverse("catalog:photo_describe", args=[*where, photo.original_digest])
    answer = market.bob.post(url, {"alt": text[:200]})
    listing = Listing.objects.get(pk=market.listing.pk)
    return answer, [listing.get_absolute_url(), reverse("catalog:listing_edit", args=where)]


def names_of_a_variant(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    where = [market.shop.slug, market.listing.number]
    variant = Variant.objects.filter(listing=market.listing).earliest("pk")
    # What separates options cannot be in one.
    said = plain_line(text.replace(";", ",").replace(":", "."))[:40]
    data = {
        "variants-TOTAL_FORMS": "1",
        "variants-INITIAL_FORMS": "1",
        "variants-0-key": str(variant.pk),
        "variants-0-sku": text[:80],
        "variants-0-options": f"{said}: {said}",
        "variants-0-price": plain_number_of(variant.price),
        "variants-0-is_active": "on",
        "variants-0-written_off": "1" if variant.on_hand > 1 else "",
        "variants-0-reason": text[:200],
    }
    answer = market.bob.post(reverse("catalog:listing_variants", args=where), data)
    listing = Listing.objects.get(pk=market.listing.pk)
    return answer, [listing.get_absolute_url(), reverse("catalog:listing_edit", args=where)]


def end_of_a_listing(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    listing = listing_on_sale(market.shop, title="Bowl")
    answer = market.bob.post(
        reverse("catalog:listing_retract", args=[market.shop.slug, listing.number]), {"because": text[:300]}
    )
    return answer, [reverse("catalog:listing_edit", args=[market.shop.slug, listing.number])]


def text_of_a_policy(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("policies:desk_policy", args=[market.shop.slug, "returns"])
    replacing = str(policies_that_bind(market.shop).returns.number)
    data = {"window_days": "30", "return_postage": "seller", "title": text[:80], "body": text, "replacing": replacing}
    return market.bob.post(url, data), [reverse("policies:shop", args=[market.shop.slug, "returns"])]


def name_of_a_delivery(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("policies:desk_policy", args=[market.shop.slug, "shipping"])
    data = {
        "handling_days": "1",
        "title": "Shipping",
        "body": "By post.",
        "replacing": str(policies_that_bind(market.shop).shipping.number),
        "options-TOTAL_FORMS": "1",
        "options-INITIAL_FORMS": "1",
        "options-0-code": "",
        "options-0-name": text[:60],
        "options-0-price": "0",
        "options-0-min_days": "1",
        "options-0-max_days": "2",
    }
    listing = Listing.objects.get(pk=market.listing.pk)
    return market.bob.post(url, data), [
        reverse("policies:shop", args=[market.shop.slug, "shipping"]),
        listing.get_absolute_url(),
    ]


def address_of_an_order(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    variant = Variant.objects.filter(listing=market.listing).earliest("pk")
    market.alice.post(reverse("orders:basket_add"), {"variant": variant.pk})
    url = reverse("orders:checkout")
    way = f"delivery-{market.shop.slug}"
    page = market.alice.get(url).content.decode()
    lines = dict.fromkeys(("full_name", "street", "city", "region"), text[:90])
    found = {name: said for name in ("key", way) if (said := _value_of(name, page))}
    sent = {**lines, "postal_code": text[:20], "phone": text[:40], "country": "DE", **found, "step": "review"}
    reviewed = market.alice.post(url, sent)
    if reviewed.status_code != 200:
        return reviewed, []
    shown = _value_of("shown", reviewed.content.decode())
    answer = market.alice.post(url, {**sent, "shown": shown, "step": "place"})
    order = pay(Purchase.objects.latest("pk")).orders.get()
    return answer, [
        reverse("orders:detail", args=[order.number]),
        reverse("orders:desk_detail", args=[market.shop.slug, order.number]),
    ]


def _value_of(name: str, page: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]+)"', page)
    return found[1] if found else ""


def tracking_of_a_parcel(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.orders)
    data = {"carrier": "other", "carrier_name": text[:60], "tracking_number": text[:40]}
    answer = market.bob.post(reverse("orders:desk_ship", args=[market.shop.slug, number]), data)
    return answer, [
        reverse("orders:desk_detail", args=[market.shop.slug, number]),
        reverse("orders:detail", args=[number]),
    ]


def words_of_a_review(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.to_review)
    answer = market.alice.post(reverse("reviews:write", args=[number, 1]), {"rating": "3", "text": text})
    review = Review.objects.order_by("-pk").first()
    return answer, [review.listing.get_absolute_url()] if review else []


def reply_to_a_review(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.to_review)
    market.alice.post(reverse("reviews:write", args=[number, 1]), {"rating": "3", "text": "Holds tea."})
    review = Review.objects.get(order_line__order__number=number)
    answer = market.bob.post(reverse("reviews:reply", args=[market.shop.slug, number, 1]), {"text": text})
    return answer, [review.listing.get_absolute_url(), reverse("reviews:desk", args=[market.shop.slug]) + "?show=all"]


def application(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    # One at a time: the last one is over.
    for last in Application.objects.undecided():
        withdraw_application(last, by=last.applicant)
    lines = dict.fromkeys(("trading_name", "legal_name", "street", "city", "region", "contact_name"), text[:80])
    short = {"postal_code": text[:20], "contact_phone": text[:40]}
    facts = some_facts(**lines, **short, about=text).__dict__
    document = SimpleUploadedFile("deed.pdf", PDF)
    answer = apply_by_items(market.alice, {**facts, "undertakes": "on", "document": document})
    if not (made := Application.objects.undecided().first()):
        return answer, []
    return answer, [
        reverse("sellers:checklist", args=[made.number]),
        reverse("sellers:application", args=[made.number]),
        reverse("sellers:start"),
        reverse("storefront:account"),
    ]


def report_of_a_listing(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    # One at a time for each listing: the last one is decided.
    for last in Report.objects.undecided():
        rejected(last, is_unfounded=False)
    url = reverse("catalog:report", args=[market.listing.number])
    said = {"reason": "other", "words": text, "owns_brand": "on", "trademark_number": text[:40], "good_faith": "on"}
    answer = market.alice.post(url, said)
    if not (made := Report.objects.undecided().first()):
        return answer, []
    return answer, [reverse("catalog:own_report", args=[made.number]), reverse("catalog:own_reports")]


def complaint_about_a_decision(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    report = upheld(listing_on_sale(market.shop, title="Down"))
    url = reverse("catalog:statement", args=[market.shop.slug, report.number])
    return market.bob.post(url, {"words": text}), [url]


def claim_to_a_brand(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    for last in BrandAuthorisation.objects.waiting():
        assert last.asked_by is not None
        withdraw_claim(last, by=last.asked_by)
    url = reverse("sellers:brands", args=[market.shop.slug])
    said = {"brand": text[:80], "words": text, "role": "owner", "trademark_number": text[:40]}
    document = SimpleUploadedFile("deed.pdf", PDF)
    return market.bob.post(url, {**said, "trademark_office": text[:80], "document": document}), [url]


def search(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    return market.alice.get(reverse("storefront:search"), {"q": text, "sort": text, "brand": text, "page": text}), []


DOORS: dict[str, Door] = {
    door.__name__: door
    for door in (
        name_of_account,
        about_the_shop,
        words_of_a_listing,
        words_in_another_language,
        what_a_photo_shows,
        names_of_a_variant,
        end_of_a_listing,
        text_of_a_policy,
        name_of_a_delivery,
        address_of_an_order,
        tracking_of_a_parcel,
        words_of_a_review,
        reply_to_a_review,
        application,
        report_of_a_listing,
        complaint_about_a_decision,
        claim_to_a_brand,
        search,
    )
}
# Each text costs these an order that has come so far, a listing or a document of its own.
COSTLY = {
    "tracking_of_a_parcel",
    "words_of_a_review",
    "reply_to_a_review",
    "address_of_an_order",
    "end_of_a_listing",
    "application",
    "report_of_a_listing",
    "complaint_about_a_decision",
    "claim_to_a_brand",
}

# What each form of people has to do with it: the door that fills it, or why none does.
FORMS = {
    "accounts.forms.PreferencesForm": "name_of_account",
    "catalog.forms.listings.EditListingForm": "words_of_a_listing",
    "catalog.forms.listings.ListingForm": "words_of_a_listing",
    "catalog.forms.listings.NewListingForm": "words_of_a_listing",
    "catalog.forms.listings.RetractForm": "end_of_a_listing",
    "catalog.forms.listings.WordsForm": "words_in_another_language",
    "catalog.forms.photos.DescribePhotoForm": "what_a_photo_shows",
    "catalog.forms.photos.UploadPhotosForm": "what_a_photo_shows",
    "catalog.forms.reports.ComplaintForm": "complaint_about_a_decision",
    "catalog.forms.reports.ReportForm": "report_of_a_listing",
    "catalog.forms.variants.VariantForm": "names_of_a_variant",
    "orders.forms.CheckoutForm": "address_of_an_order",
    "orders.forms.NumberForm": "tracking_of_a_parcel",
    "orders.forms.ShipForm": "tracking_of_a_parcel",
    "policies.forms.OptionForm": "name_of_a_delivery",
    "policies.forms.PolicyForm": "text_of_a_policy",
    "policies.forms.PrivacyForm": "text_of_a_policy",
    "policies.forms.RefundsForm": "text_of_a_policy",
    "policies.forms.ReturnsForm": "text_of_a_policy",
    "policies.forms.ShippingForm": "text_of_a_policy",
    "reviews.forms.ReplyForm": "reply_to_a_review",
    "reviews.forms.ReviewForm": "words_of_a_review",
    "sellers.brand_forms.ClaimForm": "claim_to_a_brand",
    "sellers.forms.AmendForm": "application",
    "sellers.forms.ApplicationForm": "application",
    "sellers.forms.ShopForm": "about_the_shop",
    "sellers.item_forms.PartForm": "application",
    "sellers.item_forms.ProofForm": "application",
}
FORMS_ELSEWHERE = {
    "sellers.desk_forms.ClaimForm": "sellers/tests/test_credential_pages.py",
    "sellers.forms.ComplaintForm": "sellers/tests/test_complaints.py",
    "sellers.forms.IdentityForm": "sellers/tests/test_slow.py",
    "sellers.forms.LeaveForm": "sellers/tests/test_ending.py",
    "sellers.forms.PayoutAccountForm": "sellers/tests/test_slow.py",
    "sellers.reason_forms.EndingForm": "sellers/tests/test_admin.py",
    "sellers.reason_forms.ReasonsForm": "sellers/tests/test_admin.py",
    "sellers.reviewing.deciding.WaiverForm": "sellers/tests/test_review_pages.py",
    "sellers.reviewing.replies.ReplyTemplateForm": "sellers/tests/test_review_pages.py",
    "sellers.vetting.admin.RequirementForm": "sellers/tests/test_requirement_admin.py",
    "sellers.forms.InviteForm": "sellers/tests/test_team_pages.py",
    "accounts.sign_in_forms.SignupForm": "accounts/tests/test_sign_up.py",
    "catalog.report_admin.JustDoIt": "catalog/tests/test_report_admin.py",
    "catalog.report_admin.RejectForm": "catalog/tests/test_report_admin.py",
    "catalog.report_admin.UpholdForm": "catalog/tests/test_report_admin.py",
    "sellers.brand_forms.AuthoriseForm": "sellers/tests/test_brands.py",
    "sellers.brand_forms.ReasonForm": "sellers/tests/test_brands.py",
    "accounts.admin.RolesForm": "accounts/tests/test_admin.py",
    "accounts.deciding.WordsForm": "sellers/tests/test_naughty_text.py",
    "sellers.item_forms.ClaimForm": "sellers/tests/test_checklist_pages.py",
    "sellers.vetting.blocklist_admin.BlockForm": "sellers/tests/test_blocked_numbers.py",
    # Compared with the shop's name, and kept nowhere.
    "sellers.forms.CloseShopForm": "sellers/tests/test_shop_settings_page.py",
}
# Codes, passwords and addresses are compared and never shown; admins add people and tend the tree; a sample form is
# sent nowhere.
NO_WORDS = (
    *("accounts.sign_in_forms.", "accounts.forms.NewPersonForm", "sellers.item_forms.CodeForm"),
    *("taxonomy.admin.", "storefront.showroom."),
)
