"""How every change to a listing begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.events import ListingEdited
from catalog.models import Listing
from catalog.rules import may_publish
from catalog.search import index_listing
from catalog.selectors import draft_of
from catalog.services.summaries import lock_listings, refresh_offer
from catalog.states import ListingStatus
from core.errors import DomainError, ImpossibleMove
from core.events import announce


class NotReady(DomainError):
    """The listing cannot be (or stay) public: the sentence names all that is missing."""

    code = "catalog.not_ready"


def locked(listing: Listing) -> Listing:
    """The listing as it is now, held until the transaction ends."""
    return lock_listings(Listing.objects.filter(pk=listing.pk))[0]


def open_for_change(listing: Listing) -> Listing:
    """The same, for a change. Raises ImpossibleMove when the listing is retracted."""
    listing = locked(listing)
    if not listing.is_editable:
        raise ImpossibleMove(_("This listing was retracted; it cannot be changed."))
    return listing


def must_be_ready(listing: Listing) -> None:
    """Raises NotReady with all that publishing asks for and the listing lacks."""
    verdict = may_publish(draft_of(listing))
    if not verdict:
        raise NotReady(verdict.reason)


def record_edit(listing: Listing, changed: Sequence[str], *, by: User | None) -> None:
    """
    End a change: refresh what the listing repeats, its version and its words in the index, and announce it.

    Raises NotReady when the listing is public and would no longer be complete: then nothing changed.
    """
    if listing.status == ListingStatus.PUBLISHED:
        must_be_ready(listing)
    refresh_offer(listing)
    if listing.status == ListingStatus.PUBLISHED:
        index_listing(listing)
    announce(ListingEdited(listing_id=listing.pk, changed=list(changed)), actor=by)
