"""Making public what a file wants public and what is complete."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.comparing import takeable
from catalog.importing.plans import Plan
from catalog.models import Listing
from catalog.rules import Draft, may_publish
from catalog.states import ListingStatus, PhotoStatus
from core.errors import DomainError


def publish_if_complete(listing: Listing | None, plan: Plan, *, by: User | None, notes: list[str]) -> None:
    """Make a draft public that the file wants public; why it stays a draft is added to the notes."""
    if listing is None or not _may_become_public(listing, plan):
        return
    try:
        services.publish_listing(listing, by=by)
    except DomainError as refusal:
        notes.append(_("Kept as a draft: %(reason)s") % {"reason": refusal.message})


def note_why_draft(plan: Plan, known: Listing | None, notes: list[str]) -> bool:
    """
    Add to the notes what the product still lacks, without asking the database; whether it stays as it is.

    `known` is the listing as it was read with all that belongs to it; None for a new one, which has no photo.
    """
    if not _may_become_public(known, plan):
        return True
    photos = [] if known is None else [photo.status for photo in known.photos.all()]
    said = set() if known is None else {fact.definition.code for fact in known.facts.all()}
    offered = 0 if known is None else sum(variant.is_active for variant in known.variants.all())
    verdict = may_publish(
        Draft(
            title=plan.words["title"] or (known.title if known else ""),
            description=plan.words["description"] or (known.description if known else ""),
            offered_variants=offered + sum(unit.is_offered is not False for unit in takeable(plan)),
            ready_photos=photos.count(PhotoStatus.READY),
            waiting_photos=photos.count(PhotoStatus.WAITING),
            missing_facts=[label for code, label in plan.missing if code not in said],
        )
    )
    if not verdict:
        notes.append(_("Kept as a draft: %(reason)s") % {"reason": verdict.reason})
    return not verdict


def _may_become_public(listing: Listing | None, plan: Plan) -> bool:
    # A listing that the shop has taken off sale is not put back by a file.
    is_draft = listing is None or listing.status == ListingStatus.DRAFT
    return is_draft and plan.wants_public and not plan.product.is_continued
