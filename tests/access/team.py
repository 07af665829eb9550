"""
What each role of a shop's team may do at its desk, by page and by API. A door without a row fails the build.

manu manages, cato keeps the catalogue, fila sends, finn keeps the books. What bob, the owner, is answered stands in
matrix.py and api_matrix.py: whoever may come in as well is answered the same, and the others find nothing: 404.
"""

from __future__ import annotations

from tests.access.world import TEAM

NOBODY_ELSE = frozenset[str]()
ALL = frozenset(TEAM)
RUNNING = frozenset({"manu"})
MONEY = frozenset({"finn"})
LISTING = frozenset({"manu", "cato"})
SENDING = frozenset({"manu", "fila"})
# What was ordered and paid; of the address only those who send read anything (see the canaries of the world).
ORDERS = SENDING | MONEY
CREDENTIALS = RUNNING | MONEY

# Pages by name; where looking is for more than doing, both: GET, POST.
PAGES: dict[str, frozenset[str] | tuple[frozenset[str], frozenset[str]]] = {
    "storefront:desk": ALL,
    "sellers:shop_settings": RUNNING,
    "sellers:shop_away": RUNNING,
    "sellers:shop_reopen": RUNNING,
    "sellers:shop_close": NOBODY_ELSE,
    "sellers:payouts": (MONEY, NOBODY_ELSE),
    "sellers:withdraw_payout_account": NOBODY_ELSE,
    "sellers:identity": NOBODY_ELSE,
    "sellers:withdraw_identity": NOBODY_ELSE,
    "sellers:not_me": ALL,
    "sellers:leaving": NOBODY_ELSE,
    "storefront:credentials": CREDENTIALS,
    "sellers:credential": (CREDENTIALS, NOBODY_ELSE),
    "sellers:withdraw_claim": NOBODY_ELSE,
    "sellers:credential_document": NOBODY_ELSE,
    "sellers:certify": NOBODY_ELSE,
    "sellers:team": (ALL, RUNNING),
    "sellers:leave": ALL,
    "sellers:uninvite": RUNNING,
    "sellers:change_member": RUNNING,
    "sellers:remove_member": RUNNING,
    "sellers:brands": RUNNING,
    "sellers:brand_authorise": RUNNING,
    "sellers:brand_grant": RUNNING,
    "sellers:brand_refuse": RUNNING,
    "sellers:brand_revoke": RUNNING,
    "sellers:brand_withdraw": RUNNING,
    "sellers:brand_paper": RUNNING,
    "catalog:statements": RUNNING,
    "catalog:statement": RUNNING,
    "policies:desk": RUNNING,
    "policies:desk_policy": RUNNING,
    "orders:desk_list": ORDERS,
    "orders:desk_recognise": SENDING,
    "orders:desk_detail": ORDERS,
    "orders:desk_promise": ORDERS,
    "orders:packing_slip": SENDING,
    "orders:invoice_copy": ORDERS,
    "orders:desk_pack": SENDING,
    "orders:desk_ship": SENDING,
    "orders:desk_cancel": SENDING,
    "reviews:desk": ALL,
    "reviews:reply": RUNNING,
    "reviews:withdraw": RUNNING,
    "catalog:desk_listings": LISTING,
    "catalog:imports": LISTING,
    "catalog:import": LISTING,
    "catalog:import_meanings": LISTING,
    "catalog:import_progress": LISTING,
    "catalog:import_start": LISTING,
    "catalog:import_cancel": LISTING,
    "catalog:import_report": LISTING,
    "catalog:export": LISTING,
    "catalog:listing_new": LISTING,
    "catalog:listing_edit": LISTING,
    "catalog:listing_variants": LISTING,
    "catalog:listing_publish": LISTING,
    "catalog:listing_pause": LISTING,
    "catalog:listing_retract": LISTING,
    "catalog:listing_words": LISTING,
    "catalog:photos": LISTING,
    "catalog:photo_add": LISTING,
    "catalog:photo_remove": LISTING,
    "catalog:photo_move": LISTING,
    "catalog:photo_describe": LISTING,
}

# The API's by the beginning of "METHOD name"; of several that fit, the longest counts.
CALLS: dict[str, frozenset[str]] = {
    "GET desk-summary": ALL,
    "GET desk-settings": RUNNING,
    "PATCH desk-settings": RUNNING,
    "POST desk-away": RUNNING,
    "POST desk-reopen": RUNNING,
    "POST desk-close": NOBODY_ELSE,
    "GET desk-leaving": NOBODY_ELSE,
    "POST desk-leaving": NOBODY_ELSE,
    "GET desk-payouts": MONEY,
    "POST desk-payouts": NOBODY_ELSE,
    "GET desk-identity": NOBODY_ELSE,
    "POST desk-identity": NOBODY_ELSE,
    "POST not-me": ALL,
    "GET desk-credential": CREDENTIALS,
    "POST desk-claim": NOBODY_ELSE,
    "GET desk-claim-document": NOBODY_ELSE,
    "GET desk-certification": NOBODY_ELSE,
    "POST desk-certification": NOBODY_ELSE,
    "GET desk-team": ALL,
    "PATCH desk-member": RUNNING,
    "DELETE desk-member": RUNNING,
    "POST desk-leave": ALL,
    "GET desk-invitations": RUNNING,
    "POST desk-invitation": RUNNING,
    # One's own, whoever one is: those of others are not there.
    "GET invitations": ALL,
    "POST invitation-": NOBODY_ELSE,
    "GET desk-brand": RUNNING,
    "POST desk-brand": RUNNING,
    "GET desk-statement": RUNNING,
    "POST desk-statement": RUNNING,
    "POST desk-policy": RUNNING,
    "GET desk-reviews": ALL,
    "POST desk-reply": RUNNING,
    "GET desk-order": ORDERS,
    "POST desk-order": SENDING,
    "GET desk-invoice-copy": ORDERS,
    "GET desk-packing-slip": SENDING,
    "GET desk-tracking-number": SENDING,
    "GET desk-export": LISTING,
    "GET desk-import": LISTING,
    "POST desk-import": LISTING,
    "PUT desk-import": LISTING,
    "GET desk-listing": LISTING,
    "POST desk-listing": LISTING,
    "PATCH desk-listing": LISTING,
    "PUT desk-listing": LISTING,
    "POST desk-variants": LISTING,
    "PATCH desk-variants": LISTING,
    "PUT desk-price": LISTING,
    "POST desk-stock": LISTING,
    "POST desk-photo": LISTING,
    "PUT desk-photo": LISTING,
    "PATCH desk-photo": LISTING,
    "DELETE desk-photo": LISTING,
}
