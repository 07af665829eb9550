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
    statement_id: int | None = None


@dataclass(frozen=True)
class ApplicationReopened(Fact):
    """A complaint against its refusal was right: it waits for a reviewer again."""

    application_id: int


@dataclass(frozen=True)
class SellerSuspended(Fact):
    """From this moment nothing of this seller is on sale."""

    seller_id: int
    because: str
    statement_id: int | None = None


@dataclass(frozen=True)
class SuspensionStays(Fact):
    """A complaint about the suspension was right, and no second person ended it; a new statement says why."""

    seller_id: int
    because: str
    statement_id: int


@dataclass(frozen=True)
class SellerReinstated(Fact):
    """The seller may sell again."""

    seller_id: int
    note: str = ""
    proposal_id: int | None = None


@dataclass(frozen=True)
class ApprovalRenewed(Fact):
    """A reviewer has looked again: the approval holds for another year."""

    seller_id: int
    because: str


@dataclass(frozen=True)
class SellerClosed(Fact):
    """The seller sells here no longer: the last shop closed for good, they left, or we parted with them."""

    seller_id: int


@dataclass(frozen=True)
class EndingAnnounced(Fact):
    """We end the contract with the seller on a day; until then everything is as it was."""

    seller_id: int
    ending_id: int
    statement_id: int


@dataclass(frozen=True)
class EndingCalledOff(Fact):
    """The contract with the seller goes on."""

    seller_id: int
    ending_id: int
    because: str


@dataclass(frozen=True)
class SellerLeft(Fact):
    """The seller ended the contract themselves."""

    seller_id: int
    ending_id: int


@dataclass(frozen=True)
class SellerForgotten(Fact):
    """The legal time after the contract's end has passed: documents and contact data of the seller are deleted."""

    seller_id: int
    ending_id: int


@dataclass(frozen=True)
class ApplicantForgotten(Fact):
    """No shop came of the application, and nobody can complain any more: its contact data are deleted."""

    application_id: int


@dataclass(frozen=True)
class SlowChangeAsked(Fact):
    """An owner asked for another payout account or legal identity; payouts are paused."""

    seller_id: int
    about: str
    number: str


@dataclass(frozen=True)
class SlowChangeMade(Fact):
    """It is in force: reviewed, or at once, as an owner's e-mail address and the owner are; payouts are paused."""

    seller_id: int
    about: str
    number: str


@dataclass(frozen=True)
class SlowChangeRefused(Fact):
    """A reviewer refused it."""

    seller_id: int
    about: str
    number: str
    because: str


@dataclass(frozen=True)
class SlowChangeWithdrawn(Fact):
    """The owner thought better of it."""

    seller_id: int
    about: str
    number: str


@dataclass(frozen=True)
class PayoutsStopped(Fact):
    """Whoever reads the old address says that a change was not theirs: no money leaves until a reviewer has looked."""

    seller_id: int
    alarm_id: int


@dataclass(frozen=True)
class PayoutsGoOn(Fact):
    """A reviewer has looked."""

    seller_id: int
    alarm_id: int
    because: str


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


@dataclass(frozen=True)
class MemberInvited(Fact):
    """Somebody was asked to work for the shop, or, as owner, to take it over."""

    shop_id: int
    invitation_id: int
    role: str


@dataclass(frozen=True)
class InvitationDeclined(Fact):
    """They do not want to."""

    shop_id: int
    invitation_id: int


@dataclass(frozen=True)
class InvitationWithdrawn(Fact):
    """The shop thought better of it."""

    shop_id: int
    invitation_id: int


@dataclass(frozen=True)
class InvitationExpired(Fact):
    """Nobody answered in time."""

    shop_id: int
    invitation_id: int


@dataclass(frozen=True)
class MemberJoined(Fact):
    """Somebody works for the shop from now on."""

    shop_id: int
    user_id: int
    role: str


@dataclass(frozen=True)
class MemberRoleChanged(Fact):
    """A member works as something else from now on."""

    shop_id: int
    user_id: int
    role: str
    before: str


@dataclass(frozen=True)
class MemberRemoved(Fact):
    """A member works for the shop no longer: others decided so."""

    shop_id: int
    user_id: int
    role: str


@dataclass(frozen=True)
class MemberLeft(Fact):
    """A member works for the shop no longer: they decided so."""

    shop_id: int
    user_id: int
    role: str


@dataclass(frozen=True)
class ShopHandedOver(Fact):
    """The shop has another owner; the former one stays as manager."""

    shop_id: int
    user_id: int
    former_id: int


@dataclass(frozen=True)
class BrandClaimed(Fact):
    """A seller says that they own a brand, or may offer it; somebody has something to decide."""

    authorisation_id: int
    seller_id: int


@dataclass(frozen=True)
class BrandClaimWithdrawn(Fact):
    """The seller no longer asks."""

    authorisation_id: int


@dataclass(frozen=True)
class BrandGranted(Fact):
    """The seller may offer the brand, or owns it, until a moment that stands on the authorisation."""

    authorisation_id: int
    seller_id: int
    # What a second person confirmed: who owns a brand takes two.
    proposal_id: int | None = None


@dataclass(frozen=True)
class BrandRefused(Fact):
    """The claim was refused, with a reason that stands on it."""

    authorisation_id: int


@dataclass(frozen=True)
class BrandRevoked(Fact):
    """From this moment the seller may no longer offer the brand."""

    authorisation_id: int
    because: str


@dataclass(frozen=True)
class BrandExpired(Fact):
    """The time of an authorisation is over, or a newer one has taken its place."""

    authorisation_id: int
    is_renewed: bool = False
