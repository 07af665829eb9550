"""Reading "1.5L", "2 Years" or "Up to 25m²" as a number in the unit that the category asks for."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

# Each unit as so many of the one that stands for its kind.
UNITS: dict[str, tuple[str, Decimal]] = {
    name: (kind, Decimal(size))
    for kind, units in {
        "volume": {"ml": "1", "cl": "10", "dl": "100", "l": "1000", "litre": "1000", "litres": "1000", "liter": "1000"},
        "length": {"mm": "1", "cm": "10", "m": "1000", "in": "25.4", "inch": "25.4", "inches": "25.4", "ft": "304.8"},
        "weight": {"g": "1", "kg": "1000", "lb": "453.59237", "lbs": "453.59237", "oz": "28.349523125"},
        "time": {
            "min": "1",
            "mins": "1",
            "minute": "1",
            "minutes": "1",
            "h": "60",
            "hour": "60",
            "hours": "60",
        },
        "period": {
            "month": "1",
            "months": "1",
            "year": "12",
            "years": "12",
            "yr": "12",
        },
        "power": {"w": "1", "kw": "1000", "watt": "1", "watts": "1"},
        "noise": {"db": "1", "dba": "1"},
        "area": {"m²": "1", "m2": "1", "sqm": "1", "qm": "1", "sqft": "0.09290304"},
    }.items()
    for name, size in units.items()
}
_MEASURE = re.compile(r"(?<![\d.,-])(\d+(?:[.,]\d+)?)\s*([^\W\d_]+[²2]?)?")


def read_measure(text: str, unit: str) -> Decimal | None:
    """
    The only number in the text, in `unit`; without a unit of its own it is taken as it is.

    None when there is no number, more than one, or one of another kind: "220-240V" is no single number.
    """
    found = _MEASURE.findall(text)
    if len(found) != 1 or any(sign in text for sign in ("-", "–")):
        return None
    digits, own = found[0]
    try:
        number = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None
    if not own:
        return number
    given, wanted = UNITS.get(own.casefold()), UNITS.get(unit.casefold())
    if given is None or wanted is None or given[0] != wanted[0]:
        return None
    return (number * given[1] / wanted[1]).quantize(Decimal("0.001"))
