"""A listing's own life and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.events import ListingCreated, ListingPaused, ListingPublished, ListingRetracted
from catalog.models import Condition, Listing, ListingText
from catalog.search import forget_listing, index_listing
from catalog.services.changing import locked, must_be_ready, open_for_change, record_edit
from catalog.services.facts import answer_questions
from catalog.services.summaries import refresh_offer
from catalog.services.variants import VariantDraft, add_variant
from catalog.states import ListingStatus
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.text import plain, plain_line
from sellers.models import Shop
from taxonomy.models import Category


class NeedsAReason(DomainError):
    """Nothing disappears without a reason."""

    code = "catalog.needs_a_reason"


@transaction.atomic
def create_listing(
    shop: Shop,
    *,
    by: User | None,
    category: Category,
    title: str,
    description: str = "",
    language: str = "",
    brand: str = "",
    model: str = "",
    condition: str = Condition.NEW,
    facts: Mapping[str, object] | None = None,
    variants: Sequence[VariantDraft] = (),
    external_ref: str = "",
) -> Listing:
    """
    Begin a listing as a draft that nobody sees, in the shop's currency and, unless said otherwise, its language.

    Raises WrongFacts, and whatever add_variant raises.
    """
    title = plain_line(title)
    listing = Listing.objects.create(
        shop=shop,
        category=category,
        title=title,
        slug=Listing.slug_of(title),
        description=plain(description),
        language=language or shop.language,
        brand=plain_line(brand),
        model=plain_line(model),
        condition=condition,
        currency=shop.currency,
        external_ref=external_ref,
    )
    announce(ListingCreated(listing_id=listing.pk), actor=by)
    if facts:
        answer_questions(listing, facts)
    for draft in variants:
        add_variant(listing, draft, by=by)
    # Adding variants changed what the listing repeats of them.
    listing.refresh_from_db()
    return listing


@transaction.atomic
def edit_listing(
    listing: Listing,
    *,
    by: User | None,
    category: Category | None = None,
    title: str | None = None,
    description: str | None = None,
    brand: str | None = None,
    model: str | None = None,
    condition: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> Listing:
    """
    Change what a listing says; what is not given stays. Nothing is announced when nothing changed.

    Raises WrongFacts; NotReady when it is public and would no longer be complete; ImpossibleMove when retracted.
    """
    listing = open_for_change(listing)
    wanted = {
        "category": category,
        "title": None if title is None else plain_line(title),
        "description": None if description is None else plain(description),
        "brand": None if brand is None else plain_line(brand),
        "model": None if model is None else plain_line(model),
        "condition": condition,
    }
    changed = {name: value for name, value in wanted.items() if value is not None and value != getattr(listing, name)}
    for name, value in changed.items():
        setattr(listing, name, value)
    if "title" in changed:
        listing.slug = Listing.slug_of(listing.title)
    if changed:
        listing.save(update_fields=[*changed, "slug"])
    names = list(changed)
    if (facts is not None or category is not None) and answer_questions(listing, facts or {}):
        names.append("facts")
    if names:
        record_edit(listing, names, by=by)
    return listing


@transaction.atomic
def translate_listing(
    listing: Listing, *, by: User | None, language: str, title: str, description: str = ""
) -> Listing:
    """Give a listing's words in another language; in its own language this is an edit. Raises as edit_listing."""
    if language == listing.language:
        return edit_listing(listing, by=by, title=title, description=description)
    listing = open_for_change(listing)
    words = {"title": plain_line(title), "description": plain(description)}
    if not ListingText.objects.filter(listing=listing, language=language, **words).exists():
        ListingText.objects.update_or_create(listing=listing, language=language, defaults=words)
        record_edit(listing, [f"words:{language}"], by=by)
    return listing


@transaction.atomic
def publish_listing(listing: Listing, *, by: User | None) -> Listing:
    """
    Put a draft or paused listing before the public.

    Raises NotReady with all that is missing, ImpossibleMove when it is public already or retracted.
    """
    listing = locked(listing)
    if not listing.can_move_to(ListingStatus.PUBLISHED):
        raise ImpossibleMove(status=str(listing.status))
    must_be_ready(listing)
    refresh_offer(listing)
    # Pausing and publishing again does not make a listing new.
    listing.move_to(ListingStatus.PUBLISHED, published_at=listing.published_at or clock.now())
    index_listing(listing)
    announce(ListingPublished(listing_id=listing.pk), actor=by)
    return listing


@transaction.atomic
def pause_listing(listing: Listing, *, by: User | None) -> Listing:
    """Take a public listing off sale for a while. Raises ImpossibleMove unless it is public."""
    listing = locked(listing)
    listing.move_to(ListingStatus.PAUSED, version=F("version") + 1)
    listing.refresh_from_db()
    forget_listing(listing)
    announce(ListingPaused(listing_id=listing.pk), actor=by)
    return listing


@transaction.atomic
def retract_listing(listing: Listing, *, by: User | None, because: str) -> Listing:
    """
    Take a listing away for good; its page stays as a tombstone with date and reason.

    Raises NeedsAReason without a reason, ImpossibleMove when it is retracted already.
    """
    because = plain_line(because)[:300]
    if not because:
        raise NeedsAReason(_("Say why it is retracted."))
    listing = locked(listing)
    listing.move_to(
        ListingStatus.RETRACTED,
        retracted_at=clock.now(),
        retracted_because=because,
        version=F("version") + 1,
    )
    listing.refresh_from_db()
    forget_listing(listing)
    announce(ListingRetracted(listing_id=listing.pk, because=because), actor=by)
    return listing
