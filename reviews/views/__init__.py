"""Pages of reviews: a buyer writes one, everybody reads those of a shop, the shop replies."""
