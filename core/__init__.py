"""
The ground: refusals, lives, events, money, numbers and tokens, private files, mail, timers, invariants.

Knows nothing of people who sell or buy; everything else stands on it.
"""
