"""Who may decide about a seller, and when it takes two. Pure: facts in, a verdict with its reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict
from sellers.states import WITHOUT_NOTICE, BrandRole, NumberCheck, ReasonCode, Risk, SellerKind, ShopRole

# An approval is looked at again after a year, or it lapses.
APPROVAL_HOLDS = timedelta(days=365)
# So long a refusal can be complained about (EU DSA, article 20), and its document looked at once more.
REFUSED_DOCUMENT_KEPT = timedelta(days=184)
# A draft on which nobody works is deleted.
DRAFT_KEPT = timedelta(days=90)
# What applicants are told; the reviewers' queue is sorted by it.
DAYS_TO_ANSWER = 3
# An invitation to work in a shop that nobody answers.
INVITATION_HOLDS = timedelta(days=14)
# How long the address of somebody who did not come stays readable for the shop.
ADDRESS_KEPT = timedelta(days=30)
# More invitations than this wait for no honest team; each of them is a mail to a stranger.
MOST_PENDING = 20
# So often a shop writes to one address within a day, whatever it withdraws in between.
MOST_TO_ONE_ADDRESS = 3
# An authorisation for a brand, and who owns it, are looked at again after a year.
BRAND_HOLDS = timedelta(days=365)
# So long a claim is the brand owner's alone to answer; then a reviewer may, so that nobody waits for ever.
OWNER_ANSWERS_WITHIN = timedelta(days=14)
# More claims than this wait for no honest shop; each is a paper that somebody must read.
MOST_CLAIMS = 20

# Whom a manager may bring in, change and let go. Money, and who runs the shop, are the owner's.
MANAGERS_CHOICE = (ShopRole.CATALOGUE, ShopRole.FULFILMENT)


def may_decide(*, is_reviewer: bool, is_own: bool) -> Verdict:
    """Whether somebody may decide an application, suspend or reinstate: reviewers, and never about themselves."""
    if not is_reviewer:
        return Verdict(False, _("Only reviewers decide about sellers."))
    if is_own:
        return Verdict(False, _("Nobody decides about their own business. Ask another reviewer."))
    return Verdict(True)


def may_invite(*, own: ShopRole, role: ShopRole, is_member: bool) -> Verdict:
    """Whether somebody in the role `own` may ask somebody to work as `role`; `is_member`: they work here already."""
    if role == ShopRole.OWNER:
        if own != ShopRole.OWNER:
            return Verdict(False, _("Only the owner can hand the shop over."))
        if not is_member:
            return Verdict(False, _("A shop is handed over to somebody who works in it already. Invite them first."))
        return Verdict(True)
    if is_member:
        return Verdict(False, _("They work here already. Change their role instead."))
    return may_choose(own=own, role=role)


def may_change_member(*, own: ShopRole, theirs: ShopRole, is_self: bool, into: ShopRole | None = None) -> Verdict:
    """Whether somebody in the role `own` may change a member's role `into` another, or without one let them go."""
    if is_self:
        return Verdict(False, _("Nobody changes their own role. You can leave the shop."))
    if theirs == ShopRole.OWNER:
        return Verdict(False, _("The owner stays until they hand the shop over."))
    if into == ShopRole.OWNER:
        return Verdict(False, _("To hand the shop over, invite them as its owner: they must want it."))
    verdict = may_choose(own=own, role=theirs)
    return may_choose(own=own, role=into) if verdict and into else verdict


def may_leave(*, own: ShopRole) -> Verdict:
    """Whether somebody may leave the shop they work in."""
    if own == ShopRole.OWNER:
        return Verdict(False, _("A shop needs its owner. Hand it over first, or close it."))
    return Verdict(True)


def may_choose(*, own: ShopRole, role: ShopRole) -> Verdict:
    """Whether it is for somebody in the role `own` to say who works as `role`."""
    if own == ShopRole.OWNER or (own == ShopRole.MANAGER and role in MANAGERS_CHOICE):
        return Verdict(True)
    return Verdict(False, _("Only the owner decides about managers and finance."))


def may_answer_claim(
    *, role: str, is_own: bool, is_owner: bool, is_reviewer: bool, owner_is_here: bool, waited: timedelta
) -> Verdict:
    """
    Whether somebody may grant or refuse a seller's claim to a brand.

    `is_owner`: they run a shop of the brand's owner, which is what `owner_is_here` says that there is.
    """
    if is_own:
        return Verdict(False, _("Nobody decides about the brands of their own shop."))
    if role == BrandRole.OWNER:
        return Verdict(is_reviewer, "" if is_reviewer else _("Only reviewers decide who owns a brand."))
    if is_owner:
        return Verdict(True)
    if not is_reviewer:
        return Verdict(False, _("Only the owner of the brand, or a reviewer, decides this."))
    if owner_is_here and waited < OWNER_ANSWERS_WITHIN:
        return Verdict(
            False,
            _("The owner of the brand sells here and has %(days)d days to answer. Until then it is theirs to decide.")
            % {"days": OWNER_ANSWERS_WITHIN.days},
        )
    return Verdict(True)


@dataclass(frozen=True)
class ClaimFacts:
    """What speaks against something that was claimed."""

    is_blocked: bool = False
    is_elsewhere: bool = False
    document_elsewhere: bool = False


@dataclass(frozen=True)
class RiskFacts:
    """What the risk of an application is judged by."""

    kind: str
    check: str
    # Whether the country has a number whose check digit guards all of it.
    could_be_checked: bool
    number_elsewhere: bool
    document_elsewhere: bool
    is_scanned: bool
    has_scanner: bool
    claims: ClaimFacts = ClaimFacts()


def risks_of(facts: RiskFacts) -> list[Risk]:
    """
    Why an application takes a second person; nothing, and one reviewer decides.

    Whole countries are never a risk: a number of which only the form is known counts where there are better ones.
    """
    is_company = facts.kind in {SellerKind.COMPANY, SellerKind.BRAND}
    half_checked = facts.check == NumberCheck.FORMAT_OK and facts.could_be_checked
    found = {
        Risk.NUMBER_UNKNOWN: is_company and facts.check == NumberCheck.UNKNOWN_SCHEME,
        Risk.NUMBER_HALF_CHECKED: is_company and half_checked,
        Risk.NUMBER_ELSEWHERE: facts.number_elsewhere,
        Risk.DOCUMENT_ELSEWHERE: facts.document_elsewhere,
        Risk.NOT_SCANNED: facts.has_scanner and not facts.is_scanned,
    }
    return [*(risk for risk, there in found.items() if there), *risks_of_claims(facts.claims)]


def risks_of_claims(facts: ClaimFacts) -> list[Risk]:
    """Why something that was claimed takes a second person, also long after the approval."""
    found = {
        Risk.BLOCKED: facts.is_blocked,
        Risk.CLAIMED_ELSEWHERE: facts.is_elsewhere,
        Risk.SHOWN_ELSEWHERE: facts.document_elsewhere,
    }
    return [risk for risk, there in found.items() if there]


# Before we part with a seller (EU P2B regulation, article 4(2)).
NOTICE = timedelta(days=30)
# So long after the contract's end who sold here can still be found out (EU DSA, article 30(5)): six months.
FILE_KEPT = timedelta(days=184)


def may_end(*, is_reviewer: bool, is_senior: bool, is_own: bool, at_once: bool, code: ReasonCode) -> Verdict:
    """Whether somebody may part with a seller. Without notice: only a senior, and only where the law needs none."""
    verdict = may_decide(is_reviewer=is_reviewer, is_own=is_own)
    if not verdict or not at_once:
        return verdict
    if code not in WITHOUT_NOTICE:
        return Verdict(False, _("For this reason a seller has thirty days' notice."))
    if not is_senior:
        return Verdict(False, _("Without notice only a senior reviewer parts with a seller."))
    return Verdict(True)


# After a change that a thief would make, money waits this long: time to read the notice and say that it was not you.
PAUSE = timedelta(hours=72)
# Until somebody has looked: later than any payout.
UNTIL_LOOKED_AT = datetime(9999, 1, 1, tzinfo=UTC)


def may_pay_out(*, paused_until: datetime | None, now: datetime) -> Verdict:
    """Whether money may leave for a seller's account now."""
    if paused_until is None or paused_until <= now:
        return Verdict(True)
    if paused_until == UNTIL_LOOKED_AT:
        return Verdict(False, _("Payouts are paused until a reviewer has looked."))
    return Verdict(False, _("Payouts are paused for three days after a change."))
