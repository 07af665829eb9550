"""Every way in which the catalogue changes. Doors have chosen the rows; here it is decided whether it may happen."""

from catalog.facts import NotAnAnswer
from catalog.services.brands import BrandNotAuthorised, resolve_brands
from catalog.services.changing import NotReady
from catalog.services.facts import WrongFacts
from catalog.services.listings import (
    ListingDraft,
    NeedsAReason,
    create_listing,
    create_listings,
    edit_listing,
    pause_listing,
    publish_listing,
    retract_listing,
    translate_listing,
)
from catalog.services.photos import (
    PhotoIsThere,
    TooManyPhotos,
    add_photo,
    arrange_photos,
    describe_photo,
    process_photo,
    process_photos,
    remove_photo,
)
from catalog.services.prices import WrongPrice, set_price
from catalog.services.ratings import record_rating
from catalog.services.stock import (
    NotAQuantity,
    NotOnSale,
    NotThatMany,
    SoldOut,
    receive_stock,
    release_stock,
    reserve_stock,
    return_stock,
    sell_stock,
    write_off_stock,
)
from catalog.services.variants import (
    SameOptions,
    SkuTaken,
    TooManyVariants,
    VariantChange,
    VariantDraft,
    add_variant,
    add_variants,
    change_variants,
    edit_variant,
)

__all__ = [
    "BrandNotAuthorised",
    "ListingDraft",
    "NeedsAReason",
    "NotAQuantity",
    "NotAnAnswer",
    "NotOnSale",
    "NotReady",
    "NotThatMany",
    "PhotoIsThere",
    "SameOptions",
    "SkuTaken",
    "SoldOut",
    "TooManyPhotos",
    "TooManyVariants",
    "VariantChange",
    "VariantDraft",
    "WrongFacts",
    "WrongPrice",
    "add_photo",
    "add_variant",
    "add_variants",
    "arrange_photos",
    "change_variants",
    "create_listing",
    "create_listings",
    "describe_photo",
    "edit_listing",
    "edit_variant",
    "pause_listing",
    "process_photo",
    "process_photos",
    "publish_listing",
    "receive_stock",
    "record_rating",
    "release_stock",
    "remove_photo",
    "reserve_stock",
    "resolve_brands",
    "retract_listing",
    "return_stock",
    "sell_stock",
    "set_price",
    "translate_listing",
    "write_off_stock",
]
