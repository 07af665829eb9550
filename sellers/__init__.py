"""
Owns who may sell: applications and their decision, sellers (legal entities), their shops, and who works for a shop.
Leaves to others what a shop offers (catalog), what it promises (policies) and what it is owed (payments).
"""
