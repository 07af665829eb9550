"""
Owns what shops offer: listings with their facts, variants, prices, photos and stock, and how they are found.

Leaves to others who may sell (sellers), the tree of categories (taxonomy), and what becomes of stock once it is
promised to a shopper (orders).
"""
