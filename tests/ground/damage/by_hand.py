"""Breaking a row as somebody with a shell could, past services and, where there are any, constraints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.db.models import Model

from catalog.models import Variant
from orders.models import Order, Purchase
from reviews.models import Review
from sellers.models import Application
from tests.access.world import World

TWO_DAYS = timedelta(days=2)
Damage = Callable[[World], str]
DAMAGES: dict[str, Damage] = {}


def breaks(title: str) -> Callable[[Damage], Damage]:
    """Mark what breaks the invariant of this title, and answers the row that must be named."""

    def mark(damage: Damage) -> Damage:
        DAMAGES[title] = damage
        return damage

    return mark


def write(row: Model, **columns: object) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


def write_past(constraint: str, row: Model, **columns: object) -> None:
    """The same although the database has a constraint against it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE {row._meta.db_table} DROP CONSTRAINT "{constraint}"')
            write(row, **columns)
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            write(row, **columns)
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def order_of(world: World, name: str) -> Order:
    return Order.objects.get(number=world.things[name])


def variant_of(world: World) -> Variant:
    return Variant.objects.get(sku=world.things["sku"])


def review_of(world: World, name: str = "reviewed") -> Review:
    return Review.objects.get(order_line__order__number=world.things[name])


def application_of(world: World) -> Application:
    return Application.objects.get(number=world.things["application"])


def unpaid_of(world: World) -> Purchase:
    return Purchase.objects.get(number=world.things["unpaid"])
