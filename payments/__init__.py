"""
Owns payments, what providers tell about them, refunds, and the ledger in which every movement of money stands.

Leaves to others what was bought and when money may move: it knows a purchase and an order only by their public numbers.
"""
