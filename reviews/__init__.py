"""
Owns what buyers say about what they received: reviews, their removal with a tombstone, and the sums of ratings.
Leaves to others who bought what and whether it arrived (orders), and where ratings are shown (catalog, sellers).
"""
