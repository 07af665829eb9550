"""The register of brands: how it changes, and which protected brand a text means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.events import announce
from core.text import plain_line
from taxonomy.brand_keys import brand_key
from taxonomy.events import BrandChanged
from taxonomy.models import Brand, BrandName


class BrandNameTaken(DomainError):
    """Another brand is known under one of the names, or under one that looks like it."""

    code = "taxonomy.brand_name_taken"


class NotABrandName(DomainError):
    """The name has no letter and no digit in it."""

    code = "taxonomy.not_a_brand_name"

    def __init__(self) -> None:
        super().__init__(_("A brand has a name with letters or digits."), field="name")


@transaction.atomic
def save_brand(brand: Brand, *, by: User | None) -> Brand:
    """
    Keep a new or changed brand with the keys of all its names. What listings name it is looked at anew afterwards.

    Raises NotABrandName, or BrandNameTaken.
    """
    brand.name = plain_line(brand.name)
    brand.aliases = [alias for alias in (plain_line(str(each)) for each in brand.aliases) if brand_key(alias)]
    if not brand_key(brand.name):
        raise NotABrandName
    keys = list(dict.fromkeys(brand_key(each) for each in (brand.name, *brand.aliases)))
    brand.changed_at = clock.now()
    brand.save()
    brand.names.exclude(key__in=keys).delete()
    there = set(brand.names.values_list("key", flat=True))
    for key in keys:
        if key not in there:
            _add_key(brand, key)
    announce(BrandChanged(brand_id=brand.pk), actor=by)
    return brand


def register_brand(
    name: str,
    *,
    by: User | None,
    aliases: Sequence[str] = (),
    is_protected: bool = False,
    homepage: str = "",
    trademark_number: str = "",
    trademark_office: str = "",
) -> Brand:
    """Put a brand on the register. Raises as save_brand."""
    brand = Brand(
        name=name,
        aliases=list(aliases),
        is_protected=is_protected,
        homepage=homepage,
        trademark_number=plain_line(trademark_number),
        trademark_office=plain_line(trademark_office),
    )
    return save_brand(brand, by=by)


def protected_brands_of(texts: Iterable[str]) -> Mapping[str, int]:
    """Of these texts, those that mean a protected brand, with its key: one statement, none when nothing is said."""
    keys = {text: key for text in set(texts) if (key := brand_key(text))}
    if not keys:
        return {}
    rows = BrandName.objects.filter(key__in=set(keys.values()), brand__is_protected=True)
    found = dict(rows.values_list("key", "brand_id"))
    return {text: found[key] for text, key in keys.items() if key in found}


def _add_key(brand: Brand, key: str) -> None:
    try:
        with transaction.atomic():
            BrandName.objects.create(brand=brand, key=key)
    except IntegrityError:
        other = Brand.objects.filter(names__key=key).values_list("name", flat=True).first() or key
        raise BrandNameTaken(_("“%(name)s” is on the register already.") % {"name": other}, field="name") from None
