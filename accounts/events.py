"""What the market is told about people."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class UserSignedUp(Fact):
    """Somebody made an account; the address is not confirmed yet."""

    user_id: int


@dataclass(frozen=True)
class EmailConfirmed(Fact):
    """
    This person can read what is sent to this address.

    Facts are kept for ever, so the address is named by its row, which can be deleted.
    """

    user_id: int
    address_id: int


@dataclass(frozen=True)
class SecurityChanged(Fact):
    """
    Something changed about who gets into this account: a password, an address, a second factor, a session.

    `change` names what, as `notifications.catalogue` words it; `because` is set where an operator did it.
    """

    user_id: int
    change: str
    because: str = ""


@dataclass(frozen=True)
class StaffRolesChanged(Fact):
    """Somebody works here as these roles from now on, and as no other; two admins decided it."""

    user_id: int
    roles: list[str]
    proposal_id: int
