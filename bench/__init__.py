"""Measures the main pages at 20,000 listings: what `make bench` runs, against this machine only."""
