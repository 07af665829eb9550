"""
Owns what people are told: the inbox (each fact once per person), and the mails about facts, to members and guests.
Leaves to others what happened (the apps below announce it) and the sending of mails (core).
"""
