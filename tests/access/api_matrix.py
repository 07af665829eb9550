"""
Who may do what through the API: every address, every method, every role. A route without its rows fails the build.

The roles are those of matrix.py; gus knocks with the token that his checkout gave him. What somebody has no business
with is not there: 404. Whoever is nobody is asked to sign in: 401.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.tests.factories import picture_bytes
from sellers.tests.factories import PDF
from tests.access.matrix import Expected, everybody, members, only

HERE = "api:"


@dataclass(frozen=True)
class Call:
    """
    One method of one address. `where` and `body` may name things of the world.

    The body of a GET is its query; a `form` is sent as one, its bytes as files.
    """

    name: str
    method: str
    said: Expected
    where: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    form: bool = False

    def __str__(self) -> str:
        return "-".join([self.method, self.name, *(str(value) for value in self.where.values())])


def signed_in(said: int, **but: int) -> Expected:
    return members(said, others=401, **but)


def owner(role: str, said: int = 200, **but: int) -> Expected:
    return only(role, said, anonymous=401, gus=401, **but)


def shopper(role: str, said: int = 200) -> Expected:
    """What is somebody's purchase: nobody else finds it, signed in or not."""
    return everybody(404) | {role: said}


SHOP = {"shop": "shop"}
LISTING = {"shop": "shop", "number": "listing"}
PHOTO = LISTING | {"digest": "photo"}
PAID = {"number": "paid"}
REVIEWED: dict[str, str | int] = {"number": "reviewed", "position": 1}
DELIVERED = {"number": "delivered"}
UNPAID = {"number": "unpaid"}
GUESTS = {"number": "guests_order"}
DESK_PAID = SHOP | PAID
DESK_DELIVERED = SHOP | DELIVERED
IMPORT = {"shop": "shop", "number": "import"}
APPLICATION = {"number": "application"}
SKU = {"sku": "sku"}
POLICY = {
    "title": "Returns",
    "body": "Send it back.",
    "terms": {"window_days": 60, "return_postage": "seller"},
    "replacing": 1,
}

WINDOW = [
    Call("listings", "GET", everybody(200)),
    Call("facets", "GET", everybody(200)),
    Call("sorts", "GET", everybody(200)),
    Call("listing", "GET", everybody(200), {"number": "listing"}),
    Call("listing-reviews", "GET", everybody(200), {"number": "listing"}),
    Call("listing-distribution", "GET", everybody(200), {"number": "listing"}),
    Call("listing-report", "POST", everybody(400), {"number": "listing"}, {}),
    Call("shops", "GET", everybody(200)),
    Call("merchants", "GET", everybody(200)),
    Call("shop", "GET", everybody(200), {"slug": "shop"}),
    Call("shop-reviews", "GET", everybody(200), SHOP),
    Call("shop-distribution", "GET", everybody(200), SHOP),
    Call("categories", "GET", everybody(200)),
    Call("category", "GET", everybody(200), {"slug": "category_slug"}),
    Call("policies", "GET", everybody(200)),
    Call("policy", "GET", everybody(200), {"kind": "returns"}),
    Call("policy-version", "GET", everybody(200), {"kind": "returns", "version": 1}),
    Call("shop-policies", "GET", everybody(200), SHOP),
    Call("shop-policy", "GET", everybody(200), SHOP | {"kind": "returns"}),
    Call("shop-policy-version", "GET", everybody(200), SHOP | {"kind": "returns", "version": 1}),
]

BUYING = [
    Call("basket", "GET", everybody(200)),
    # bob works there, so he cannot buy from it.
    Call("basket-lines", "POST", everybody(200) | {"bob": 409}, body={"listing": "listing", "sku": "sku"}),
    Call("basket-lines", "PUT", everybody(404), body={"listing": "listing", "sku": "sku", "quantity": 1}),
    Call("basket-join", "POST", signed_in(409), body={"token": "nobodys"}),
    Call("checkout-quote", "POST", everybody(200), body={}),
    Call("checkout", "POST", everybody(400), body={}),
    Call("purchases", "GET", everybody(200)),
    Call("purchase", "GET", shopper("alice"), UNPAID),
    Call("purchase", "GET", shopper("gus"), {"number": "guests_purchase"}),
    Call("purchase-cancel", "POST", shopper("alice"), UNPAID),
    Call("payment", "GET", shopper("alice"), UNPAID),
    Call("payment", "GET", shopper("gus"), {"number": "guests_purchase"}),
    Call("payment", "POST", shopper("alice"), UNPAID),
    Call("payment-check", "POST", shopper("alice"), UNPAID),
    Call("orders", "GET", everybody(200)),
    Call("order", "GET", shopper("alice"), DELIVERED),
    Call("order", "GET", shopper("gus"), GUESTS),
    Call("order-cancel", "POST", shopper("alice"), PAID),
    Call("order-cancel", "POST", shopper("gus"), GUESTS),
    Call("order-confirm-arrival", "POST", shopper("alice", 409), DELIVERED),
    Call("order-accept", "POST", shopper("alice"), DELIVERED),
    Call("order-promise", "GET", shopper("alice"), DELIVERED | {"position": 1}),
    Call("order-confirmation", "GET", shopper("alice"), PAID),
    Call("order-confirmation", "GET", shopper("gus"), GUESTS),
    Call("order-invoice", "GET", shopper("alice"), PAID),
    Call("order-invoice", "GET", shopper("gus"), GUESTS),
    Call("own-review", "GET", owner("alice"), DELIVERED | {"position": 1}),
    Call("own-review", "POST", owner("alice", 201), DELIVERED | {"position": 1}, {"rating": 5, "text": "Good."}),
    Call("own-review-photos", "GET", owner("alice"), REVIEWED),
    Call("own-review-photos", "POST", owner("alice", 201), REVIEWED, {"photo": picture_bytes()}, form=True),
]

ONES_OWN = [
    Call("me", "GET", signed_in(200)),
    Call("me", "PATCH", signed_in(200), body={"name": "New"}),
    Call("notifications", "GET", signed_in(200)),
    Call("notifications-unread", "GET", signed_in(200)),
    Call("notifications-read-all", "POST", signed_in(200)),
    Call("notification-read", "POST", owner("alice"), {"number": "told_number"}),
    Call("applications", "GET", signed_in(200)),
    Call("application-submit", "POST", signed_in(400), body={}, form=True),
    Call("application-begin", "POST", signed_in(400), body={}),
    Call("application", "GET", owner("alice"), APPLICATION),
    Call("decisions", "GET", signed_in(200)),
    Call("decision", "GET", owner("alice"), {"number": "decided"}),
    Call("decision-complain", "POST", owner("alice", 201), {"number": "decided"}, {"words": "Wrong."}, form=True),
    Call("decision-withdraw", "POST", owner("alice"), {"number": "complained"}),
    Call("decision-document", "GET", owner("alice"), {"number": "complaint"}),
    Call("application-checklist", "GET", owner("alice"), APPLICATION),
    # It is with the reviewers: its answers stay as they are.
    Call("application-answers", "PATCH", owner("alice", 409), APPLICATION, body={"city": "Jena"}),
    Call("application-categories", "PUT", owner("alice", 409), APPLICATION, body={"categories": []}),
    Call("application-proof", "POST", owner("alice", 409), APPLICATION, body={}, form=True),
    Call("application-send", "POST", owner("alice", 409), APPLICATION, body={"undertakes": True}),
    Call("application-claim", "POST", owner("alice", 409), APPLICATION | {"code": "needed"}, body={}, form=True),
    Call("application-code", "POST", owner("alice", 404), APPLICATION | {"code": "needed"}, body={}),
    Call("application-confirm", "POST", owner("alice", 404), APPLICATION | {"code": "needed"}, body={"code": "1"}),
    Call("application-take-back", "POST", owner("alice"), APPLICATION | {"code": "needed"}, body={}),
    Call("application-document", "GET", owner("alice"), APPLICATION),
    Call("application-withdraw", "POST", owner("alice"), APPLICATION),
    Call("application-amend", "POST", signed_in(400), APPLICATION, body={}, form=True),
    Call("places", "GET", signed_in(200)),
    Call("reports", "GET", signed_in(200)),
    Call("report", "GET", owner("alice"), {"number": "reported"}),
]

DESK = [
    Call("desk-summary", "GET", owner("bob"), SHOP),
    Call("desk-settings", "GET", owner("bob"), SHOP),
    Call("desk-settings", "PATCH", owner("bob"), SHOP, {"about": "New."}),
    Call("desk-credentials", "GET", owner("bob"), SHOP),
    Call("desk-credential", "GET", owner("bob"), SHOP | {"code": "requirement"}),
    Call(
        "desk-claim",
        "POST",
        owner("bob", 201),
        SHOP | {"code": "requirement"},
        {"evidence": "certificate", "document": PDF},
        form=True,
    ),
    Call("desk-claim-withdraw", "POST", owner("bob"), SHOP | {"number": "claim"}),
    Call("desk-claim-document", "GET", owner("bob"), SHOP | {"number": "claim", "position": 1}),
    Call("desk-certification", "GET", owner("bob"), SHOP),
    Call("desk-certification", "POST", owner("bob"), SHOP),
    Call("desk-team", "GET", owner("bob"), SHOP),
    Call("desk-member", "PATCH", owner("bob"), SHOP | {"number": "helper"}, {"role": "catalogue"}),
    Call("desk-member", "DELETE", owner("bob", 204), SHOP | {"number": "helper"}),
    Call("desk-leave", "POST", owner("bob", 409), SHOP),
    Call("desk-invitations", "GET", owner("bob"), SHOP),
    Call("desk-invitations", "POST", owner("bob", 201), SHOP, {"email": "new@example.com", "role": "finance"}),
    Call("desk-invitation-withdraw", "POST", owner("bob"), SHOP | {"number": "invited"}),
    Call("desk-brands", "GET", owner("bob"), SHOP),
    Call("desk-brands-asked", "GET", owner("bob"), SHOP),
    Call("desk-brand-claim", "POST", signed_in(400), SHOP, {}, form=True),
    Call("desk-brand-authorise", "POST", owner("bob", 409), SHOP | {"number": "brand_owned"}, {"shop": "nobodys"}),
    Call("desk-brand-grant", "POST", owner("bob"), SHOP | {"number": "brand_asked"}),
    Call("desk-brand-refuse", "POST", owner("bob"), SHOP | {"number": "brand_asked"}, {"because": "No."}),
    Call("desk-brand-revoke", "POST", owner("bob"), SHOP | {"number": "brand_granted"}, {"because": "No."}),
    Call("desk-brand-withdraw", "POST", owner("bob"), SHOP | {"number": "brand_claim"}),
    Call("desk-brand-document", "GET", owner("bob"), SHOP | {"number": "brand_asked"}),
    Call("desk-statements", "GET", owner("bob"), SHOP),
    Call("desk-statement", "GET", owner("bob"), SHOP | {"number": "taken_down"}),
    Call("desk-statement-complain", "POST", owner("bob"), SHOP | {"number": "taken_down"}, {"words": "It is ours."}),
    Call("invitations", "GET", signed_in(200)),
    Call("invitation-accept", "POST", owner("alice"), {"number": "invited"}),
    Call("invitation-decline", "POST", owner("alice", 204), {"number": "invited"}),
    Call("desk-away", "POST", owner("bob"), SHOP),
    Call("desk-reopen", "POST", owner("bob", 409), SHOP),
    Call("desk-payouts", "GET", owner("bob"), SHOP),
    Call("desk-payouts", "POST", owner("bob", 409), SHOP, {"holder": "Bob", "account": "DE89370400440532013000"}),
    Call("desk-payouts-withdraw", "POST", owner("bob"), SHOP),
    Call("desk-identity", "GET", owner("bob"), SHOP),
    Call("desk-identity", "POST", owner("bob", 409), SHOP, {"city": "Bandung"}),
    Call("desk-identity-withdraw", "POST", owner("bob"), SHOP),
    Call("not-me", "POST", everybody(204), body={"token": "not_me"}),
    Call("desk-leaving", "GET", owner("bob"), SHOP),
    Call("desk-leaving", "POST", owner("bob", 409), SHOP, {"name": "Somebody else"}),
    Call("desk-close", "POST", owner("bob"), SHOP, {"name": "Bob's"}),
    Call("desk-policy", "POST", owner("bob", 201), SHOP | {"kind": "returns"}, POLICY),
    Call("desk-policy-preview", "POST", owner("bob"), SHOP | {"kind": "returns"}, POLICY),
    Call("desk-reviews", "GET", owner("bob"), SHOP),
    Call("desk-reply", "POST", owner("bob", 201), SHOP | REVIEWED, {"text": "Thank you."}),
    Call("desk-reply-withdraw", "POST", owner("bob"), SHOP | {"number": "replied", "position": 1}),
    Call("desk-orders", "GET", owner("bob"), SHOP),
    Call("desk-order", "GET", owner("bob"), DESK_DELIVERED),
    Call("desk-order-promise", "GET", owner("bob"), DESK_DELIVERED | {"position": 1}),
    Call("desk-invoice-copy", "GET", owner("bob"), DESK_PAID),
    Call("desk-packing-slip", "GET", owner("bob"), DESK_PAID),
    Call("desk-tracking-number", "GET", owner("bob"), SHOP, {"tracking_number": "1Z5R89390357567127"}),
    Call("desk-order-pack", "POST", owner("bob"), DESK_PAID),
    Call(
        "desk-order-ship",
        "POST",
        owner("bob"),
        DESK_PAID,
        {"carrier": "other", "carrier_name": "JNE", "tracking_number": "8820 1145"},
    ),
    Call("desk-order-cancel", "POST", owner("bob"), DESK_PAID),
    Call("desk-export", "GET", owner("bob"), SHOP),
    Call("desk-imports", "GET", owner("bob"), SHOP),
    Call("desk-imports", "POST", owner("bob", 201), SHOP, {"file": b"title,price\nA cup,5\n"}, form=True),
    Call("desk-import", "GET", owner("bob"), IMPORT),
    Call("desk-import-meanings", "PUT", owner("bob"), IMPORT, {"columns": {"price": "ignored"}}),
    Call("desk-import-start", "POST", owner("bob"), IMPORT),
    Call("desk-import-cancel", "POST", owner("bob"), IMPORT),
    Call("desk-import-rows", "GET", owner("bob"), IMPORT),
    Call("desk-import-report", "GET", owner("bob"), IMPORT),
    Call("desk-listings", "GET", owner("bob"), SHOP),
    Call("desk-listings", "POST", owner("bob", 201), SHOP, {"category": "category", "title": "New"}),
    Call("desk-listing", "GET", owner("bob"), LISTING),
    Call("desk-listing", "PATCH", owner("bob"), LISTING, {"title": "New"}),
    Call("desk-listing-publish", "POST", owner("bob", 409), LISTING),
    Call("desk-listing-pause", "POST", owner("bob"), LISTING),
    Call("desk-listing-retract", "POST", owner("bob"), LISTING, {"because": "Broken."}),
    Call("desk-listing-words", "PUT", owner("bob"), LISTING | {"language": "id"}, {"title": "Baru"}),
    Call("desk-variants", "POST", owner("bob", 409), LISTING, {"price": {"amount": 100, "currency": "XXX"}}),
    Call("desk-variants", "PATCH", owner("bob"), LISTING, SKU | {"new_sku": "NEW"}),
    Call("desk-price", "PUT", owner("bob", 409), LISTING, SKU | {"price": {"amount": 100, "currency": "XXX"}}),
    Call("desk-stock-received", "POST", owner("bob"), LISTING, SKU | {"quantity": 1}),
    Call("desk-stock-written-off", "POST", owner("bob"), LISTING, SKU | {"quantity": 1, "reason": "Broken."}),
    Call("desk-photos", "POST", signed_in(400), LISTING, {}, form=True),
    Call("desk-photo-order", "PUT", owner("bob"), LISTING, {"photos": []}),
    Call("desk-photo", "PATCH", owner("bob"), PHOTO, {"alt": "A mug"}),
    # The last photo of a public listing stays.
    Call("desk-photo", "DELETE", owner("bob", 409), PHOTO),
]

CALLS = [*WINDOW, *BUYING, *ONES_OWN, *DESK]
