"""What happens to credentials."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.events import Fact


@dataclass(frozen=True)
class CredentialClaimed(Fact):
    """A seller, or somebody who applies, says that they hold it, and sent what shows it."""

    credential_id: int


@dataclass(frozen=True)
class CredentialVerified(Fact):
    """It was found to be true, by the method that stands on it; `risks` are those that took a second person."""

    credential_id: int
    proposal_id: int | None = None
    risks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CredentialRefused(Fact):
    """It was found not to be shown, with a reason that stands on it."""

    credential_id: int


@dataclass(frozen=True)
class CredentialRevoked(Fact):
    """It held, and does not from this moment, with a reason that stands on it."""

    credential_id: int


@dataclass(frozen=True)
class CredentialEndsSoon(Fact):
    """It holds for so many days more, and nothing renews it yet."""

    credential_id: int
    days: int


@dataclass(frozen=True)
class CredentialExpired(Fact):
    """Its time has passed."""

    credential_id: int


@dataclass(frozen=True)
class RequirementChanged(Fact):
    """Staff ask for something more, less, or otherwise."""

    requirement_id: int


@dataclass(frozen=True)
class RequirementReached(Fact):
    """A seller has sold so much that something more is required of them by law, until a day."""

    demand_id: int


@dataclass(frozen=True)
class SellerCertified(Fact):
    """An owner said that everything the seller told us is still true."""

    seller_id: int


@dataclass(frozen=True)
class CertificationDue(Fact):
    """An owner must say so within so many days; 0: today, and some days later selling stops."""

    seller_id: int
    days: int
