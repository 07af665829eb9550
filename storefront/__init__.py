"""
Owns the pages that gather several apps: the shop window, the seller's desk, the account's first page, and their holes.
Leaves to the apps below everything that is kept or decided: it has no tables, and its only forms belong to others.
"""
