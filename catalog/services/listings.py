"""A listing's own life and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from catalog.events import ListingCreated, ListingPaused, ListingPublished, ListingRestored, ListingRetracted
from catalog.models import Condition, Listing, ListingFact, ListingText
from catalog.search import forget_listing, index_listing
from catalog.services.brands import must_be_authorised, name_brands
from catalog.services.changing import locked, must_be_ready, open_for_change, record_edit
from catalog.services.facts import answer_questions, first_answers
from catalog.services.stock import announce_first_units
from catalog.services.summaries import begin_offer, refresh_offer, touch_lists
from catalog.services.variants import NewVariant, VariantDraft, insert_variants, new_variants
from catalog.states import ListingStatus
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce, announce_all
from core.text import plain, plain_line
from sellers.models import Shop
from sellers.selectors import owners_of
from taxonomy.models import Category, FactDefinition

RETRACTED, RESTORED = "catalog.retracted_listing", "catalog.restored_listing"
name_acts({RETRACTED: _("retracted it"), RESTORED: _("gave it back to its shop")})


class NeedsAReason(DomainError):
    """Nothing disappears without a reason."""

    code = "catalog.needs_a_reason"


@dataclass(frozen=True)
class ListingDraft:
    """A listing to be begun. Without a language it speaks that of its shop."""

    category: Category
    title: str
    description: str = ""
    language: str = ""
    brand: str = ""
    model: str = ""
    condition: str = Condition.NEW
    facts: Mapping[str, object] = field(default_factory=dict)
    variants: Sequence[VariantDraft] = ()
    external_ref: str = ""


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
    draft = ListingDraft(
        category, title, description, language, brand, model, condition, facts or {}, variants, external_ref
    )
    return create_listings(shop, [draft], by=by)[0]


@transaction.atomic
def create_listings(shop: Shop, drafts: Sequence[ListingDraft], *, by: User | None) -> list[Listing]:
    """Begin many listings in as many statements as one: all of them, or none. Raises as create_listing."""
    questions: dict[int, list[FactDefinition]] = {}
    listings = [_new_listing(shop, draft) for draft in drafts]
    name_brands(listings)
    facts: list[ListingFact] = []
    variants: list[NewVariant] = []
    for listing, draft in zip(listings, drafts, strict=True):
        if draft.facts:
            if draft.category.pk not in questions:
                questions[draft.category.pk] = list(draft.category.fact_definitions().with_choices())
            answers = first_answers(questions[draft.category.pk], draft.facts)
            for fact in answers:
                fact.listing = listing
            facts += answers
        new = new_variants(listing, draft.variants)
        begin_offer(listing, [variant for variant, _options in new])
        variants += new
    Listing.objects.bulk_create(listings)
    # They were given to these before they had keys.
    for fact in facts:
        fact.listing_id = fact.listing.pk
    for variant, _options in variants:
        variant.listing_id = variant.listing.pk
    if facts:
        ListingFact.objects.bulk_create(facts)
    if variants:
        insert_variants(variants)
    announce_all([ListingCreated(listing_id=listing.pk) for listing in listings], actor=by)
    announce_first_units([variant for variant, _options in variants], by=by)
    return listings


def _new_listing(shop: Shop, draft: ListingDraft) -> Listing:
    title = plain_line(draft.title)
    return Listing(
        shop=shop,
        category=draft.category,
        title=title,
        slug=Listing.slug_of(title),
        description=plain(draft.description),
        language=draft.language or shop.language,
        brand=plain_line(draft.brand),
        model=plain_line(draft.model),
        condition=draft.condition,
        currency=shop.currency,
        external_ref=draft.external_ref,
    )


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

    Raises WrongFacts; NotReady when it is public and would no longer be complete; BrandNotAuthorised when it is public
    and would be of a protected brand that the seller may not offer; ImpossibleMove when retracted.
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
    if "category" in changed:
        # Where it stood; where it will stand is touched with every edit.
        touch_lists(listing)
    for name, value in changed.items():
        setattr(listing, name, value)
    if "title" in changed:
        listing.slug = Listing.slug_of(listing.title)
    if "brand" in changed:
        name_brands([listing])
        if listing.status == ListingStatus.PUBLISHED:
            must_be_authorised(listing)
    if changed:
        listing.save(update_fields=[*changed, "slug", "protected_brand"])
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

    Raises NotReady with all that is missing, BrandNotAuthorised when its brand is a protected one that the seller may
    not offer, ImpossibleMove when it is public already or retracted.
    """
    listing = locked(listing)
    if not listing.can_move_to(ListingStatus.PUBLISHED):
        raise ImpossibleMove(status=str(listing.status))
    must_be_ready(listing)
    # Looked up again: the brand may be protected since the words were written.
    name_brands([listing])
    must_be_authorised(listing)
    refresh_offer(listing, protected_brand=listing.protected_brand_id)
    # Pausing and publishing again does not make a listing new.
    listing.move_to(ListingStatus.PUBLISHED, published_at=listing.published_at or clock.now())
    touch_lists(listing)
    index_listing(listing)
    announce(ListingPublished(listing_id=listing.pk), actor=by)
    return listing


@transaction.atomic
def pause_listing(listing: Listing, *, by: User | None) -> Listing:
    """Take a public listing off sale for a while. Raises ImpossibleMove unless it is public."""
    listing = locked(listing)
    listing.move_to(ListingStatus.PAUSED, version=F("version") + 1)
    touch_lists(listing)
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
    role = by.acts_as(Role.MODERATOR) if by is not None else ""
    listing.move_to(
        ListingStatus.RETRACTED,
        retracted_at=clock.now(),
        retracted_because=because,
        retracted_by_us=bool(role),
        version=F("version") + 1,
    )
    touch_lists(listing)
    listing.refresh_from_db()
    forget_listing(listing)
    announce(ListingRetracted(listing_id=listing.pk, because=because), actor=by)
    if by is not None and role:
        owners = owners_of(listing.shop.seller)
        record(RETRACTED, by=by, role=role, thing=listing, about=owners, because=STANDS_WITH_IT)
    return listing


@transaction.atomic
def restore_listing(listing: Listing, *, by: User, because: str) -> Listing:
    """
    Give back to its shop, as a draft, what we took down by mistake.

    Raises NeedsAReason without a reason; ImpossibleMove unless a moderator asks, and one took it down.
    """
    because = plain_line(because)[:300]
    if not because:
        raise NeedsAReason(_("Say why it goes back to the shop."))
    listing = locked(listing)
    role = by.acts_as(Role.MODERATOR)
    if not role or not listing.retracted_by_us:
        raise ImpossibleMove(status=str(listing.status))
    listing.move_to(
        ListingStatus.DRAFT,
        retracted_at=None,
        retracted_because="",
        retracted_by_us=False,
        version=F("version") + 1,
    )
    listing.refresh_from_db()
    announce(ListingRestored(listing_id=listing.pk, because=because), actor=by)
    record(RESTORED, by=by, role=role, thing=listing, about=owners_of(listing.shop.seller), because=STANDS_WITH_IT)
    return listing
