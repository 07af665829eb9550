"""
Owns what happens between choosing and having: baskets, purchases, orders, their frozen promises, parcels.

Leaves stock and listings to `catalog`, the taking and holding of money to `payments`, the words to `notifications`.
"""
