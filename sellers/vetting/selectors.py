"""What is required of somebody, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from core import clock
from sellers.models import Application, Seller
from sellers.vetting.models import Credential, CredentialCheck, Demand, Requirement
from sellers.vetting.rules import reaches
from sellers.vetting.states import CheckOutcome
from taxonomy.models import Category


def requirements_of(business: Application | Seller) -> list[Requirement]:
    """
    Everything that reaches them, for selling at all and by category, without what takes a threshold first. One
    statement.
    """
    found = Requirement.objects.in_force().filter(threshold_count=None).select_related("category")
    return [each for each in found if _reaches(each, business)]


def thresholds_ahead(seller: Seller) -> list[Requirement]:
    """What would be required of a seller once they have sold so much, and is not yet. One statement."""
    found = Requirement.objects.in_force().exclude(threshold_count=None)
    demanded = Demand.objects.filter(seller=seller).values("requirement")
    return [each for each in found.exclude(pk__in=demanded) if _reaches(each, seller)]


def lowest_threshold() -> int | None:
    """The fewest sales from which anything more is required of anybody; None when nothing is."""
    found = Requirement.objects.in_force().exclude(threshold_count=None)
    fewest: int | None = found.aggregate(fewest=Min("threshold_count"))["fewest"]
    return fewest


def asked_in(category: Category) -> list[Requirement]:
    """What some sellers must hold at this moment to sell in the category. One statement."""
    asked = Requirement.objects.in_force().filter(category__path__in=category.paths_above())
    return list(asked.filter(required_from__lte=clock.now()))


def missing_of(seller: Seller, asked: Iterable[Requirement]) -> list[Requirement]:
    """Which of these reach the seller, and are not met at this moment. At most one statement."""
    needed = [each for each in asked if _reaches(each, seller)]
    if not needed:
        return []
    held = Credential.objects.held(now=clock.now()).filter(seller=seller)
    met = set(held.values_list("requirement_id", flat=True))
    return [each for each in needed if each.pk not in met]


def _reaches(requirement: Requirement, business: Application | Seller) -> bool:
    return reaches(
        area=requirement.area,
        kinds=requirement.seller_kinds,
        country=business.country,
        kind=business.kind,
    )


def sentence_of(check: CredentialCheck) -> str:
    """What an automatic check found, as a sentence for whoever decides."""
    sentence = _SENTENCES.get((check.check_code, check.outcome)) or _SENTENCES.get((check.check_code, ""))
    if sentence is None:
        return f"{check.check_code}: {CheckOutcome(check.outcome).label}"
    try:
        return str(sentence) % check.facts
    except (KeyError, TypeError, ValueError):
        # Facts of an older version of the check.
        return str(CheckOutcome(check.outcome).label)


_SENTENCES: dict[tuple[str, str], object] = {
    ("number", CheckOutcome.PASSED): _("The number (%(scheme)s) is well-formed: its check digit fits."),
    ("number", CheckOutcome.FORMAT_OK): _(
        "The number (%(scheme)s) has the right form; no check digit guards all of it."
    ),
    ("number", CheckOutcome.COULD_NOT): _("Nobody here knows this kind of number: it could not be checked."),
    ("account", CheckOutcome.PASSED): _("The account (%(country)s) is well-formed: its check digits fit."),
    ("account", CheckOutcome.COULD_NOT): _("An account without IBAN: nothing can be said of it from here."),
}
