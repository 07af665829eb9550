"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class ApplicationSubmitted(Fact):
    """Somebody applied to sell; reviewers have something to decide."""

    application_id: int


@dataclass(frozen=True)
class MoreRequested(Fact):
    """A reviewer needs more; what exactly stands on the application, and here for its history."""

    application_id: int
    what: str


@dataclass(frozen=True)
class ApplicationAmended(Fact):
    """The applicant answered; the application waits for review again."""

    application_id: int


@dataclass(frozen=True)
class ApplicationWithdrawn(Fact):
    """The applicant gave up."""

    application_id: int


@dataclass(frozen=True)
class ApplicationApproved(Fact):
    """The applicant is a seller now, and has a shop."""

    application_id: int
    shop_id: int
    # What a second person confirmed, where it took one.
    proposal_id: int | None = None


@dataclass(frozen=True)
class ApplicationRefused(Fact):
    """The applicant was refused, with a reason that stands on the application."""

    application_id: int


@dataclass(frozen=True)
class SellerSuspended(Fact):
    """From this moment nothing of this seller is on sale."""

    seller_id: int
    because: str


@dataclass(frozen=True)
class SellerReinstated(Fact):
    """The seller may sell again."""

    seller_id: int
    note: str = ""
    proposal_id: int | None = None


@dataclass(frozen=True)
class SellerClosed(Fact):
    """The seller's last shop closed for good."""

    seller_id: int


@dataclass(frozen=True)
class ShopOpened(Fact):
    """A shop exists and can be worked in. Announced once in its life."""

    shop_id: int


@dataclass(frozen=True)
class ShopEdited(Fact):
    """What the shop says about itself changed."""

    shop_id: int


@dataclass(frozen=True)
class ShopWentAway(Fact):
    """The shop sells nothing until it reopens."""

    shop_id: int


@dataclass(frozen=True)
class ShopReopened(Fact):
    """The shop is back from being away."""

    shop_id: int


@dataclass(frozen=True)
class ShopClosed(Fact):
    """The shop closed for good; its orders are still completed."""

    shop_id: int
