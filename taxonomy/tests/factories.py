"""Categories as the services make them."""

from __future__ import annotations

from taxonomy.models import Category, FactKind
from taxonomy.services import add_category, define_fact

MATERIALS = (("stoneware", "Stoneware"), ("porcelain", "Porcelain"), ("glass", "Glass"))
COLOURS = (("celadon", "Celadon"), ("white", "White"), ("black", "Black"))


def a_category(slug: str = "tableware", *, name: str = "Tableware", parent: Category | None = None) -> Category:
    """The category of that address, made when it is not there; it asks for nothing of its own."""
    found = Category.objects.filter(slug=slug).first()
    return found or add_category(slug, name=name, parent=parent, translations={"id": f"{name} (id)"})


def tableware() -> Category:
    """
    Kitchen → Tableware, with a fact of each kind.

    Material must be said; material, colour and dishwasher are filters; capacity is a number, care is text.
    """
    found = Category.objects.filter(slug="tableware").first()
    if found is not None:
        return found
    kitchen = add_category("kitchen", name="Kitchen", translations={"id": "Dapur"})
    define_fact(kitchen, code="colour", label="Colour", kind=FactKind.CHOICE, is_facet=True, choices=COLOURS)
    category = add_category("tableware", name="Tableware", parent=kitchen, translations={"id": "Peralatan makan"})
    define_fact(
        category,
        code="material",
        label="Material",
        kind=FactKind.CHOICE,
        is_required=True,
        is_facet=True,
        choices=MATERIALS,
        translations={"id": "Bahan"},
        position=1,
    )
    define_fact(category, code="capacity", label="Capacity", kind=FactKind.NUMBER, unit="ml", position=2)
    define_fact(
        category, code="dishwasher_safe", label="Dishwasher safe", kind=FactKind.BOOLEAN, is_facet=True, position=3
    )
    define_fact(category, code="care", label="Care", kind=FactKind.TEXT, position=4)
    return category
