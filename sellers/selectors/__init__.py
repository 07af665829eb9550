"""Reads for one screen: what people may read about a seller, and who works in a shop."""

from sellers.selectors.brands import Brands, brands_of, of_brands_owned_by, readable_papers
from sellers.selectors.checked import Check, checks_of, held_in_words
from sellers.selectors.public import (
    Line,
    Step,
    address_lines,
    identity_of,
    is_own_business,
    openings_of,
    owners_of,
    risks_in,
    steps_of,
    whom_it_concerns,
)
from sellers.selectors.team import Act, Colleague, Team, team_of

__all__ = [
    "Act",
    "Brands",
    "Check",
    "Colleague",
    "Line",
    "Step",
    "Team",
    "address_lines",
    "brands_of",
    "checks_of",
    "held_in_words",
    "identity_of",
    "is_own_business",
    "of_brands_owned_by",
    "openings_of",
    "owners_of",
    "readable_papers",
    "risks_in",
    "steps_of",
    "team_of",
    "whom_it_concerns",
]
