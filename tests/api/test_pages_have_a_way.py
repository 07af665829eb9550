"""
Whatever people can do on a page, a program can do: every page and every form of shopper and seller has its operation.

A page that is in no table fails the build, as it does in the access matrix, from which the pages are taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.access import matrix
from tests.access.api_matrix import CALLS
from tests.access.matrix import NEVER, Row

# Pages of machines, of the staff's admin and of programs themselves are no pages of shopper or seller.
PAGES = [*matrix.ONES_OWN, *matrix.WINDOW, *matrix.BUYING, *matrix.BECOMING_A_SELLER, *matrix.DESK]

# The page or form, and the operations that do the same.
WAYS: dict[str, tuple[str, ...]] = {
    # --- Looking around
    "GET storefront:home": ("GET listings", "GET categories", "GET shops"),
    "GET storefront:category": ("GET category", "GET listings", "GET facets", "GET sorts"),
    "GET storefront:search": ("GET listings", "GET facets"),
    "GET storefront:listing": ("GET listing", "GET listing-reviews", "GET listing-distribution", "GET shop-policies"),
    "GET catalog:report": ("GET listing",),
    "GET catalog:report_status": ("GET report",),
    "POST catalog:report": ("POST listing-report",),
    "GET storefront:shop": ("GET shop", "GET listings", "GET shop-policies"),
    "GET storefront:merchants": ("GET merchants",),
    "GET reviews:of_shop": ("GET shop-reviews", "GET shop-distribution"),
    "GET policies:platform": ("GET policies", "GET policy", "GET policy-version"),
    "GET policies:shop": ("GET shop-policies", "GET shop-policy", "GET shop-policy-version"),
    "GET sellers:start": ("GET applications",),
    # --- Buying
    "GET orders:basket": ("GET basket",),
    "POST orders:basket_add": ("POST basket-lines",),
    "POST orders:basket_line": ("PUT basket-lines",),
    "GET orders:checkout": ("POST checkout-quote",),
    "POST orders:checkout": ("POST checkout-quote", "POST checkout"),
    "GET orders:pay": ("GET purchase", "GET payment"),
    "POST orders:pay": ("POST payment",),
    "POST orders:cancel_purchase": ("POST purchase-cancel",),
    "GET orders:return": ("POST payment-check",),
    "GET orders:open": ("GET purchase", "GET order"),
    "GET orders:list": ("GET orders", "GET purchases"),
    "GET orders:detail": ("GET order",),
    "GET orders:confirmation": ("GET order-confirmation",),
    "GET orders:invoice": ("GET order-invoice",),
    "GET orders:promise": ("GET order-promise",),
    "POST orders:confirm_arrival": ("POST order-confirm-arrival",),
    "POST orders:accept": ("POST order-accept",),
    "POST orders:cancel": ("POST order-cancel",),
    "GET reviews:write": ("GET own-review", "GET own-review-photos"),
    "POST reviews:write": ("POST own-review", "POST own-review-photos"),
    "POST reviews:add_photos": ("POST own-review-photos",),
    # --- One's own
    "GET accounts:settings": ("GET me",),
    "POST accounts:settings": ("PATCH me",),
    "GET storefront:account": ("GET orders", "GET notifications", "GET applications", "GET places"),
    "GET catalog:own_reports": ("GET reports",),
    "GET catalog:own_report": ("GET report",),
    "GET notifications:inbox": ("GET notifications",),
    "GET notifications:unread": ("GET notifications-unread",),
    "POST notifications:mark_read": ("POST notification-read", "POST notifications-read-all"),
    # --- Becoming a seller
    "GET sellers:apply": ("GET applications",),
    "POST sellers:apply": ("POST application-begin", "POST application-submit"),
    "GET sellers:checklist": ("GET application-checklist",),
    "POST sellers:checklist_send": ("POST application-send",),
    "GET sellers:checklist_item": ("GET application-checklist",),
    "POST sellers:checklist_item": (
        "PATCH application-answers",
        "PUT application-categories",
        "POST application-proof",
        "POST application-claim",
        "POST application-confirm",
    ),
    "POST sellers:checklist_code": ("POST application-code",),
    "POST sellers:checklist_back": ("POST application-take-back",),
    "GET sellers:application": ("GET application",),
    "GET sellers:amend": ("GET application",),
    "POST sellers:amend": ("POST application-amend",),
    "POST sellers:withdraw": ("POST application-withdraw",),
    "GET sellers:document": ("GET application-document",),
    "GET sellers:invitations": ("GET invitations",),
    "POST sellers:accept_invitation": ("POST invitation-accept",),
    "POST sellers:decline_invitation": ("POST invitation-decline",),
    "GET sellers:decisions": ("GET decisions",),
    "GET sellers:decision": ("GET decision",),
    "POST sellers:decision": ("POST decision-complain",),
    "POST sellers:withdraw_complaint": ("POST decision-withdraw",),
    "GET sellers:complaint_document": ("GET decision-document",),
    # --- Running a shop
    "GET storefront:desk": ("GET places", "GET desk-summary"),
    "GET sellers:shop_settings": ("GET desk-settings",),
    "POST sellers:shop_settings": ("PATCH desk-settings",),
    "POST sellers:shop_away": ("POST desk-away",),
    "POST sellers:shop_reopen": ("POST desk-reopen",),
    "POST sellers:shop_close": ("POST desk-close",),
    "GET sellers:payouts": ("GET desk-payouts",),
    "POST sellers:payouts": ("POST desk-payouts",),
    "POST sellers:withdraw_payout_account": ("POST desk-payouts-withdraw",),
    "GET sellers:identity": ("GET desk-identity",),
    "POST sellers:identity": ("POST desk-identity",),
    "POST sellers:withdraw_identity": ("POST desk-identity-withdraw",),
    "GET sellers:not_me": ("POST not-me",),
    "POST sellers:not_me": ("POST not-me",),
    "GET sellers:leaving": ("GET desk-leaving",),
    "POST sellers:leaving": ("POST desk-leaving",),
    "GET storefront:credentials": ("GET desk-credentials",),
    "GET sellers:credential": ("GET desk-credential",),
    "POST sellers:credential": ("POST desk-claim",),
    "POST sellers:withdraw_claim": ("POST desk-claim-withdraw",),
    "GET sellers:credential_document": ("GET desk-claim-document",),
    "GET sellers:certify": ("GET desk-certification",),
    "POST sellers:certify": ("POST desk-certification",),
    "GET sellers:team": ("GET desk-team", "GET desk-invitations"),
    "POST sellers:team": ("POST desk-invitations",),
    "POST sellers:uninvite": ("POST desk-invitation-withdraw",),
    "POST sellers:change_member": ("PATCH desk-member",),
    "POST sellers:remove_member": ("DELETE desk-member",),
    "POST sellers:leave": ("POST desk-leave",),
    "GET sellers:brands": ("GET desk-brands", "GET desk-brands-asked"),
    "POST sellers:brands": ("POST desk-brand-claim",),
    "POST sellers:brand_authorise": ("POST desk-brand-authorise",),
    "POST sellers:brand_grant": ("POST desk-brand-grant",),
    "POST sellers:brand_refuse": ("POST desk-brand-refuse",),
    "POST sellers:brand_revoke": ("POST desk-brand-revoke",),
    "POST sellers:brand_withdraw": ("POST desk-brand-withdraw",),
    "GET sellers:brand_paper": ("GET desk-brand-document",),
    "GET catalog:statements": ("GET desk-statements",),
    "GET catalog:statement": ("GET desk-statement",),
    "POST catalog:statement": ("POST desk-statement-complain",),
    "GET policies:desk": ("GET shop-policies",),
    "GET policies:desk_policy": ("GET shop-policy",),
    "POST policies:desk_policy": ("POST desk-policy-preview", "POST desk-policy"),
    # --- Sending
    "GET orders:desk_list": ("GET desk-orders",),
    "GET orders:desk_recognise": ("GET desk-tracking-number",),
    "GET orders:desk_detail": ("GET desk-order",),
    "GET orders:desk_promise": ("GET desk-order-promise",),
    "GET orders:packing_slip": ("GET desk-packing-slip",),
    "GET orders:invoice_copy": ("GET desk-invoice-copy",),
    "POST orders:desk_pack": ("POST desk-order-pack",),
    "POST orders:desk_ship": ("POST desk-order-ship",),
    "POST orders:desk_cancel": ("POST desk-order-cancel",),
    "GET reviews:desk": ("GET desk-reviews",),
    "POST reviews:reply": ("POST desk-reply",),
    "POST reviews:withdraw": ("POST desk-reply-withdraw",),
    # --- Offering
    "GET catalog:desk_listings": ("GET desk-listings",),
    "GET catalog:imports": ("GET desk-imports",),
    "POST catalog:imports": ("POST desk-imports",),
    "GET catalog:import": ("GET desk-import", "GET desk-import-rows"),
    "POST catalog:import_meanings": ("PUT desk-import-meanings",),
    "GET catalog:import_progress": ("GET desk-import",),
    "POST catalog:import_start": ("POST desk-import-start",),
    "POST catalog:import_cancel": ("POST desk-import-cancel",),
    "GET catalog:import_report": ("GET desk-import-report",),
    "GET catalog:export": ("GET desk-export",),
    "GET catalog:listing_new": ("GET categories",),
    "POST catalog:listing_new": ("POST desk-listings",),
    "GET catalog:listing_edit": ("GET desk-listing",),
    "POST catalog:listing_edit": ("PATCH desk-listing",),
    "POST catalog:listing_variants": (
        "POST desk-variants",
        "PATCH desk-variants",
        "PUT desk-price",
        "POST desk-stock-received",
        "POST desk-stock-written-off",
    ),
    "POST catalog:listing_publish": ("POST desk-listing-publish",),
    "POST catalog:listing_pause": ("POST desk-listing-pause",),
    "POST catalog:listing_retract": ("POST desk-listing-retract",),
    "GET catalog:listing_words": ("GET desk-listing",),
    "POST catalog:listing_words": ("PUT desk-listing-words",),
    "GET catalog:photos": ("GET desk-listing",),
    "POST catalog:photo_add": ("POST desk-photos",),
    "POST catalog:photo_remove": ("DELETE desk-photo",),
    "POST catalog:photo_move": ("PUT desk-photo-order",),
    "POST catalog:photo_describe": ("PATCH desk-photo",),
}

# Operations that no page needs: what a page does beside something else, or by signing in.
ONLY_FOR_PROGRAMS = {
    # Signing in joins a browser's basket by its cookie.
    "POST basket-join",
}

# How somebody is known is settled by themselves in a browser: whoever has found a token changes none of it.
ONLY_FOR_PEOPLE = {
    "GET accounts:second_factor",
    "GET accounts:sessions",
    "POST accounts:end_session",
    "POST accounts:end_other_sessions",
    # Who of the staff looked is for the person's own eyes.
    "GET accounts:who_looked",
}


def methods_of(row: Row) -> Iterator[str]:
    if row.get != NEVER:
        yield f"GET {row.name}"
    if row.post != NEVER:
        yield f"POST {row.name}"


def test_everything_that_can_be_done_on_pages_can_be_done_by_programs() -> None:
    there = {each for row in PAGES for each in methods_of(row)}

    assert there - WAYS.keys() == ONLY_FOR_PEOPLE
    assert WAYS.keys() - there == set()


def test_every_way_is_an_operation_and_every_operation_is_a_way() -> None:
    operations = {f"{call.method} {call.name}" for call in CALLS}
    used = {operation for ways in WAYS.values() for operation in ways}

    assert used - operations == set()
    assert operations - used == ONLY_FOR_PROGRAMS


def test_signing_in_can_be_done_by_programs() -> None:
    """By allauth's own API; which of its addresses there are, the access matrix says."""
    tokens = {row.name.removeprefix(matrix.TOKEN) for row in matrix.TOKENS}
    # A second factor is shown through that API too, and set up by its person in a browser.
    pages = [row for row in matrix.SIGNING_IN if row.post != NEVER and not row.name.startswith("mfa_")]
    asked = {row.name.removeprefix("account_") for row in pages}

    assert asked - BY_TOKEN.keys() == set()
    assert set(BY_TOKEN.values()) - tokens == set()


BY_TOKEN = {
    "login": "login",
    "logout": "current_session",
    "signup": "signup",
    "reauthenticate": "reauthenticate",
    "email": "manage_email",
    "email_verification_sent": "verify_email",
    "change_password": "change_password",
    "set_password": "change_password",
    "reset_password": "request_password_reset",
    "confirm_password_reset_code": "reset_password",
    "complete_password_reset": "reset_password",
    "request_login_code": "request_login_code",
    "confirm_login_code": "confirm_login_code",
}
