"""
The demo market: people, shops, listings and orders in every state, made through the services under a moved clock.

Never past the rules: whatever the services refuse cannot be in the demo either.
"""
