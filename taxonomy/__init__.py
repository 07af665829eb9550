"""
Owns the tree of categories and what must be known about the things in each: typed facts, their units and choices.

Leaves the things themselves, their facts and their prices to the catalogue.
"""
