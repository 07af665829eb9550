"""
What is promised with a line, written down so that nothing later can change it.

A promise is canonical JSON, found by its own SHA-256: whoever has the document can prove that it is the one that was
bought, and equal promises are one row. It says what the thing is (facts, options, price, photos by digest), what binds
(each policy's version, terms and whole text), when it arrives, and who sold it, with what was checked about them.
The shopper is not in it, nor is the quantity: both stand on the order.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Listing, ListingFact, Photo, VariantOption
from core import clock
from core.formatting import short_day
from core.lookups import GivenKeys
from core.money import Money
from core.pictures import KeptPicture
from core.statements import Statement
from orders.models import Promise
from orders.quotes import LineQuote, ShopQuote
from orders.rules import DateRange
from policies import wording
from policies.kinds import PolicyKind
from policies.models import PolicyVersion
from policies.terms import RefundTerms, ReturnTerms, parse_terms
from policies.wording import PromiseLine
from sellers.models import NumberCheck, Seller, SellerKind, Shop
from sellers.selectors import Check, held_in_words
from sellers.vetting.slip import counts_at
from taxonomy.models import FactChoice

# 2 says which credentials of the seller counted; a document of version 1 says nothing of them.
SCHEMA_VERSION = 2

Row = TypeVar("Row")


@dataclass(frozen=True)
class Details:
    """What documents say beside what stands in the quote: options by variant, facts and photos by listing."""

    options: Mapping[int, Sequence[VariantOption]]
    facts: Mapping[int, Sequence[ListingFact]]
    photos: Mapping[int, Sequence[Photo]]


_OPTIONS = Statement(
    lambda: VariantOption.objects.filter(variant__pk__among=GivenKeys("variants")).order_by("position", "pk")
)
_FACTS = Statement(
    lambda: ListingFact.objects.filter(listing__pk__among=GivenKeys("listings")).select_related("definition", "choice")
)
_PHOTOS = Statement(lambda: Photo.objects.ready().filter(listing__pk__among=GivenKeys("listings")).in_order())


def read_details(lines: Iterable[LineQuote]) -> Details:
    """Read whatever the documents of these lines will say: three statements, however many lines there are."""
    variants = [line.variant for line in lines]
    listings = {variant.listing_id for variant in variants}
    return Details(
        options=_by("variant_id", _OPTIONS.ask(variants=[variant.pk for variant in variants])),
        facts=_by("listing_id", _FACTS.ask(listings=listings)),
        photos=_by("listing_id", _PHOTOS.ask(listings=listings)),
    )


def _by(owner: str, rows: Iterable[Row]) -> Mapping[int, Sequence[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def promise_for(line: LineQuote, shop: ShopQuote, details: Details) -> Promise:
    """The promise of one line, not yet kept."""
    document = canonical(
        {
            "schema": SCHEMA_VERSION,
            "thing": _thing(line, details),
            "price": _money(line.unit),
            "delivery": _delivery(shop),
            "inspection_days": shop.inspection_days,
            "policies": [_policy(version) for version in shop.binding.versions],
            "shop": _shop(shop.shop),
            "seller": _seller(shop.shop.seller),
        }
    )
    return Promise(digest=digest_of(document), schema_version=SCHEMA_VERSION, document=document)


def canonical(document: Mapping[str, Any]) -> str:
    """JSON in which equal content is equal text: keys sorted, no spaces, characters as they are."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def fits(promise: Promise) -> bool:
    """Is the document still the one whose digest it bears?"""
    return digest_of(promise.document) == promise.digest


# --- What a document says


def _thing(line: LineQuote, details: Details) -> dict[str, Any]:
    listing: Listing = line.listing
    return {
        "listing": listing.number,
        "title": listing.title,
        "language": listing.language,
        "description": listing.description,
        "category": listing.category.path,
        "brand": listing.brand,
        "model": listing.model,
        "condition": listing.condition,
        "sku": line.variant.sku,
        "options": [
            {"name": option.name, "value": option.value} for option in details.options.get(line.variant.pk, ())
        ],
        "facts": [
            _fact(fact)
            for fact in sorted(details.facts.get(listing.pk, ()), key=lambda fact: (fact.definition.code, fact.pk))
        ],
        "photos": [
            {
                "digest": photo.digest,
                "file": photo.file,
                "width": photo.width,
                "height": photo.height,
                "alt": photo.alt,
            }
            for photo in details.photos.get(listing.pk, ())
        ],
    }


def _fact(fact: ListingFact) -> dict[str, Any]:
    value = fact.value
    if isinstance(value, FactChoice):
        value = value.label
    elif isinstance(value, Decimal):
        value = format(value, "f")
    return {
        "code": fact.definition.code,
        "label": fact.definition.label,
        "value": value,
        "unit": fact.definition.unit,
    }


def _money(money: Money) -> dict[str, Any]:
    return {"amount": money.amount, "currency": money.currency}


def _delivery(shop: ShopQuote) -> dict[str, Any]:
    if shop.chosen is None:
        raise ValueError("A promise needs a way of delivery.")
    return {
        "code": shop.chosen.option.code,
        "name": shop.chosen.option.name,
        "price": _money(shop.chosen.price),
        "from": shop.chosen.dates.first.isoformat(),
        "by": shop.chosen.dates.last.isoformat(),
    }


def _policy(version: PolicyVersion) -> dict[str, Any]:
    return {
        "kind": version.kind,
        "number": version.number,
        "digest": version.digest,
        "language": version.language,
        "published_at": version.published_at.isoformat(),
        "title": version.title,
        "body": version.body,
        "terms": version.terms,
    }


def _shop(shop: Shop) -> dict[str, Any]:
    return {"slug": shop.slug, "name": shop.name, "city": shop.city, "country": shop.country}


def _seller(seller: Seller) -> dict[str, Any]:
    """Who sold, and what was checked about them; the address only of a business, the contact person never."""
    address = {"street": seller.street, "postal_code": seller.postal_code, "city": seller.city}
    return {
        "address": address if seller.is_trader else None,
        "legal_name": seller.legal_name,
        "kind": seller.kind,
        "country": seller.country,
        "registration_number": seller.registration_number,
        "registration_scheme": seller.registration_scheme,
        "registration_check": seller.registration_check,
        "approved_at": seller.approved_at.isoformat(),
        "valid_until": seller.valid_until.isoformat(),
        "credentials": [_credential(entry) for entry in counts_at(seller, clock.now())],
    }


def _credential(entry: Mapping[str, Any]) -> dict[str, Any]:
    """
    One that counted at that moment: what it is, how it was found to be true, since and until when; and whether that was
    of a name or a number that they had before.
    """
    kept = ("code", "kind", "names", "method", "evidence", "since", "until")
    of_former = ("former", "changed") if entry.get("former") else ()
    return {name: entry[name] for name in (*kept, *of_former)}


# --- Reading one again


@dataclass(frozen=True)
class ReadPromise:
    """A kept promise for a page to show, and whether it still is what its digest says."""

    digest: str
    says: dict[str, Any]
    is_intact: bool

    @property
    def policies(self) -> list[dict[str, Any]]:
        """Each policy with its terms as sentences, in the reader's language."""
        currency = self.says["price"]["currency"]
        return [
            policy
            | {
                "kind_in_words": PolicyKind(policy["kind"]).label,
                "published": datetime.fromisoformat(policy["published_at"]),
                "terms_in_words": _in_words(policy, currency),
            }
            for policy in self.says["policies"]
        ]

    @property
    def photos(self) -> list[KeptPicture]:
        """The photos that were shown: their files are named after their content, and kept."""
        return [
            KeptPicture(photo["file"], photo["width"], photo["height"], alt=photo["alt"])
            for photo in self.says["thing"]["photos"]
        ]

    @property
    def seller_kind(self) -> str:
        return str(SellerKind(self.says["seller"]["kind"]).label)

    @property
    def registration_check(self) -> str:
        return str(NumberCheck(self.says["seller"]["registration_check"]).label)

    @property
    def credentials(self) -> list[Check] | None:
        """What was checked about the seller by then, in words; None for a promise older than that question."""
        found = self.says["seller"].get("credentials")
        return None if found is None else [held_in_words(entry) for entry in found]

    @property
    def approved_at(self) -> datetime:
        return datetime.fromisoformat(self.says["seller"]["approved_at"])

    @property
    def valid_until(self) -> datetime:
        return datetime.fromisoformat(self.says["seller"]["valid_until"])

    @property
    def arrives(self) -> DateRange:
        delivery = self.says["delivery"]
        return DateRange(date.fromisoformat(delivery["from"]), date.fromisoformat(delivery["by"]))

    @property
    def price(self) -> Money:
        return Money(**self.says["price"])

    @property
    def delivery_price(self) -> Money:
        return Money(**self.says["delivery"]["price"])


def read_promise(promise: Promise) -> ReadPromise:
    return ReadPromise(digest=promise.digest, says=json.loads(promise.document), is_intact=fits(promise))


def in_short(promise: ReadPromise) -> list[PromiseLine]:
    """What matters most of a kept promise, in a few lines."""
    terms = {policy["kind"]: parse_terms(policy["kind"], policy["terms"]) for policy in promise.says["policies"]}
    returns = cast(ReturnTerms, terms[PolicyKind.RETURNS])
    refunds = cast(RefundTerms, terms[PolicyKind.REFUNDS])
    days = promise.says["inspection_days"]
    return [
        PromiseLine(_("Arrives"), f"{short_day(promise.arrives.first)} – {short_day(promise.arrives.last)}"),
        PromiseLine(_("Money held until"), _time_to_inspect(days)),
        PromiseLine(_("Time to return"), wording.window(returns)),
        PromiseLine(_("Return postage"), wording.postage(returns)),
        PromiseLine(_("Money back"), wording.refund(refunds)),
    ]


def _time_to_inspect(days: int) -> str:
    return ngettext("%(days)d day after delivery.", "%(days)d days after delivery.", days) % {"days": days}


def _in_words(policy: Mapping[str, Any], currency: str) -> list[PromiseLine]:
    return wording.in_words(parse_terms(policy["kind"], policy["terms"]), currency=currency)
