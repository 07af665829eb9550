"""The units that can be bought: which there are and what sets them apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Listing, PriceChange, Variant, VariantOption
from catalog.rules import MOST_VARIANTS
from catalog.services.changing import open_for_change, record_edit
from catalog.services.prices import WrongPrice, check_price, set_price
from catalog.services.stock import announce_first_units, check_quantity, receive_stock, write_off_stock
from core import clock
from core.errors import DomainError
from core.money import Money
from core.text import plain_line

Options = Sequence[tuple[str, str]]
MOST_OPTIONS = 4


class SkuTaken(DomainError):
    """Another variant of the shop has this SKU."""

    code = "catalog.sku_taken"


class SameOptions(DomainError):
    """Two variants of a listing would look the same to a shopper."""

    code = "catalog.same_options"


class TooManyVariants(DomainError):
    """More variants or options than a page can show."""

    code = "catalog.too_many_variants"


@dataclass(frozen=True)
class VariantDraft:
    """A variant to be made. Without an SKU it gets one from the listing's number."""

    price: Money
    sku: str = ""
    options: Options = ()
    stock: int = 0
    is_active: bool = True


def add_variant(listing: Listing, draft: VariantDraft, *, by: User | None) -> Variant:
    """
    Offer one more variant of a listing, with its first units.

    Raises SkuTaken, SameOptions, TooManyVariants, WrongPrice, NotAQuantity, and ImpossibleMove when retracted.
    """
    return add_variants(listing, [draft], by=by)[0]


@transaction.atomic
def add_variants(listing: Listing, drafts: Sequence[VariantDraft], *, by: User | None) -> list[Variant]:
    """Offer several more variants at once: all of them, or none. Raises as add_variant."""
    listing = open_for_change(listing)
    siblings = list(listing.variants.values_list("position", "label", "is_active"))
    taken = {label for _position, label, is_active in siblings if is_active}
    last = max((position for position, _label, _is_active in siblings), default=-1)
    new = new_variants(listing, drafts, how_many=len(siblings), after=last, taken=taken)
    insert_variants(new)
    announce_first_units([variant for variant, _options in new], by=by)
    record_edit(listing, ["variants"], by=by)
    return [variant for variant, _options in new]


NewVariant = tuple[Variant, list[tuple[str, str]]]


def new_variants(
    listing: Listing, drafts: Sequence[VariantDraft], *, how_many: int = 0, after: int = -1, taken: Collection[str] = ()
) -> list[NewVariant]:
    """
    The drafts as variants with their options, not written yet; `how_many` siblings there are, the last at position
    `after`, and the labels that are `taken`.

    Raises SameOptions, TooManyVariants, WrongPrice, NotAQuantity.
    """
    if how_many + len(drafts) > MOST_VARIANTS:
        raise TooManyVariants(_("A listing has at most %(most)d variants.") % {"most": MOST_VARIANTS})
    labels = set(taken)
    new: list[NewVariant] = []
    for position, draft in enumerate(drafts, start=after + 1):
        check_price(listing, draft.price)
        options = _clean(draft.options)
        variant = _new_variant(listing, draft, _label(options), position)
        if variant.is_active:
            if variant.label in labels:
                raise _same_options(variant)
            labels.add(variant.label)
        new.append((variant, options))
    return new


def insert_variants(new: Sequence[NewVariant]) -> None:
    """Write new variants of one shop with their options, and what they cost first. Raises SkuTaken."""
    _insert([variant for variant, _options in new])
    VariantOption.objects.bulk_create(
        VariantOption(variant=variant, name=name, value=value, position=position)
        for variant, options in new
        for position, (name, value) in enumerate(options)
    )
    now = clock.now()
    PriceChange.objects.bulk_create(
        PriceChange(variant=variant, amount=variant.price_amount, currency=variant.currency, changed_at=now)
        for variant, _options in new
    )


def _new_variant(listing: Listing, draft: VariantDraft, label: str, position: int) -> Variant:
    if draft.stock:
        check_quantity(draft.stock)
    return Variant(
        listing=listing,
        shop_id=listing.shop_id,
        sku=plain_line(draft.sku) or f"{listing.number}-{position + 1}",
        label=label,
        price_amount=draft.price.amount,
        currency=listing.currency,
        position=position,
        is_active=draft.is_active,
        received=draft.stock,
        on_hand=draft.stock,
    )


def _insert(variants: list[Variant]) -> None:
    skus = [variant.sku for variant in variants]
    twice = next((sku for sku in skus if skus.count(sku) > 1), "")
    try:
        # A savepoint: on PostgreSQL the transaction would otherwise be lost with the refused row.
        with transaction.atomic():
            Variant.objects.bulk_create(variants)
    except IntegrityError:
        taken = Variant.objects.filter(shop=variants[0].shop_id, sku__in=skus).values_list("sku", flat=True).first()
        raise _sku_taken(taken or twice or skus[0]) from None


@transaction.atomic
def edit_variant(
    variant: Variant,
    *,
    by: User | None,
    sku: str | None = None,
    options: Options | None = None,
    is_active: bool | None = None,
) -> Variant:
    """
    Change what a variant is called, or whether it is offered; what is not given stays. A variant is never deleted:
    orders name it.

    Raises SkuTaken, SameOptions; NotReady when its listing is public and nothing would be left to buy.
    """
    listing = open_for_change(variant.listing)
    variant = Variant.objects.get(pk=variant.pk)
    wanted: dict[str, object] = {}
    if sku is not None and plain_line(sku):
        wanted["sku"] = plain_line(sku)
    if is_active is not None:
        wanted["is_active"] = is_active
    reworded = False
    if options is not None:
        cleaned = _clean(options)
        wanted["label"] = _label(cleaned)
        reworded = _write_options(variant, cleaned)
    changed = [name for name, value in wanted.items() if value != getattr(variant, name)]
    if not changed and not reworded:
        return variant
    for name in changed:
        setattr(variant, name, wanted[name])
    _save(variant, changed)
    record_edit(listing, ["variants"], by=by)
    return variant


@dataclass(frozen=True)
class VariantChange:
    """
    What a page says about one variant; what is None stays. Without a variant it is a new one.

    Stock comes as what arrived and what is gone, so that two pages open at the same time add up.
    """

    variant: Variant | None
    price: Money | None = None
    sku: str = ""
    options: Options | None = None
    is_active: bool | None = None
    received: int = 0
    written_off: int = 0
    reason: str = ""


@transaction.atomic
def change_variants(listing: Listing, changes: Sequence[VariantChange], *, by: User | None) -> Listing:
    """Apply all changes of a page or none. Raises what the single steps raise."""
    # New ones first: the only variant of a public listing can be replaced by another.
    for change in sorted(changes, key=lambda change: change.variant is not None):
        if change.variant is None:
            if change.price is None:
                raise WrongPrice(_("A variant needs a price."))
            draft = VariantDraft(change.price, change.sku, change.options or (), change.received)
            add_variant(listing, draft, by=by)
            continue
        variant = edit_variant(
            change.variant, by=by, sku=change.sku, options=change.options, is_active=change.is_active
        )
        if change.price is not None:
            variant = set_price(variant, price=change.price, by=by)
        if change.received:
            receive_stock(variant, quantity=change.received, by=by, reason=change.reason)
        if change.written_off:
            write_off_stock(variant, quantity=change.written_off, by=by, reason=change.reason)
    listing.refresh_from_db()
    return listing


def _clean(options: Options) -> list[tuple[str, str]]:
    cleaned = [(plain_line(name)[:40], plain_line(value)[:80]) for name, value in options]
    cleaned = list({name: value for name, value in cleaned if name and value}.items())
    if len(cleaned) > MOST_OPTIONS:
        raise TooManyVariants(_("A variant has at most %(most)d options.") % {"most": MOST_OPTIONS})
    return cleaned


def _label(options: Options) -> str:
    return " / ".join(value for _name, value in options)[:200]


def _save(variant: Variant, changed: Sequence[str] | None = None) -> None:
    twins = Variant.objects.filter(listing_id=variant.listing_id, label=variant.label, is_active=True)
    if variant.is_active and twins.exclude(pk=variant.pk).exists():
        raise _same_options(variant)
    try:
        # A savepoint: on PostgreSQL the transaction would otherwise be lost with the refused row.
        with transaction.atomic():
            variant.save(update_fields=changed or None)
    except IntegrityError:
        raise _sku_taken(variant.sku) from None


def _same_options(variant: Variant) -> SameOptions:
    return SameOptions(
        _("Two variants would both be “%(label)s”. Give each its own option.") % {"label": variant.label}
        if variant.label
        else _("Give every variant an option that sets it apart.")
    )


def _sku_taken(sku: str) -> SkuTaken:
    return SkuTaken(_("Your shop already uses the SKU “%(sku)s”.") % {"sku": sku})


def _write_options(variant: Variant, options: Options) -> bool:
    said = list(variant.options.order_by("position").values_list("name", "value"))
    if said == list(options):
        return False
    variant.options.all().delete()
    VariantOption.objects.bulk_create(
        VariantOption(variant=variant, name=name, value=value, position=position)
        for position, (name, value) in enumerate(options)
    )
    return True
