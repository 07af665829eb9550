"""Pure decisions about listings: facts in, verdicts and numbers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from django.utils.translation import gettext as _

from core.verdict import Verdict

MOST_PHOTOS = 24
MOST_VARIANTS = 100

STARS = 5
# Ninety-five per cent certainty.
CERTAINTY = 1.96


@dataclass(frozen=True)
class Draft:
    """What a listing has so far, as far as publishing asks for it."""

    title: str
    description: str
    offered_variants: int
    ready_photos: int
    waiting_photos: int = 0
    missing_facts: Sequence[str] = field(default=())
    # What the seller must hold for the category, and does not.
    missing_credentials: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Check:
    """One line of what publishing asks for, and whether it is done."""

    text: str
    done: bool


def publishing_checks(draft: Draft) -> list[Check]:
    """Everything that publishing asks for, done or not, each as a sentence."""
    if draft.ready_photos:
        photo = _("There is a photo.")
    elif draft.waiting_photos:
        photo = _("The photo is still being prepared.")
    else:
        photo = _("Add a photo.")
    checks = [
        Check(_("There is a title.") if draft.title else _("Give it a title."), bool(draft.title)),
        Check(_("There is a description.") if draft.description else _("Describe it."), bool(draft.description)),
        Check(
            _("There is something to buy, with a price.")
            if draft.offered_variants
            else _("Add at least one variant with a price."),
            draft.offered_variants > 0,
        ),
        Check(photo, draft.ready_photos > 0),
    ]
    if draft.missing_facts:
        checks += [Check(_("Say this: %(fact)s.") % {"fact": label}, False) for label in draft.missing_facts]
    else:
        checks.append(Check(_("Every fact that the category asks for is given."), True))
    for name in draft.missing_credentials:
        checks.append(
            Check(_("To sell in this category you need this first: %(credential)s.") % {"credential": name}, False)
        )
    return checks


def may_publish(draft: Draft) -> Verdict:
    """Whether a listing is complete enough to be shown; the reason names all that is missing."""
    missing = [check.text for check in publishing_checks(draft) if not check.done]
    return Verdict(not missing, " ".join(missing))


def rating_floor(*, rating_sum: int, rating_count: int) -> float:
    """
    The least that the average may be with 95 % certainty, given how few have judged; 0 while nobody has.

    The stars beyond the first are counted as so many of four that were given, and the Wilson score interval of that
    share is taken at its lower end. So nine fives come before a single one.
    """
    if not rating_count:
        return 0.0
    n = rating_count
    share = (rating_sum - n) / (n * (STARS - 1))
    middle = share + CERTAINTY**2 / (2 * n)
    margin = CERTAINTY * sqrt(max(0.0, share * (1 - share) / n + CERTAINTY**2 / (4 * n**2)))
    low = max(0.0, (middle - margin) / (1 + CERTAINTY**2 / n))
    return 1 + (STARS - 1) * low
