"""
Owns what the platform and each shop promise: structured terms and plain text, in versions that never change.
Leaves to others which version bound a purchase (the promise of an order line) and what a return is (resolutions).
"""
