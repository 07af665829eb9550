"""What a moderator finds that nobody reported."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Listing, Report
from catalog.reporting.services import ReportRefused, uphold_report
from catalog.services.changing import locked
from catalog.states import ListingStatus, ReportReason, ReportStatus
from core import clock
from core.numbers import new_token, token_digest
from core.text import plain


@transaction.atomic
def take_down(listing: Listing, *, by: User, ground: ReportReason, facts: str) -> Report:
    """
    Take a listing down without a report: the shop is told, reads the same statement of reasons, and may complain.

    Raises ReportRefused when it is down already, and what uphold_report raises.
    """
    # Held until the end: of two moderators who come upon it at once, one gives the reasons.
    listing = locked(listing)
    if listing.status == ListingStatus.RETRACTED:
        raise ReportRefused(_("This is taken down already."))
    now = clock.now()
    found = Report.objects.create(
        listing=listing,
        reason=ground,
        words=plain(facts),
        is_ours=True,
        # Of a token that nobody has.
        access_token_digest=token_digest(new_token()),
        language=listing.shop.language,
        made_at=now,
        status=ReportStatus.IN_HAND,
        claimed_by=by,
        claimed_at=now,
    )
    return uphold_report(found, by=by, ground=ground, facts=facts)
