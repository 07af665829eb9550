"""How each invariant can be broken by hand, part by part; DAMAGES holds them all."""

from tests.ground.damage import catalogue, ground, money, orders, sellers, vetting, words  # noqa: F401  they mark theirs
from tests.ground.damage.by_hand import DAMAGES, order_of, write

__all__ = ["DAMAGES", "order_of", "write"]
