"""Reports as people make them, and moderators decide them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.roles import Role
from catalog.models import Listing, Report
from catalog.reporting import services
from catalog.states import ReportReason
from catalog.tests.factories import listing_on_sale
from sellers.models import Shop
from sellers.tests.factories import a_reviewer


def a_moderator() -> User:
    return a_reviewer(Role.MODERATOR)


def a_report(listing: Listing | None = None, *, by: User | None = None, **said: Any) -> Report:
    """A report that waits; without `by` from a stranger with an address."""
    said.setdefault("reason", ReportReason.COUNTERFEIT)
    said.setdefault("words", "The stamp on the base is not theirs.")
    if by is None:
        said.setdefault("email", "stranger@example.com")
    return services.file_report(listing or listing_on_sale(), by=by, **said)


def upheld(listing: Listing, *, by: User | None = None, ground: ReportReason = ReportReason.COUNTERFEIT) -> Report:
    moderator = by or a_moderator()
    report = services.take_report(a_report(listing, email=f"{listing.pk}@example.com"), by=moderator)
    return services.uphold_report(report, by=moderator, ground=ground, facts="The owner of the brand did not make it.")


def rejected(report: Report, *, by: User | None = None, is_unfounded: bool = True) -> Report:
    moderator = by or a_moderator()
    services.take_report(report, by=moderator)
    return services.reject_report(report, by=moderator, because="The shop is authorised.", is_unfounded=is_unfounded)


def with_strikes(shop: Shop, count: int) -> list[Report]:
    return [upheld(listing_on_sale(shop, title=f"Cup {number}")) for number in range(count)]
