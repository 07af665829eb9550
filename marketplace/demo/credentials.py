"""What the demo's shops have shown, in every state that a credential can be in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from stdnum import iban
from stdnum.cn import uscc

from accounts.models import User
from core import clock
from marketplace.demo.documents import specimen
from marketplace.demo.moments import Moment
from sellers.models import Application, Credential, Requirement
from sellers.registration import OTHER, scheme_of, taken_in
from sellers.vetting.selectors import requirements_of
from sellers.vetting.services import (
    Claim,
    Shown,
    claim_credential,
    expire_credentials,
    refuse_credential,
    revoke_credential,
    verify_by_software,
    verify_credential,
    warn_of_ends,
)
from sellers.vetting.states import OPEN, CredentialKind, Method
from taxonomy.querysets import paths_above

DAY = timedelta(days=1)
YEAR = 365 * DAY
CONFIRMED_BY_CODE = (CredentialKind.EMAIL, CredentialKind.PHONE)
# Mayak Wool's care goods are off sale since yesterday; Laufgut has 25 days left to renew.
ENDS = {("vera", "ru-cosmetics"): -2 * DAY, ("carol", "eu-cosmetics"): 24 * DAY}


def show_everything(
    application: Application,
    *,
    by: User,
    reviewer: User,
    sells_in: Collection[str] = (),
    lasting: Mapping[str, date] | None = None,
) -> None:
    """
    Let an applicant show all that is asked of them, for selling at all and for their categories, and a reviewer read
    it. `lasting` are the last days of papers by the code of their requirement, where the demo tells of them.
    """
    until = lasting or {}
    for requirement in _asked(application, sells_in):
        show(application, requirement, by=by, reviewer=reviewer, until=until.get(requirement.code))


def claim_everything(application: Application, *, by: User) -> None:
    """The same as far as the applicant does it: all of it waits for whoever checks it."""
    for requirement in _asked(application, ()):
        claim(application, requirement, by=by)


def lasting_papers(owner: str, *, now: datetime) -> Mapping[str, date]:
    """Whose papers end around `now`, the moment at which the demo opens, and on which day."""
    return {code: (now + days).date() for (whose, code), days in ENDS.items() if whose == owner}


def _asked(application: Application, sells_in: Collection[str]) -> Iterator[Requirement]:
    within = {above for path in sells_in for above in paths_above(path)}
    for requirement in requirements_of(application):
        if requirement.category is None or requirement.category.path in within:
            yield requirement


def show(
    application: Application, requirement: Requirement, *, by: User, reviewer: User, until: date | None = None
) -> Credential:
    """Claim one thing, and let it be found true in the way that its kind is."""
    credential = claim(application, requirement, by=by, until=until)
    if credential.status in OPEN:
        if requirement.credential in CONFIRMED_BY_CODE:
            verify_by_software(credential, method=Method.CODE)
        else:
            verify_credential(credential, by=reviewer)
    return credential


def claim(application: Application, requirement: Requirement, *, by: User, until: date | None = None) -> Credential:
    """Send what shows it: a specimen, drawn for this business."""
    expires = until or ((clock.now() + 5 * YEAR).date() if requirement.asks_expiry else None)
    subject, scheme = _number(application, requirement) if requirement.asks_number else ("", "")
    documents = [
        Shown(
            evidence,
            specimen(
                evidence, legal_name=application.legal_name, number=subject, place=application.city, until=expires
            ),
        )
        for evidence in requirement.evidence[:1]
    ]
    return claim_credential(
        application,
        requirement,
        by=by,
        claim=Claim(subject=subject, scheme=scheme, expires_on=expires),
        documents=documents,
    )


def happenings(people: dict[str, User], *, now: datetime) -> Iterator[Moment]:
    """What became of some of it since, for the shops that this market has; the clock's own work among it."""
    rita = people["rita"]
    acts: list[tuple[timedelta, str, str, Callable[[Credential], object]]] = [
        (20 * DAY, "lichtwerk-berlin", "eu-register", partial(_exchange, by=rita)),
        (6 * DAY, "harbor-audio", "bank-account", partial(_refuse, by=rita)),
        (2 * DAY, "isla-kape-at-habi", "ph-food", _renew),
    ]
    for ago, slug, code, act in acts:
        yield now - ago, partial(_act, slug, code, act)
    for ago in (33 * DAY, 8 * DAY, 4 * DAY):
        yield now - ago, warn_of_ends
    yield now - timedelta(minutes=30), expire_credentials


def _act(slug: str, code: str, act: Callable[[Credential], object]) -> None:
    held = Credential.objects.select_related("requirement", "application", "seller")
    found = held.filter(seller__shops__slug=slug, requirement__code=code).order_by("pk").first()
    if found is not None:
        act(found)


def _exchange(credential: Credential, *, by: User) -> None:
    """An extract turned out to be another company's; theirs came the same hour, so nothing was off sale."""
    show(credential.application, credential.requirement, by=credential.claimed_by, reviewer=by)
    revoke_credential(credential, by=by, because="The extract was of another company with the same name.")


def _refuse(credential: Credential, *, by: User) -> None:
    """A new account, whose letter names somebody else: the old one holds on."""
    again = claim(credential.application, credential.requirement, by=credential.claimed_by)
    refuse_credential(again, by=by, because="The bank's letter names another account holder than the business.")


def _renew(credential: Credential) -> None:
    """Renewed long before its end: it waits for a reviewer."""
    claim(credential.application, credential.requirement, by=credential.claimed_by)


def _number(application: Application, requirement: Requirement) -> tuple[str, str]:
    """The number that is claimed, with its register where it has one. Nobody's: specimens, in the right form."""
    own, scheme = application.registration_number, application.registration_scheme
    match requirement.credential:
        case CredentialKind.EMAIL:
            return application.contact_email, ""
        case CredentialKind.PHONE:
            return application.contact_phone, ""
        case CredentialKind.BANK_ACCOUNT:
            return _account(application), ""
        case CredentialKind.REGISTRATION | CredentialKind.TAX_NUMBER if requirement.schemes:
            return _of_a_scheme(application, taken_in(application.country, requirement.schemes))
        case CredentialKind.TAX_NUMBER if scheme_of(scheme):
            return own, scheme
        case CredentialKind.REGISTRATION | CredentialKind.TAX_NUMBER:
            return f"SPECIMEN {application.pk:04d}", OTHER
        case _other:
            return f"SPECIMEN/{requirement.code.upper()}/{application.pk:04d}", ""


def _of_a_scheme(application: Application, taken: Collection[str]) -> tuple[str, str]:
    """The number that it applied with where that is one of these, or else a specimen of the first that has one."""
    if application.registration_scheme in taken:
        return application.registration_number, application.registration_scheme
    for scheme in taken:
        if make := SPECIMENS.get(scheme):
            return make(application.pk), scheme
    return f"SPECIMEN {application.pk:04d}", OTHER


def _uscc(key: int) -> str:
    number = f"91000000MA{key:07d}"
    return number + uscc.calc_check_digit(number)


def _ogrn(key: int) -> str:
    number = f"1269999{key:05d}"
    return f"{number}{int(number) % 11 % 10}"


# Where only a number of that very register is taken.
SPECIMENS: Mapping[str, Callable[[int], str]] = {
    "cn.uscc": _uscc,
    "id.nib": lambda key: f"9999{key:09d}",
    "ph.tin": lambda key: f"999{key:06d}",
    "ru.ogrn": _ogrn,
}


def _account(application: Application) -> str:
    if application.country != "DE":
        return f"0000{application.pk:08d}"
    basic = f"50010517{application.pk:010d}"
    return f"DE{iban.calc_check_digits(f'DE00{basic}')}{basic}"
