"""Not asking for something: what two of staff decide together, for one seller, with a reason and until a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, foureyes
from core.audit import name_acts
from core.errors import DomainError
from core.events import announce
from core.models import Proposal
from sellers.models import Application, Credential, Requirement, Seller
from sellers.reviewing.rules import may_waive
from sellers.vetting.events import CredentialVerified
from sellers.vetting.rules import reaches
from sellers.vetting.services.deciding import check_not_own, record_decision
from sellers.vetting.services.ends import work_out_ends
from sellers.vetting.states import CredentialStatus, Method

# What takes two people (sellers/foureyes.py).
WAIVE = "sellers.waive_requirement"

name_acts({"sellers.waived": _("waived a requirement, as two decided")})


class CannotWaive(DomainError):
    """The requirement cannot be waived for them, or not until then; the sentence says why."""

    code = "sellers.cannot_waive"


def propose_waiver(
    application: Application, requirement: Requirement, *, by: User, because: str, until: date
) -> Proposal:
    """
    Ask a second person not to ask somebody for something, until the end of a day within a year.

    Raises MayNotCheck, CannotWaive, and what foureyes.propose raises.
    """
    check_not_own(application, by)
    _check(application, requirement, _end_of(until))
    arguments = {"requirement": requirement.code, "until": until.isoformat()}
    return foureyes.propose(WAIVE, application, by=by, because=because, arguments=arguments)


@transaction.atomic
def waive_requirement(
    application: Application,
    requirement: Requirement,
    *,
    by: User,
    because: str,
    until: date,
    confirmed: Proposal | None,
) -> Credential:
    """
    Let it count as held, as a second person confirmed; everybody who reads it reads that it was waived.

    Raises MayNotCheck, CannotWaive, NeedsSecondPerson.
    """
    check_not_own(application, by)
    _check(application, requirement, _end_of(until))
    proposal = foureyes.redeem(confirmed, WAIVE, application)
    # An approval at this moment waits, and takes this, too; one that came first has made the seller.
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    now = clock.now()
    credential = Credential.objects.create(
        requirement=requirement,
        application=application,
        seller=Seller.objects.filter(application=application).first(),
        claimed_at=now,
        # Nobody claimed it; it is theirs all the same.
        claimed_by=application.applicant,
    )
    credential.move_to(
        CredentialStatus.VERIFIED,
        method=Method.WAIVED,
        decided_by=by,
        decided_at=now,
        valid_until=_end_of(until),
        reason=because,
    )
    if credential.seller:
        work_out_ends(credential.seller)
    announce(CredentialVerified(credential_id=credential.pk, proposal_id=proposal.pk), actor=by)
    record_decision("sellers.waived", credential, by)
    return credential


def _end_of(day: date) -> datetime:
    """The day is the last one on which it holds, in UTC."""
    # The calendar's own last day has none after it; so far away it is refused in any case.
    day = min(day, date.max - timedelta(days=1))
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def _check(application: Application, requirement: Requirement, until: datetime) -> None:
    now = clock.now()
    theirs = Credential.objects.filter(application=application, requirement=requirement)
    verdict = may_waive(
        is_needed=requirement.is_active
        and reaches(
            area=requirement.area,
            kinds=requirement.seller_kinds,
            country=application.country,
            kind=application.kind,
        ),
        is_waiting=theirs.open().exists(),
        is_held=theirs.held(now=now).exists(),
        now=now,
        until=until,
    )
    if not verdict:
        raise CannotWaive(verdict.reason)
