"""Reads for one screen: what people may read about a seller, and who works in a shop."""

from sellers.selectors.checked import Check, checks_of, held_in_words
from sellers.selectors.public import (
    Line,
    Step,
    address_lines,
    identity_of,
    owners_of,
    risks_in,
    steps_of,
)
from sellers.selectors.team import Act, Colleague, Team, team_of

__all__ = [
    "Act",
    "Check",
    "Colleague",
    "Line",
    "Step",
    "Team",
    "address_lines",
    "checks_of",
    "held_in_words",
    "identity_of",
    "owners_of",
    "risks_in",
    "steps_of",
    "team_of",
]
