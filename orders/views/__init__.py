"""The doors to buying and sending: each finds whose rows they are, asks one service, and answers."""
