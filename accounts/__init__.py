"""
Owns people: their account, sign-in, language and time zone, and the groups of the staff.
Leaves to others what a person owns: shops and memberships (sellers), purchases (orders), messages (notifications).
"""
