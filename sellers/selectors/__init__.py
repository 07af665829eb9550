"""Reads for one screen: what people may read about a seller, and who works in a shop."""

from sellers.selectors.brands import Brands, brands_of, of_brands_owned_by, readable_papers
from sellers.selectors.checked import Check, checks_of, held_in_words
from sellers.selectors.payouts import Compared, compare, compared_with_credential, verified_accounts_of
from sellers.selectors.public import (
    Line,
    Step,
    address_lines,
    addressees_of,
    identity_of,
    is_own_business,
    openings_of,
    owners_of,
    steps_of,
    whom_it_concerns,
)
from sellers.selectors.risks import risks_in, risks_of_credential
from sellers.selectors.team import Act, Colleague, Team, team_of

__all__ = [
    "Act",
    "Brands",
    "Check",
    "Colleague",
    "Compared",
    "Line",
    "Step",
    "Team",
    "address_lines",
    "addressees_of",
    "brands_of",
    "checks_of",
    "compare",
    "compared_with_credential",
    "held_in_words",
    "identity_of",
    "is_own_business",
    "of_brands_owned_by",
    "openings_of",
    "owners_of",
    "readable_papers",
    "risks_in",
    "risks_of_credential",
    "steps_of",
    "team_of",
    "verified_accounts_of",
    "whom_it_concerns",
]
