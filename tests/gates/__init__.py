"""The whole demo market, running: what every page of it must be, for everybody who may see it."""
