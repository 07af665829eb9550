"""Who is told of what happens to credentials. As notifications.subscribers, which see."""

from __future__ import annotations

from accounts.models import User
from core import clock
from core.models import Event
from notifications.services import tell
from notifications.words import Named
from sellers.models import Credential, Demand, Membership, Requirement, Seller
from sellers.states import SellerStatus, ShopRole
from sellers.vetting import events as vetting
from sellers.vetting.rules import certification_due

OWNER = (ShopRole.OWNER,)
LEADERS = (ShopRole.OWNER, ShopRole.MANAGER)


def tell_owner_of_verified_credential(fact: vetting.CredentialVerified, event: Event) -> None:
    credential = _credential(fact.credential_id)
    seller, decided_at = credential.seller, credential.decided_at
    # What software found at once stood on the page that they had just sent; what was read with their application, the
    # approval told them.
    if seller and credential.decided_by_id and decided_at and decided_at > seller.approved_at:
        _tell(seller, OWNER, "credential_verified", event, credential.requirement)


def tell_owner_of_refused_credential(fact: vetting.CredentialRefused, event: Event) -> None:
    credential = _credential(fact.credential_id)
    if credential.seller:
        _tell(credential.seller, OWNER, "credential_refused", event, credential.requirement, reason=credential.reason)
        return
    application = credential.application
    about = {
        "application": application.number,
        "shop": application.trading_name,
        "credential": _named(credential.requirement),
        "reason": credential.reason,
    }
    tell(application.applicant, "claim_refused", event, about=about)


def tell_owner_of_revoked_credential(fact: vetting.CredentialRevoked, event: Event) -> None:
    credential = _credential(fact.credential_id)
    if credential.seller:
        _tell(credential.seller, OWNER, "credential_revoked", event, credential.requirement, reason=credential.reason)


def tell_leaders_credential_ends_soon(fact: vetting.CredentialEndsSoon, event: Event) -> None:
    credential = _credential(fact.credential_id)
    if credential.seller:
        _tell(
            credential.seller,
            LEADERS,
            "credential_ends_soon",
            event,
            credential.requirement,
            until=credential.valid_until,
        )


def tell_leaders_credential_expired(fact: vetting.CredentialExpired, event: Event) -> None:
    credential = _credential(fact.credential_id)
    if credential.seller is None or credential.seller.status == SellerStatus.CLOSED:
        return
    others = Credential.objects.held(now=clock.now()).filter(seller=credential.seller)
    # What was renewed in time has lost nobody anything.
    if not others.filter(requirement=credential.requirement).exists():
        _tell(credential.seller, LEADERS, "credential_expired", event, credential.requirement)


def tell_owner_of_new_requirement(fact: vetting.RequirementReached, event: Event) -> None:
    demand = Demand.objects.select_related("seller", "requirement").get(pk=fact.demand_id)
    _tell(demand.seller, OWNER, "requirement_reached", event, demand.requirement, until=demand.due_at)


def tell_owner_to_certify(fact: vetting.CertificationDue, event: Event) -> None:
    seller = Seller.objects.get(pk=fact.seller_id)
    until = certification_due(seller.approved_at, seller.certified_at)
    # They may have said so between the reminder and this moment: then its day is a year away.
    _tell(seller, OWNER, "certification_due", event, until=until)


def _credential(pk: int) -> Credential:
    return Credential.objects.select_related("seller", "requirement", "application__applicant").get(pk=pk)


def _named(requirement: Requirement) -> Named:
    names = {language: said["name"] for language, said in requirement.translations.items() if said.get("name")}
    return Named(names | {"": requirement.name})


def _tell(
    seller: Seller,
    roles: tuple[ShopRole, ...],
    kind: str,
    event: Event,
    requirement: Requirement | None = None,
    **more: object,
) -> None:
    """Each person once, with the way to the desk of the first shop in which they have one of these roles."""
    about = {"seller": seller.legal_name, **more}
    if requirement:
        about |= {"credential": _named(requirement), "code": requirement.code}
    told: set[User] = set()
    work = Membership.objects.filter(shop__seller=seller, role__in=roles, user__is_active=True)
    for membership in work.select_related("user", "shop").order_by("user_id", "shop_id"):
        if membership.user not in told:
            told.add(membership.user)
            tell(membership.user, kind, event, about={**about, "shop_slug": membership.shop.slug})
