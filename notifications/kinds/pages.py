"""What a kind of notification is, and the pages to which they lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Page:
    """Where a notification leads: a URL's name, and which particular is which of its arguments."""

    name: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    title: str | Promise
    text: str | Promise
    page: Page
    mail: str = "notifications/told"
    # Its mail was written with the change: it says from where that came, which no fact may keep.
    is_mailed_already: bool = False


APPLICATION = Page("sellers:application", {"number": "application"})
ORDERS = Page("orders:list")
ORDER = Page("orders:detail", {"number": "order"})
PAYING = Page("orders:pay", {"number": "purchase"})
DESK = Page("storefront:desk")
DESK_ORDER = Page("orders:desk_detail", {"shop": "shop_slug", "number": "order"})
OWN_REVIEW = Page("reviews:write", {"number": "order", "position": "position"})
INVITATIONS = Page("sellers:invitations")
CREDENTIAL = Page("sellers:credential", {"shop": "shop_slug", "code": "code"})
CERTIFY = Page("sellers:certify", {"shop": "shop_slug"})
TEAM = Page("sellers:team", {"shop": "shop_slug"})
ACCOUNT = Page("storefront:account")
DECISION = Page("sellers:decision", {"number": "statement"})
IMPORT = Page("catalog:import", {"shop": "shop_slug", "number": "import"})
PROPOSAL = Page("admin:core_proposal_change", {"object_id": "proposal"})
LISTING = Page("storefront:listing", {"number": "listing", "slug": "slug"})
BRANDS = Page("sellers:brands", {"shop": "shop_slug"})
REPORT = Page("catalog:own_report", {"number": "report"})
STATEMENT = Page("catalog:statement", {"shop": "shop_slug", "number": "report"})
STRIKE = Page("admin:catalog_strike_change", {"object_id": "strike"})
SIGNING_IN = Page("mfa_index")
SESSIONS = Page("accounts:sessions")
