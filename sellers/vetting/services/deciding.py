"""What whoever checks a credential can do: begin, verify, refuse; later revoke."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import clock, foureyes
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.models import Proposal
from core.text import plain
from sellers.models import Application, Seller
from sellers.reviewing.claims import check_claim
from sellers.selectors import is_own_business, owners_of, risks_of_credential
from sellers.states import Risk
from sellers.vetting.events import CredentialRefused, CredentialRevoked, CredentialVerified
from sellers.vetting.models import Credential
from sellers.vetting.rules import holds_until, may_check
from sellers.vetting.services.ends import work_out_ends_with
from sellers.vetting.states import Checker, CredentialStatus, Method

# What takes two people (sellers/foureyes.py).
VERIFY = "sellers.verify_credential"

name_acts(
    {
        "sellers.verified_credential": _("verified a credential"),
        "sellers.refused_credential": _("refused a credential"),
        "sellers.revoked_credential": _("revoked a credential"),
    }
)


class MayNotCheck(DomainError):
    """Who decides is not one of those who check this kind, or it is their own."""

    code = "sellers.may_not_check"


class WordsMissing(DomainError):
    """A credential is refused or revoked without words that the other side can act on."""

    code = "sellers.words_missing"

    def __init__(self) -> None:
        super().__init__(_("Write the reason: the other side reads it."), field="reason")


class Expired(DomainError):
    """What the document says has passed: it cannot be verified any more."""

    code = "sellers.credential_expired"

    def __init__(self) -> None:
        super().__init__(_("By what the document says it has expired. Refuse it, and ask for a new one."))


def begin_check(credential: Credential, *, by: User) -> Credential:
    """Say that somebody looks at it. Raises MayNotCheck, or ImpossibleMove unless it was just claimed."""
    _obey(credential, by)
    credential.move_to(CredentialStatus.CHECKING)
    return credential


@transaction.atomic
def verify_credential(
    credential: Credential,
    *,
    by: User,
    method: str = Method.DOCUMENT,
    note: str = "",
    confirmed: Proposal | None = None,
) -> Credential:
    """
    Say that it is true, as found by `method`. From this moment it counts.

    `confirmed` is needed where it is of high risk (`risks_to_verify`). Raises MayNotCheck, ClaimedByAnother, Expired,
    NeedsSecondPerson, or ImpossibleMove unless it waits. Of two who decide at once, one wins.
    """
    _obey(credential, by)
    if confirmed is None:
        # A second person has looked at it meanwhile, and may have it still.
        check_claim(credential, by=by)
    risks = risks_to_verify(credential)
    proposal = foureyes.redeem(confirmed, VERIFY, credential) if risks else None
    _verify(credential, method=method, by=by, note=note, proposal=proposal, risks=risks)
    record_decision("sellers.verified_credential", credential, by)
    return credential


def propose_verification(credential: Credential, *, by: User, because: str) -> Proposal:
    """
    Ask a second person to let something count that is of high risk.

    Raises MayNotCheck, ClaimedByAnother, ImpossibleMove unless it waits, and what foureyes.propose raises.
    """
    _obey(credential, by)
    check_claim(credential, by=by)
    if not credential.can_move_to(CredentialStatus.VERIFIED):
        raise ImpossibleMove
    return foureyes.propose(VERIFY, credential, by=by, because=because)


def risks_to_verify(credential: Credential) -> list[Risk]:
    """
    Why it takes two to let a seller's credential count. With an application nobody sells yet: the same risks make it
    take two to approve that.
    """
    is_sellers = Seller.objects.filter(application=credential.application_id).exists()
    return risks_of_credential(credential) if is_sellers else []


@transaction.atomic
def verify_by_software(credential: Credential, *, method: str) -> Credential:
    """The same where the requirement leaves it to software. Raises Expired, or ImpossibleMove unless it waits."""
    _verify(credential, method=method, by=None, note="")
    return credential


@transaction.atomic
def refuse_credential(credential: Credential, *, by: User, because: str) -> Credential:
    """
    Say that it is not shown, with the reason that the other side reads. Its documents are kept for a while.

    Raises MayNotCheck, ClaimedByAnother, WordsMissing, or ImpossibleMove unless it waits.
    """
    _obey(credential, by)
    check_claim(credential, by=by)
    now = clock.now()
    credential.move_to(CredentialStatus.REFUSED, decided_by=by, decided_at=now, ended_at=now, reason=_words(because))
    announce(CredentialRefused(credential_id=credential.pk), actor=by)
    record_decision("sellers.refused_credential", credential, by)
    return credential


@transaction.atomic
def revoke_credential(credential: Credential, *, by: User, because: str) -> Credential:
    """
    Take back what was verified: from this moment it counts no more, and what needs it goes off sale.

    Raises MayNotCheck, WordsMissing, or ImpossibleMove unless it is held.
    """
    _obey(credential, by)
    credential.move_to(CredentialStatus.REVOKED, ended_at=clock.now(), reason=_words(because))
    work_out_ends_with(credential)
    announce(CredentialRevoked(credential_id=credential.pk), actor=by)
    record_decision("sellers.revoked_credential", credential, by)
    return credential


def _verify(
    credential: Credential,
    *,
    method: str,
    by: User | None,
    note: str,
    proposal: Proposal | None = None,
    risks: Sequence[str] = (),
) -> None:
    now = clock.now()
    until = holds_until(now=now, holds_days=credential.requirement.holds_days, expires_on=credential.expires_on)
    if until is not None and until <= now:
        raise Expired
    credential.move_to(
        CredentialStatus.VERIFIED,
        method=method,
        decided_by=by,
        decided_at=now,
        valid_until=until,
        reason=plain(note),
    )
    work_out_ends_with(credential)
    proposal_id = proposal.pk if proposal else None
    fact = CredentialVerified(credential_id=credential.pk, proposal_id=proposal_id, risks=[str(each) for each in risks])
    announce(fact, actor=by)


def check_not_own(
    application: Application, by: User, *, checked_by: str = Checker.REVIEWER, sent_by: int | None = None
) -> None:
    """
    Raises MayNotCheck unless `by` is one of those who check, and it is not about themselves.

    `sent_by` is the key of whoever sent in what is to be checked: they may have left the shop since.
    """
    verdict = may_check(
        checked_by=checked_by,
        is_reviewer=by.has_role(Role.REVIEWER, Role.SENIOR_REVIEWER),
        is_senior=by.has_role(Role.SENIOR_REVIEWER),
        is_own=by.pk == sent_by or is_own_business(application, by),
    )
    if not verdict:
        raise MayNotCheck(verdict.reason)


def _obey(credential: Credential, by: User) -> None:
    sent_by = credential.claimed_by_id
    check_not_own(credential.application, by, checked_by=credential.requirement.checked_by, sent_by=sent_by)


def _words(text: str) -> str:
    words = plain(text)
    if not words:
        raise WordsMissing
    return words


def record_decision(act: str, credential: Credential, by: User) -> None:
    """Put on record what was decided about a credential, and whom it concerns."""
    seller = credential.seller
    about = owners_of(seller) if seller else [credential.application.applicant_id]
    role = by.acts_as(Role.REVIEWER, Role.SENIOR_REVIEWER)
    record(act, by=by, role=role, thing=credential, about=about, because=STANDS_WITH_IT)
