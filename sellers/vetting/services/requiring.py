"""What operators require, who lacks it, and what was claimed going over to the seller."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.events import announce
from sellers.facts import PARTS
from sellers.models import Application, Seller
from sellers.places import COUNTRY_CODES
from sellers.registration import OTHER, scheme_of
from sellers.states import SellerKind
from sellers.vetting.events import RequirementChanged
from sellers.vetting.models import Credential, Requirement
from sellers.vetting.rules import EU, is_in
from sellers.vetting.selectors import requirements_of
from sellers.vetting.services.ends import work_out_ends
from sellers.vetting.states import CHECKED_BY_SOFTWARE, NUMBERS_OF_REGISTERS, Checker, EvidenceKind

# What the items of an application are called beside those that requirements bring (sellers.selectors.checklist).
RESERVED = frozenset({*PARTS, "document", "categories", "send"})


class CredentialsMissing(DomainError):
    """Whoever would sell lacks what is required for selling at all: `missing` names the requirements."""

    code = "sellers.credentials_missing"

    def __init__(self, missing: Sequence[Requirement]) -> None:
        names = ", ".join(requirement.local_name for requirement in missing)
        super().__init__(
            _("Still missing, or not verified: %(names)s.") % {"names": names},
            missing=[requirement.code for requirement in missing],
        )


class FaultyRequirement(DomainError):
    """A requirement that nobody could meet, or that says nothing; the sentence says why."""

    code = "sellers.faulty_requirement"


def check_credentials(application: Application) -> None:
    """Raises CredentialsMissing unless everything that is required now, for selling at all, is verified."""
    now = clock.now()
    needed = [
        requirement
        for requirement in requirements_of(application)
        if requirement.category_id is None and requirement.required_from <= now
    ]
    if not needed:
        return
    held = set(
        Credential.objects.held(now=now).filter(application=application).values_list("requirement_id", flat=True)
    )
    if missing := [requirement for requirement in needed if requirement.pk not in held]:
        raise CredentialsMissing(missing)


@transaction.atomic
def hand_over_credentials(application: Application, seller: Seller) -> None:
    """From the approval on, what was claimed in the application is the seller's."""
    Credential.objects.filter(application=application).update(seller=seller)
    work_out_ends(seller)


@transaction.atomic
def save_requirement(requirement: Requirement, *, by: User | None) -> Requirement:
    """
    Keep a new or changed requirement. What it takes from whom is worked out by the worker, right after.

    Raises FaultyRequirement.
    """
    if fault := fault_of(requirement):
        raise FaultyRequirement(fault)
    requirement.save()
    announce(RequirementChanged(requirement_id=requirement.pk), actor=by)
    return requirement


def fault_of(requirement: Requirement) -> object:
    """What cannot be right about it, as a sentence; None when nothing is."""
    if requirement.code in RESERVED:
        return _("This code is taken by a part of every application. Choose another one.")
    if requirement.area and requirement.area != EU and requirement.area not in COUNTRY_CODES:
        return _("This is no country. Give a country's code of two letters, EU, or leave it empty.")
    if unknown := set(requirement.seller_kinds) - set(SellerKind.values):
        return _("Not a kind of seller: %(names)s.") % {"names": ", ".join(sorted(map(str, unknown)))}
    if unknown := set(requirement.evidence) - set(EvidenceKind.values):
        return _("Not a kind of document: %(names)s.") % {"names": ", ".join(sorted(map(str, unknown)))}
    if requirement.threshold_amount is not None and requirement.threshold_count is None:
        return _("A turnover alone is no threshold: say from how many sales on, too, or everybody is asked at once.")
    if requirement.holds_days == 0:
        return _("It would be over as soon as it is verified. Leave the days empty, or give at least one.")
    if requirement.schemes and (fault := _fault_of_schemes(requirement)):
        return fault
    if requirement.checked_by == Checker.SOFTWARE and requirement.credential not in CHECKED_BY_SOFTWARE:
        return _("Software alone cannot check this: let a reviewer do it.")
    return None


def _fault_of_schemes(requirement: Requirement) -> object:
    if requirement.credential not in NUMBERS_OF_REGISTERS or not requirement.asks_number:
        return _("Only where the number of a registration or a tax number is asked for can its kind be chosen.")
    schemes = [scheme_of(code) for code in requirement.schemes if code != OTHER]
    if not schemes or None in schemes:
        return _("Not a kind of number that we know: %(names)s.") % {"names": ", ".join(map(str, requirement.schemes))}
    elsewhere = [each.name for each in schemes if each and each.country and not is_in(each.country, requirement.area)]
    if elsewhere:
        return _("Nobody of whom this is asked has such a number: %(names)s.") % {"names": ", ".join(elsewhere)}
    return None
