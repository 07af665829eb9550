"""The pages: the shop window for everybody, the desk and the account for their owners, and what machines read."""
