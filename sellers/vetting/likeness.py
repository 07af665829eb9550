"""Documents that look nearly the same. Pure: fingerprints in, distances and marks out."""

from __future__ import annotations

# So many of 64 bits may differ between two pictures of one page.
NEAR = 6
# Of all places where something begins or ends on either page, the share that may differ. Measured on our own forms: one
# that was saved at half its size 2 %, the same form filled in by somebody else 5 %, another page 67 %.
MOST_DIFFERENT = 0.035
QUARTERS = 4
BITS = 16


def distance(one: str, other: str) -> int:
    """In how many bits two likenesses differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def is_copy(one: str, other: str) -> bool:
    """Whether two details are of the same page, and not only of the same form."""
    if not one or not other:
        return False
    first, second = int(one, 16), int(other, 16)
    return (first ^ second).bit_count() <= MOST_DIFFERENT * (first | second).bit_count()


def marks_of(likeness: str) -> list[int]:
    """The four quarters of a likeness, each with its place; none of an empty one."""
    if not likeness:
        return []
    bits = int(likeness, 16)
    return [quarter << BITS | (bits >> quarter * BITS) & 0xFFFF for quarter in range(QUARTERS)]


def marks_near(likeness: str) -> list[int]:
    """
    The marks of which a near likeness has at least one: each quarter as it is, and with one bit turned.

    Six differences in four quarters leave at least one of them with one difference or none.
    """
    return [mark ^ turned for mark in marks_of(likeness) for turned in (0, *(1 << bit for bit in range(BITS)))]
