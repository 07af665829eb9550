"""Which credentials a seller needs, which they hold, and what they may not sell without them."""
