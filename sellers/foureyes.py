"""
What takes two people among the decisions about sellers: ending a suspension, approving or verifying what is of high
risk, another payout account, saying who owns a brand, and not asking somebody for what is asked of others.

A reviewer asks, a senior reviewer lets it happen. Each act says on which facts it rests, what would be different, and
which service performs it, in the name of whoever asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from core.formatting import day
from core.foureyes import Act, Change, four_eyes
from core.models import Proposal
from sellers import services
from sellers.models import Application, BrandAuthorisation, Credential, Membership, PayoutAccount, Requirement, Seller
from sellers.selectors import compared_with_credential, risks_in
from sellers.services.brands import GRANT_OWNER
from sellers.services.deciding import APPROVE, REINSTATE, REVIEWERS
from sellers.services.slow import CHANGE_ACCOUNT
from sellers.services.staying import keep_suspended
from sellers.states import UNDECIDED, ApplicationStatus, Risk, SellerStatus
from sellers.vetting.services import VERIFY, WAIVE, risks_to_verify, verify_credential, waive_requirement
from sellers.vetting.states import OPEN, Standing

# --- Who gains by it


def gain_by_application(application: Application) -> set[int]:
    """Whoever applied, and whoever works in a shop that came of it."""
    members = Membership.objects.filter(shop__seller__application=application).values_list("user_id", flat=True)
    return {application.applicant_id, *members}


def gain_by_seller(seller: Seller) -> set[int]:
    return gain_by_application(seller.application)


def gain_by_credential(credential: Credential) -> set[int]:
    """Also whoever sent it in, and has left the shop since."""
    return gain_by_application(credential.application) | {credential.claimed_by_id}


def gain_by_brand(claim: BrandAuthorisation) -> set[int]:
    return gain_by_seller(claim.seller) | ({claim.asked_by_id} if claim.asked_by_id else set())


# --- On which facts it rests


def application_as_read(application: Application) -> str:
    # An answer of the applicant changes the moment of submission; a risk that was not there is a new question.
    risks = ",".join(risks_in(application))
    return f"{application.status} {application.submitted_at.isoformat()} {application.document_id} {risks}"


def suspension(seller: Seller) -> str:
    since = seller.suspended_at.isoformat() if seller.suspended_at else ""
    return f"{seller.status} {since} {seller.suspended_reason}"


def account_as_asked(asked: PayoutAccount) -> str:
    # An alarm that was raised meanwhile is a new question.
    alarms = asked.seller.alarms.waiting().count()
    return f"{asked.status} {asked.holder} {asked.account} {alarms}"


def claim_as_read(claim: BrandAuthorisation) -> str:
    owner = BrandAuthorisation.objects.of_owner(claim.brand_id).values_list("pk", flat=True).first()
    return f"{claim.status} {claim.brand.name} {claim.evidence_id} {claim.trademark_number} {owner}"


def credential_as_read(credential: Credential) -> str:
    # Whoever takes it up moves it, and nothing about it is another by that; what was claimed anew is another one.
    risks = ",".join(risks_to_verify(credential))
    return f"{credential.status in OPEN} {risks}"


def whom_it_is_waived_for(application: Application) -> str:
    return f"{application.country} {application.kind}"


# --- What would be different


def approving_changes(application: Application, arguments: Mapping[str, Any]) -> list[Change]:
    risks = risks_in(application) if application.status in UNDECIDED else application.risks
    return [
        Change(_("application"), str(ApplicationStatus.SUBMITTED.label), str(ApplicationStatus.APPROVED.label)),
        Change(_("shop"), "", application.trading_name),
        *(Change(_("risk"), str(Risk(risk).label), _("known, and accepted")) for risk in risks),
    ]


def reinstating_changes(seller: Seller, arguments: Mapping[str, Any]) -> list[Change]:
    changes = [Change(_("seller"), str(SellerStatus.SUSPENDED.label), str(SellerStatus.APPROVED.label))]
    if seller.suspended_reason:
        changes.append(Change(_("reason for the suspension"), seller.suspended_reason, ""))
    return changes


def account_changes(asked: PayoutAccount, arguments: Mapping[str, Any]) -> list[Change]:
    """What would be paid out to whom; of a number only its end."""
    former = asked.seller.payoutaccounts.in_force().exclude(pk=asked.pk).first()
    return [
        Change(_("seller"), "", asked.seller.legal_name),
        Change(_("holder"), former.holder if former else "", asked.holder),
        Change(_("account ends with"), former.last_four if former else "", asked.last_four),
        Change(
            _("compared with the credential"),
            compared_with_credential(former).text if former else "",
            compared_with_credential(asked).text,
        ),
    ]


def owning_changes(claim: BrandAuthorisation, arguments: Mapping[str, Any]) -> list[Change]:
    protected = _("protected") if claim.brand.is_protected else _("not protected")
    return [
        Change(_("owner of the brand"), "", f"{claim.seller.legal_name}: {claim.brand.name}"),
        Change(_("brand"), protected, _("protected")),
    ]


def waiving_changes(application: Application, arguments: Mapping[str, Any]) -> list[Change]:
    requirement = Requirement.objects.get(code=arguments["requirement"])
    until = day(date.fromisoformat(arguments["until"]))
    return [Change(requirement.local_name, _("asked for"), _("waived until %(day)s") % {"day": until})]


def verifying_changes(credential: Credential, arguments: Mapping[str, Any]) -> list[Change]:
    name = credential.requirement.local_name
    risks = risks_to_verify(credential) if credential.status in OPEN else []
    return [
        Change(_("seller"), "", credential.business.legal_name),
        Change(name, str(Standing.WAITING.label), f"{Standing.VERIFIED.label} {credential.subject_shown}".strip()),
        *(Change(_("risk"), str(risk.label), _("known, and accepted")) for risk in risks),
    ]


# --- The acts


def waive(application: Application, proposal: Proposal) -> None:
    waive_requirement(
        application,
        Requirement.objects.get(code=proposal.arguments["requirement"]),
        by=proposal.asked_by,
        because=proposal.because,
        until=date.fromisoformat(proposal.arguments["until"]),
        confirmed=proposal,
    )


confirmed_by_a_senior = partial(Act, asked_by=REVIEWERS, confirmed_by=(Role.SENIOR_REVIEWER,))

four_eyes(
    confirmed_by_a_senior(
        kind=APPROVE,
        title=gettext_lazy("Approve an application of high risk"),
        thing="sellers.application",
        gains=gain_by_application,
        rests_on=application_as_read,
        changes=approving_changes,
        perform=lambda it, asked: services.approve_application(it, by=asked.asked_by, confirmed=asked),
    ),
    confirmed_by_a_senior(
        kind=REINSTATE,
        title=gettext_lazy("End the suspension of a seller"),
        thing="sellers.seller",
        gains=gain_by_seller,
        rests_on=suspension,
        changes=reinstating_changes,
        perform=lambda it, asked: services.reinstate_seller(it, by=asked.asked_by, confirmed=asked, note=asked.because),
        unmet=keep_suspended,
        before_refusing=gettext_lazy("If a complaint of the seller was upheld, they read this reason, too."),
    ),
    confirmed_by_a_senior(
        kind=CHANGE_ACCOUNT,
        title=gettext_lazy("Pay out to another account"),
        thing="sellers.payoutaccount",
        gains=lambda it: gain_by_seller(it.seller),
        rests_on=account_as_asked,
        changes=account_changes,
        perform=lambda it, asked: services.accept_payout_account(it, by=asked.asked_by, confirmed=asked),
    ),
    confirmed_by_a_senior(
        kind=GRANT_OWNER,
        title=gettext_lazy("Say who owns a brand"),
        thing="sellers.brandauthorisation",
        gains=gain_by_brand,
        rests_on=claim_as_read,
        changes=owning_changes,
        perform=lambda it, asked: services.grant_claim(it, by=asked.asked_by, confirmed=asked),
    ),
    confirmed_by_a_senior(
        kind=VERIFY,
        title=gettext_lazy("Verify what is of high risk"),
        thing="sellers.credential",
        gains=gain_by_credential,
        rests_on=credential_as_read,
        changes=verifying_changes,
        perform=lambda it, asked: verify_credential(it, by=asked.asked_by, confirmed=asked),
        page=lambda it: reverse("admin:sellers_application_review", args=[it.application_id]) + f"#credential-{it.pk}",
    ),
    confirmed_by_a_senior(
        kind=WAIVE,
        title=gettext_lazy("Waive a requirement"),
        thing="sellers.application",
        gains=gain_by_application,
        rests_on=whom_it_is_waived_for,
        changes=waiving_changes,
        perform=waive,
    ),
)
