"""
Who may do what: every address, every role, both methods. An address without a row fails the build.

Roles: anonymous, gus (a guest who opened his own purchase by its secret link), alice (a shopper who also applied to
sell), bob (whose shop, listing and orders these are), carol (another shop's owner), mallory (an account, no business
here), rita (reviewer), ada (admin). What somebody has no business with is not there: 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.knocking import LOGIN, Said
from tests.access.world import ROLES

Expected = dict[str, Any]

WITHOUT_ACCOUNT = ("anonymous", "gus")


def everybody(said: Said | tuple[Said, ...]) -> Expected:
    return dict.fromkeys(ROLES, said)


def members(said: Said, *, others: Said = LOGIN, **but: Said) -> Expected:
    """Whoever is signed in, and what the rest meets."""
    return everybody(said) | dict.fromkeys(WITHOUT_ACCOUNT, others) | but


def only(role: str, said: Said = 200, **but: Said) -> Expected:
    """One person; other members find nothing, and the rest is asked to sign in."""
    return members(404) | {role: said} | but


def visitors(said: Said, *, members: Said) -> Expected:
    """Pages of signing in: who is signed in already is sent on."""
    return everybody(members) | dict.fromkeys(WITHOUT_ACCOUNT, said)


NEVER = everybody(405)
# Whoever owns a shop or works here has a second factor, and has just shown it.
KEEPERS = ("bob", "carol", "rita", "ada")
WITH_FACTOR = dict.fromkeys(KEEPERS, 200)


@dataclass(frozen=True)
class Row:
    """One address. `where` names the things of the world in it; `data` is what is posted."""

    name: str
    where: Mapping[str, str | int] = field(default_factory=dict)
    get: Expected = field(default_factory=lambda: NEVER)
    post: Expected = field(default_factory=lambda: NEVER)
    data: Mapping[str, object] = field(default_factory=dict)
    get_changes: bool = False

    def __str__(self) -> str:
        return "-".join([self.name, *(str(value) for value in self.where.values())])


SHOP = {"shop": "shop"}
LISTING = {"shop": "shop", "number": "listing"}
IMPORT = {"shop": "shop", "number": "import"}
PHOTO = LISTING | {"code": "photo"}
DESK_ORDER = {"shop": "shop", "number": "delivered"}
DESK_PAID = {"shop": "shop", "number": "paid"}
APPLICATION = {"number": "application"}

MACHINES = [
    Row("healthz", get=everybody(200)),
    # Anybody may ask; whether the broker answers depends on the home that the tests run in.
    Row("readyz", get=everybody((200, 503))),
    Row("set_language", get=everybody(302), post=everybody(302), data={"language": "id"}),
    Row("storefront:components", get=everybody(404)),
    Row("core:demo_mail", get=everybody(404)),
    Row("accounts:demo_codes", get=everybody(404)),
    Row("core:demo_letter", {"pk": 1}, get=everybody(404)),
    Row("payments:webhook", {"provider": "sandbox"}, post=everybody(400)),
    # The provider's own page, in its own house: whoever has the reference stands before it.
    Row("payments:sandbox", {"reference": "charge"}, get=everybody(200), post=everybody(409)),
    Row("picture", {"name": "picture"}, get=everybody(200)),
    Row("storefront:icon", get=everybody(302)),
    Row("storefront:robots", get=everybody(200)),
    Row("storefront:sitemap_index", get=everybody(200)),
    Row("storefront:sitemap", {"section": "listings", "number": 1}, get=everybody(200)),
]

SIGNING_IN = [
    Row("account_login", get=visitors(200, members=302), post=visitors(200, members=302)),
    Row("account_logout", get=members(200, others=302), post=everybody(302)),
    Row("account_inactive", get=everybody(200)),
    Row("account_signup", get=visitors(200, members=302), post=visitors(200, members=302)),
    Row("account_reauthenticate", get=members(200), post=members(200)),
    Row("account_email", get=members(200), post=members(302)),
    Row("account_email_verification_sent", get=visitors(LOGIN, members=302), post=visitors(LOGIN, members=302)),
    Row("account_change_password", get=members(200), post=members(200)),
    Row("account_set_password", get=members(302), post=members(302)),
    Row("account_reset_password", get=everybody(200), post=everybody(200)),
    Row("account_confirm_password_reset_code", get=everybody(LOGIN), post=everybody(LOGIN)),
    Row("account_complete_password_reset", get=everybody(302), post=everybody(302)),
    Row("account_password_reset_completed", get=everybody(200)),
    Row("mfa_index", get=members(200), post=members(405)),
    Row("mfa_authenticate", get=visitors(LOGIN, members=302), post=visitors(LOGIN, members=302)),
    # Who has no second factor confirms by password; who has one and just signed in is asked all the same.
    Row("mfa_reauthenticate", get=members(302) | WITH_FACTOR, post=members(302) | WITH_FACTOR),
    Row("mfa_reauthenticate_webauthn", get=members(302), post=members(302)),
    # Nobody adds or sees anything before they have confirmed that it is they.
    Row("mfa_activate_totp", get=members(302), post=members(302)),
    Row("mfa_deactivate_totp", get=members(404) | WITH_FACTOR, post=members(404) | WITH_FACTOR),
    Row("mfa_add_webauthn", get=members(302) | WITH_FACTOR, post=members(302) | WITH_FACTOR),
    Row("mfa_list_webauthn", get=everybody(302), post=everybody(302)),
    Row(
        "mfa_edit_webauthn",
        {"pk": 1},
        get=members(302) | dict.fromkeys(KEEPERS, 404),
        post=members(302) | dict.fromkeys(KEEPERS, 404),
    ),
    Row(
        "mfa_remove_webauthn",
        {"pk": 1},
        get=members(302) | dict.fromkeys(KEEPERS, 404),
        post=members(302) | dict.fromkeys(KEEPERS, 404),
    ),
    Row("mfa_view_recovery_codes", get=members(404), post=members(405)),
    Row("mfa_generate_recovery_codes", get=members(302) | WITH_FACTOR, post=members(302)),
    Row("mfa_download_recovery_codes", get=members(404), post=members(404)),
    Row("mfa_login_webauthn", get=visitors(LOGIN, members=302), post=visitors(LOGIN, members=302)),
    Row("account_request_login_code", get=visitors(200, members=302), post=visitors(200, members=302)),
    Row("account_confirm_login_code", get=visitors(LOGIN, members=302), post=visitors(LOGIN, members=302)),
]

TOKEN = "headless:app:account:"
# allauth's API for programs: without a token everybody is a stranger there, whatever their browser's cookie says.
TOKENS = [
    Row(f"{TOKEN}current_session", get=everybody(401), post=everybody(400)),
    Row(f"{TOKEN}login", post=everybody(400)),
    Row(f"{TOKEN}signup", post=everybody(400)),
    Row(f"{TOKEN}reauthenticate", get=everybody(401), post=everybody(401)),
    Row(f"{TOKEN}request_login_code", post=everybody(400)),
    Row(f"{TOKEN}resend_login_code", post=everybody(409)),
    Row(f"{TOKEN}confirm_login_code", get=everybody(409), post=everybody(409)),
    Row(f"{TOKEN}verify_email", get=everybody(409), post=everybody(409)),
    Row(f"{TOKEN}resend_email_verification_code", post=everybody(409)),
    Row(f"{TOKEN}request_password_reset", post=everybody(400)),
    Row(f"{TOKEN}reset_password", get=everybody(409), post=everybody(409)),
    Row(f"{TOKEN}change_password", get=everybody(401), post=everybody(401)),
    Row(f"{TOKEN}manage_email", get=everybody(401), post=everybody(409)),
    Row("headless:app:mfa:authenticate", get=everybody(401), post=everybody(401)),
    Row("headless:app:mfa:reauthenticate", get=everybody(401), post=everybody(401)),
]

PROGRAMS = [
    Row("api-schema", get=everybody(200)),
    Row("api-docs", get=everybody(200)),
    Row("api-nothing", {"rest": "v1/nothing/"}, get=everybody(404), post=everybody(404)),
]

ONES_OWN = [
    Row("accounts:settings", get=members(200), post=members(200)),
    Row("accounts:who_looked", get=members(200)),
    Row("accounts:second_factor", get=members(302)),
    Row("accounts:sessions", get=members(200)),
    Row("accounts:end_session", {"code": "session"}, post=only("alice", 302)),
    Row("accounts:end_other_sessions", post=members(302)),
    Row("storefront:account", get=members(200)),
    Row("notifications:inbox", get=members(200)),
    Row("notifications:unread", get=members(200, others=204)),
    Row("notifications:mark_read", post=only("alice", 302), data={"notification": "told"}),
    Row("reviews:write", {"number": "delivered", "position": 1}, get=only("alice"), post=only("alice")),
    Row("reviews:add_photos", {"number": "reviewed", "position": 1}, post=only("alice", 422)),
    Row("catalog:own_reports", get=members(200)),
    Row("catalog:own_report", {"number": "reported"}, get=only("alice")),
    Row("storefront:desk", get=members(200, bob=302, carol=302)),
]

WINDOW = [
    Row("storefront:home", get=everybody(200)),
    Row("storefront:category", {"path": "category"}, get=everybody(200)),
    Row("storefront:search", get=everybody(200)),
    Row("storefront:listing", {"number": "listing"}, get=everybody(301)),
    Row("storefront:listing", {"number": "listing", "slug": "slug"}, get=everybody(200)),
    Row("storefront:shop", {"slug": "shop"}, get=everybody(200)),
    Row("storefront:merchants", get=everybody(200)),
    Row("reviews:of_shop", {"slug": "shop"}, get=everybody(200)),
    Row("policies:platform", get=everybody(200)),
    Row("policies:platform", {"kind": "returns"}, get=everybody(200)),
    Row("policies:shop", {"slug": "shop"}, get=everybody(200)),
    Row("policies:shop", {"slug": "shop", "kind": "returns"}, get=everybody(200)),
    Row("sellers:start", get=everybody(200)),
    # Whoever sends nothing is asked again.
    Row("catalog:report_status", {"number": "stranger", "token": "stranger_token"}, get=everybody(200)),
    Row("catalog:report_status", {"number": "reported", "token": "stranger_token"}, get=everybody(404)),
    Row("catalog:report", {"number": "listing"}, get=everybody(200), post=everybody(200)),
]

BUYING = [
    Row("orders:basket", get=everybody(200)),
    Row("orders:basket_add", post=everybody(404)),
    Row("orders:basket_line", post=everybody(404)),
    Row("orders:checkout", get=everybody(302), post=everybody(302)),
    # Guests pay too: whoever may not see a purchase finds nothing, signed in or not.
    Row("orders:pay", {"number": "unpaid"}, get=everybody(404) | {"alice": 200}, post=everybody(404) | {"alice": 302}),
    Row("orders:cancel_purchase", {"number": "unpaid"}, post=everybody(404) | {"alice": 302}),
    Row("orders:return", {"number": "unpaid"}, get=everybody(404) | {"alice": 302}, get_changes=True),
    Row("orders:list", get=members(200, gus=200)),
    Row("orders:open", {"number": "guests_purchase", "token": "guests_token"}, get=everybody(302)),
    Row("orders:open", {"number": "unpaid", "token": "guests_token"}, get=everybody(404)),
    Row("orders:detail", {"number": "delivered"}, get=only("alice", gus=404)),
    Row("orders:detail", {"number": "guests_order"}, get=members(404, gus=200)),
    Row("orders:confirmation", {"number": "delivered"}, get=only("alice", gus=404)),
    Row("orders:confirmation", {"number": "guests_order"}, get=members(404, gus=200)),
    Row("orders:invoice", {"number": "delivered"}, get=only("alice", gus=404)),
    Row("orders:invoice", {"number": "guests_order"}, get=members(404, gus=200)),
    Row("orders:promise", {"number": "delivered", "position": 1}, get=only("alice", gus=404)),
    Row("orders:promise", {"number": "guests_order", "position": 1}, get=members(404, gus=200)),
    Row("orders:confirm_arrival", {"number": "delivered"}, post=only("alice", 302, gus=404)),
    Row("orders:accept", {"number": "delivered"}, post=only("alice", 302, gus=404)),
    Row("orders:cancel", {"number": "paid"}, post=only("alice", 302, gus=404)),
    Row("orders:cancel", {"number": "guests_order"}, post=members(404, gus=302)),
]

BECOMING_A_SELLER = [
    Row("sellers:apply", get=members(200, alice=302), post=members(200)),
    Row("sellers:application", APPLICATION, get=only("alice")),
    Row("sellers:checklist", APPLICATION, get=only("alice")),
    # It is with the reviewers: what is answered stays, what is not yet read can still be shown.
    Row("sellers:checklist_send", APPLICATION, post=only("alice")),
    Row("sellers:checklist_item", APPLICATION | {"code": "needed"}, get=only("alice"), post=only("alice")),
    Row("sellers:checklist_code", APPLICATION | {"code": "needed"}, post=members(404)),
    Row("sellers:checklist_back", APPLICATION | {"code": "needed"}, post=only("alice", 302)),
    Row("sellers:invitations", get=members(200)),
    Row("sellers:accept_invitation", {"number": "invited"}, post=only("alice", 302)),
    Row("sellers:decline_invitation", {"number": "invited"}, post=only("alice", 302)),
    Row("sellers:amend", APPLICATION, get=only("alice", 302), post=only("alice", 302)),
    Row("sellers:withdraw", APPLICATION, post=only("alice", 302)),
    Row("sellers:decisions", get=members(200)),
    Row("sellers:decision", {"number": "decided"}, get=only("alice"), post=only("alice")),
    Row("sellers:withdraw_complaint", {"number": "complained"}, post=only("alice", 302)),
    Row("sellers:complaint_document", {"number": "complaint"}, get=only("alice"), get_changes=True),
    # Each view of a document is on record.
    Row("sellers:document", APPLICATION, get=only("alice"), get_changes=True),
]

DESK = [
    Row("storefront:desk", SHOP, get=only("bob")),
    Row("sellers:shop_settings", SHOP, get=only("bob"), post=only("bob")),
    Row("sellers:shop_away", SHOP, post=only("bob", 302)),
    Row("sellers:shop_reopen", SHOP, post=only("bob", 302)),
    Row("sellers:shop_close", SHOP, post=only("bob")),
    Row("sellers:payouts", SHOP, get=only("bob"), post=only("bob")),
    Row("sellers:withdraw_payout_account", SHOP, post=only("bob", 302)),
    Row("sellers:identity", SHOP, get=only("bob"), post=only("bob")),
    Row("sellers:withdraw_identity", SHOP, post=only("bob", 302)),
    # Whoever reads the old address has the link, signed in or not.
    Row("sellers:not_me", {"token": "not_me"}, get=everybody(200), post=everybody(200)),
    Row("sellers:not_me", {"token": "shop"}, get=everybody(404), post=everybody(404)),
    Row("sellers:leaving", SHOP, get=only("bob"), post=only("bob")),
    Row("storefront:credentials", SHOP, get=only("bob")),
    Row("sellers:credential", SHOP | {"code": "requirement"}, get=only("bob"), post=only("bob")),
    Row("sellers:withdraw_claim", SHOP | {"number": "claim"}, post=only("bob", 302)),
    # Each view of a document is on record.
    Row(
        "sellers:credential_document",
        SHOP | {"number": "claim", "position": 1},
        get=only("bob"),
        get_changes=True,
    ),
    Row("sellers:certify", SHOP, get=only("bob"), post=only("bob", 302)),
    Row("sellers:team", SHOP, get=only("bob"), post=only("bob")),
    Row("sellers:leave", SHOP, post=only("bob", 302)),
    Row("sellers:uninvite", SHOP | {"number": "invited"}, post=only("bob", 302)),
    Row("sellers:change_member", SHOP | {"member": "helper"}, post=only("bob", 302), data={"role": "catalogue"}),
    Row("sellers:remove_member", SHOP | {"member": "helper"}, post=only("bob", 302)),
    Row("sellers:brands", SHOP, get=only("bob"), post=only("bob")),
    Row("sellers:brand_authorise", SHOP | {"number": "brand_owned"}, post=only("bob")),
    Row("sellers:brand_grant", SHOP | {"number": "brand_asked"}, post=only("bob", 302)),
    Row("sellers:brand_refuse", SHOP | {"number": "brand_asked"}, post=only("bob", 302), data={"because": "No."}),
    Row("sellers:brand_revoke", SHOP | {"number": "brand_granted"}, post=only("bob", 302), data={"because": "No."}),
    Row("sellers:brand_withdraw", SHOP | {"number": "brand_claim"}, post=only("bob", 302)),
    # Each view of a document is on record.
    Row("sellers:brand_paper", SHOP | {"number": "brand_asked"}, get=only("bob"), get_changes=True),
    Row("catalog:statements", SHOP, get=only("bob")),
    Row("catalog:statement", SHOP | {"number": "taken_down"}, get=only("bob"), post=only("bob")),
    Row("policies:desk", SHOP, get=only("bob")),
    Row("policies:desk_policy", SHOP | {"kind": "returns"}, get=only("bob"), post=only("bob")),
    Row("orders:desk_list", SHOP, get=only("bob")),
    Row("orders:desk_recognise", SHOP, get=only("bob")),
    Row("orders:desk_detail", DESK_ORDER, get=only("bob")),
    Row("orders:desk_promise", DESK_ORDER | {"position": 1}, get=only("bob")),
    Row("orders:packing_slip", DESK_PAID, get=only("bob")),
    Row("orders:invoice_copy", DESK_PAID, get=only("bob")),
    Row("orders:desk_pack", DESK_PAID, post=only("bob", 302)),
    Row("orders:desk_ship", DESK_PAID, post=only("bob", 422)),
    Row("orders:desk_cancel", DESK_PAID, post=only("bob", 302)),
    Row("reviews:desk", SHOP, get=only("bob")),
    Row(
        "reviews:reply",
        SHOP | {"number": "reviewed", "position": 1},
        post=only("bob", 302),
        data={"text": "Thank you."},
    ),
    Row("reviews:withdraw", SHOP | {"number": "replied", "position": 1}, post=only("bob", 302)),
    Row("catalog:desk_listings", SHOP, get=only("bob")),
    Row("catalog:imports", SHOP, get=only("bob"), post=only("bob")),
    Row("catalog:import", IMPORT, get=only("bob")),
    Row("catalog:import_meanings", IMPORT, post=only("bob")),
    Row("catalog:import_progress", IMPORT, get=only("bob")),
    Row("catalog:import_start", IMPORT, post=only("bob", 302)),
    Row("catalog:import_cancel", IMPORT, post=only("bob", 302)),
    Row("catalog:import_report", IMPORT, get=only("bob")),
    Row("catalog:export", SHOP | {"kind": "csv"}, get=only("bob")),
    Row("catalog:listing_new", SHOP, get=only("bob"), post=only("bob")),
    Row("catalog:listing_edit", LISTING, get=only("bob"), post=only("bob")),
    Row("catalog:listing_variants", LISTING, post=only("bob")),
    Row("catalog:listing_publish", LISTING, post=only("bob", 302)),
    Row("catalog:listing_pause", LISTING, post=only("bob", 302)),
    Row("catalog:listing_retract", LISTING, post=only("bob")),
    Row("catalog:listing_words", LISTING | {"language": "id"}, get=only("bob"), post=only("bob")),
    Row("catalog:photos", LISTING, get=only("bob")),
    Row("catalog:photo_add", LISTING, post=only("bob")),
    Row("catalog:photo_remove", PHOTO, post=only("bob", 302)),
    Row("catalog:photo_move", PHOTO, post=only("bob", 302)),
    Row("catalog:photo_describe", PHOTO, post=only("bob", 302)),
]

MATRIX = [*MACHINES, *SIGNING_IN, *TOKENS, *PROGRAMS, *ONES_OWN, *WINDOW, *BUYING, *BECOMING_A_SELLER, *DESK]
