"""Reads for one screen: what people may read about a seller, and who works in a shop."""

from sellers.selectors.public import (
    Check,
    Line,
    Step,
    address_lines,
    checks_of,
    identity_of,
    openings_of,
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
    "identity_of",
    "openings_of",
    "owners_of",
    "risks_in",
    "steps_of",
    "team_of",
]
