"""What the table says of one number: whose it may be, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from orders.tracking_numbers.carriers import ALSO_CALLED, CARRIER_NAMES, RULES, TRACKING_PAGES, Rule
from orders.tracking_numbers.postal import POSTS

LONGEST = 60
_BY_NAME = {name.casefold(): name for name in (*POSTS.values(), *CARRIER_NAMES)} | ALSO_CALLED


class Found(Enum):
    """How sure we are, the surest first."""

    VERIFIED = "verified"
    FORMAT = "format"
    WRONG_DIGIT = "wrong_digit"
    # The carrier is one whose numbers we know, and none of them looks like this.
    NO_SUCH_FORMAT = "no_such_format"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reading:
    """One way to read a number: by which rule, as whose, and whether its check digit fits."""

    rule: str
    carrier: str
    found: Found


@dataclass(frozen=True)
class Answer:
    """What to say of a number: who may carry it, and how sure that is. Several carriers only when nobody said which."""

    found: Found
    carriers: tuple[str, ...] = ()

    @property
    def carrier(self) -> str:
        """The one carrier, if it is clear which."""
        return self.carriers[0] if len(self.carriers) == 1 else ""

    @property
    def is_wrong(self) -> bool:
        return self.found in (Found.WRONG_DIGIT, Found.NO_SUCH_FORMAT)


def compact(number: str) -> str:
    """As carriers' machines read it: capitals without spaces; empty when no carrier writes such signs."""
    joined = "".join(number[: 4 * LONGEST].split())
    return joined.upper() if joined.isascii() and len(joined) <= LONGEST else ""


def read(number: str) -> list[Reading]:
    """Every way to read it. Hyphens count only where a carrier writes them."""
    written = compact(number)
    if not written:
        return []
    return _readings(written) or (_readings(written.replace("-", "")) if "-" in written else [])


def judge(number: str, *, carrier_name: str = "") -> Answer:
    """
    What to say of a number whose carrier was named, or is to be recognised.

    A named carrier is judged by its own numbers only; one that the table does not know is taken at its word.
    Unnamed, a check digit that does not fit speaks louder than a mere format that does.
    """
    readings = read(number)
    carriers: tuple[str, ...] = ()
    if carrier_name.strip():
        known = known_carrier(carrier_name)
        if not known:
            return Answer(Found.UNKNOWN, (carrier_name.strip(),))
        readings = [reading for reading in readings if reading.carrier == known]
        # A post has numbers of its own beside the international ones, which no table knows.
        nothing = Found.NO_SUCH_FORMAT if known in CARRIER_NAMES else Found.UNKNOWN
        order, carriers = (Found.VERIFIED, Found.FORMAT, Found.WRONG_DIGIT), (known,)
    else:
        order, nothing = (Found.VERIFIED, Found.WRONG_DIGIT, Found.FORMAT), Found.UNKNOWN
    for found in order:
        owners = dict.fromkeys(reading.carrier for reading in readings if reading.found is found)
        if owners:
            return Answer(found, tuple(owners))
    return Answer(nothing, carriers)


def known_carrier(name: str) -> str:
    """The carrier of the table whom somebody means, or nothing."""
    return _BY_NAME.get(" ".join(name.split()).casefold(), "")


def tracking_url(number: str, *, carrier_name: str) -> str:
    """The carrier's own page for a number that fits one of its formats; empty where none is known."""
    answer = judge(number, carrier_name=carrier_name)
    page = TRACKING_PAGES.get(answer.carrier, "")
    if answer.found not in (Found.VERIFIED, Found.FORMAT) or not page:
        return ""
    return page.format(quote(compact(number), safe=""))


def _readings(written: str) -> list[Reading]:
    return [reading for rule in RULES if (reading := _reading(rule, written))]


def _reading(rule: Rule, written: str) -> Reading | None:
    match = rule.pattern.fullmatch(written)
    if not match:
        return None
    carrier = rule.carrier or POSTS[match["country"]]
    if rule.check is None:
        return Reading(rule.code, carrier, Found.FORMAT)
    fits = rule.check(match["serial"], match["check"])
    return Reading(rule.code, carrier, Found.VERIFIED if fits else Found.WRONG_DIGIT)
