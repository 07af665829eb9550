"""Every way in which the catalogue changes. Doors have chosen the rows; here it is decided whether it may happen."""

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

__all__ = [
    "NotAQuantity",
    "NotOnSale",
    "NotThatMany",
    "SoldOut",
    "receive_stock",
    "release_stock",
    "reserve_stock",
    "return_stock",
    "sell_stock",
    "write_off_stock",
]
