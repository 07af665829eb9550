"""
Owns the pages that show several apps at once: home, category, search, listing, shop, seller's desk, account home; and the filling of their personal places.
Leaves to the apps below everything that is kept or decided: it has no tables, and its only forms belong to others.
"""
