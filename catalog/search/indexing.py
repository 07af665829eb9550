"""Which words of a listing are indexed, and when: in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from catalog.models import Listing
from catalog.search.backends import Row, index
from catalog.search.tokens import tokenise_for_index
from catalog.states import ListingStatus

AT_ONCE = 300


def index_listing(listing: Listing) -> None:
    """Write the listing's words as they are now; a listing that is not published is not found at all."""
    if listing.status == ListingStatus.PUBLISHED:
        index_listings([listing.pk])
    else:
        forget_listing(listing)


def forget_listing(listing: Listing) -> None:
    index().drop([listing.pk])


def index_listings(keys: Iterable[int]) -> int:
    """Write the words of many published listings; returns how many there were."""
    listings = (
        Listing.objects.filter(pk__in=list(keys), status=ListingStatus.PUBLISHED)
        .select_related("category", "shop")
        .prefetch_related("texts", "variants__options", "facts__choice")
    )
    rows = [words_of(listing) for listing in listings]
    index().put(rows)
    return len(rows)


def reindex_everything() -> int:
    """
    Write every published listing anew and forget all others, a few hundred in each transaction; returns how many.

    A listing that is changed meanwhile is indexed by its own change, so nothing is lost.
    """
    published = Listing.objects.filter(status=ListingStatus.PUBLISHED)
    done, last = 0, 0
    while keys := list(published.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            # Held, so that no change slips in between reading a listing and writing its words.
            list(published.filter(pk__in=keys).select_for_update(no_key=True).order_by("pk").values_list("pk"))
            done += index_listings(keys)
        last = keys[-1]
    stale = set(index().keys()) - set(published.values_list("pk", flat=True))
    index().drop(stale)
    return done


def words_of(listing: Listing) -> Row:
    """What a listing can be found by, from what says most to what says least."""
    texts = list(listing.texts.all())
    title = [listing.title, *(text.title for text in texts)]
    names = [
        listing.brand,
        listing.model,
        listing.number,
        listing.shop.name,
        listing.category.name,
        *listing.category.translations.values(),
    ]
    rest = [listing.description, *(text.description for text in texts)]
    for fact in listing.facts.all():
        rest.append(fact.text)
        if fact.choice is not None:
            rest += [fact.choice.label, *fact.choice.translations.values()]
    for variant in listing.variants.all():
        if variant.is_active:
            rest += [variant.sku, *(option.value for option in variant.options.all())]
    return Row(listing.pk, _tokens(title), _tokens(names), _tokens(rest))


def _tokens(parts: Iterable[str]) -> list[str]:
    # Each word once: how often a seller repeats a word must not lift the listing.
    return list(dict.fromkeys(token for part in parts for token in tokenise_for_index(part)))
