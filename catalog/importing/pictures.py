"""The second half of taking in a product: its pictures, which are slow, and what becomes public through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.photos import name_of
from catalog.importing.publishing import publish_if_complete
from catalog.importing.writing import Batch
from catalog.models import Listing, Photo, Variant
from catalog.services import PhotoIsThere
from core.errors import DomainError


class Pictures(Protocol):
    """Where pictures lie: a folder, or an archive."""

    def find(self, address: str) -> bytes | None:
        """The picture of that address; None when there is none of that name."""


def finish_with_pictures(
    batch: Batch, pictures: Pictures, notes: list[str], *, before_each: Callable[[], None] = lambda: None
) -> bool:
    """
    Attach the pictures of the only product of a batch, and make public what they complete; whether any was new.

    Call it outside a transaction, on a batch that was read after its product was written.
    """
    plan, options = batch.plans[0], batch.options
    listing = batch.known.get(plan.product.ref)
    if listing is None or plan.refusal or not listing.is_editable:
        return False
    variants = batch.variants_by_row(plan)
    wanted: list[tuple[str, Variant | None]] = [(address, None) for address in plan.product.images]
    wanted += [(address, variants.get(line.row)) for line in plan.product.lines for address in line.images]
    has_new = _add_pictures(listing, wanted, pictures, by=options.by, notes=notes, before_each=before_each)
    if options.publish:
        listing = Listing.objects.select_related("category", "shop").get(pk=listing.pk)
        publish_if_complete(listing, plan, by=options.by, notes=notes)
    return has_new


def _add_pictures(
    listing: Listing,
    wanted: list[tuple[str, Variant | None]],
    pictures: Pictures,
    *,
    by: User | None,
    notes: list[str],
    before_each: Callable[[], None],
) -> bool:
    """Attach the pictures that are there, and prepare them at once; what cannot be attached is said in the notes."""
    # A file of our own, come back from an export: the address names what the listing shows already.
    own = {file.rpartition("/")[2] for file in listing.photos.exclude(file="").values_list("file", flat=True)}
    added = False
    for address, variant in wanted:
        name = name_of(address)
        if name.partition(".")[0].partition("-")[0] in own:
            continue
        before_each()
        content = pictures.find(address)
        if content is None:
            notes.append(_("There is no photo “%(name)s” in the folder.") % {"name": name[:80]})
            continue
        alt = f"{listing.title} – {variant.label}" if variant is not None and variant.label else listing.title
        try:
            photo = services.add_photo(listing, content=content, name=name, by=by, variant=variant, alt=alt)
        except PhotoIsThere as refusal:
            photo = Photo.objects.get(listing=listing, original_digest=refusal.details["digest"])
        except DomainError as refusal:
            notes.append(f"{name}: {refusal.message}")
            continue
        else:
            added = True
        # A run that was killed may have left the photo waiting.
        photo = services.process_photo(photo)
        if photo.refusal:
            notes.append(f"{name}: {photo.refusal}")
    return added
