"""
The ways in which carriers compute a check digit: each takes the serial and the digit that stands in the number.

All of them take any ASCII digits and capitals; positions are counted from the left, beginning with 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle

Check = Callable[[str, str], bool]

DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod7(serial: str, check: str) -> bool:
    """The serial as one number, by what remains of it after division by seven."""
    return str(int(serial) % 7) == check


def luhn(serial: str, check: str) -> bool:
    """From the right every second digit is doubled, its own digits summed; all of it ends in zero."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in serial[::-2])
    return (sum(doubled) + sum(int(digit) for digit in serial[-2::-2]) + int(check)) % 10 == 0


def mod10(*, even: int, odd: int, from_right: bool = False) -> Check:
    """Digits weighed in turns fill up to a full ten. A letter counts as UPS counts it: A is 2, B is 3, and so on."""

    def fits(serial: str, check: str) -> bool:
        ordered = serial[::-1] if from_right else serial
        weighed = (weight * _digit(sign) for sign, weight in zip(ordered, cycle((even, odd)), strict=False))
        return (sum(weighed) + int(check)) % 10 == 0

    return fits


def weighted(*weights: int, modulo: int, then: int) -> Check:
    """The sum of digit times weight, by what remains of it after one division and another."""

    def fits(serial: str, check: str) -> bool:
        return str(_weigh(serial, weights) % modulo % then) == check

    return fits


def s10(serial: str, check: str) -> bool:
    """The Universal Postal Union's: what is missing to eleven; ten is written 0, eleven is written 5."""
    missing = 11 - _weigh(serial, (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: "0", 11: "5"}.get(missing, str(missing)) == check


def mod37_36(serial: str, check: str) -> bool:
    """ISO 7064: digits and letters, the check is one of them too."""
    carried = 36
    for sign in serial:
        carried = (carried + DIGITS_AND_LETTERS.index(sign)) % 36 or 36
        carried = 2 * carried % 37
    return DIGITS_AND_LETTERS[(37 - carried) % 36] == check


def begun_with(start: str, check: Check) -> Check:
    """A serial is written without its start, but computed with it."""

    def fits(serial: str, digit: str) -> bool:
        return check(serial if serial.startswith(start) else start + serial, digit)

    return fits


def _digit(sign: str) -> int:
    return int(sign) if sign.isdigit() else (ord(sign) - ord("A") + 2) % 10


def _weigh(serial: str, weights: Sequence[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, serial, strict=True))
