"""Every way in which the tree, its questions and the register of brands change."""

from taxonomy.services.brands import (
    BrandNameTaken,
    NotABrandName,
    protected_brands_of,
    register_brand,
    save_brand,
)
from taxonomy.services.tree import (
    CategoryLoop,
    FactAskedTwice,
    add_category,
    check_definition,
    define_fact,
    save_category,
)

__all__ = [
    "BrandNameTaken",
    "CategoryLoop",
    "FactAskedTwice",
    "NotABrandName",
    "add_category",
    "check_definition",
    "define_fact",
    "protected_brands_of",
    "register_brand",
    "save_brand",
    "save_category",
]
