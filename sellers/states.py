"""
The lives of an application, a seller, a shop, an invitation and a brand authorisation: every move they can make.

Below them, the words for kinds.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("not sent yet")
    SUBMITTED = "submitted", _("waiting for review")
    MORE_REQUESTED = "more_requested", _("more was asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


APPLICATION_LIFE: dict[str, set[str]] = {
    ApplicationStatus.DRAFT: {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN},
    ApplicationStatus.SUBMITTED: {
        ApplicationStatus.MORE_REQUESTED,
        ApplicationStatus.APPROVED,
        ApplicationStatus.REFUSED,
        ApplicationStatus.WITHDRAWN,
    },
    # Only the applicant moves it on from here: by answering, or by giving up.
    ApplicationStatus.MORE_REQUESTED: {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN},
    ApplicationStatus.APPROVED: set(),
    # Only where a complaint was right: then it is as if it had not been refused, and waits in its old place.
    ApplicationStatus.REFUSED: {ApplicationStatus.SUBMITTED},
    ApplicationStatus.WITHDRAWN: set(),
}
UNDECIDED = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.MORE_REQUESTED)
# The applicant's turn: the answers can be changed one by one.
OPEN_TO_ANSWERS = (ApplicationStatus.DRAFT, ApplicationStatus.MORE_REQUESTED)
# What may lack answers and a document: it is not sent yet, or was given up before.
MAY_BE_INCOMPLETE = (ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)
DECIDED = (ApplicationStatus.APPROVED, ApplicationStatus.REFUSED)


class SellerStatus(TextChoices):
    APPROVED = "approved", _("approved")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


SELLER_LIFE: dict[str, set[str]] = {
    SellerStatus.APPROVED: {SellerStatus.SUSPENDED, SellerStatus.CLOSED},
    # A suspended seller may leave too, and be parted with.
    SellerStatus.SUSPENDED: {SellerStatus.APPROVED, SellerStatus.CLOSED},
    SellerStatus.CLOSED: set(),
}


class ShopStatus(TextChoices):
    OPEN = "open", _("open")
    AWAY = "away", _("away")
    CLOSED = "closed", _("closed")


SHOP_LIFE: dict[str, set[str]] = {
    ShopStatus.OPEN: {ShopStatus.AWAY, ShopStatus.CLOSED},
    ShopStatus.AWAY: {ShopStatus.OPEN, ShopStatus.CLOSED},
    ShopStatus.CLOSED: set(),
}


class SellerKind(TextChoices):
    PRIVATE_PERSON = "private_person", _("private person")
    SOLE_TRADER = "sole_trader", _("sole trader")
    COMPANY = "company", _("company")
    BRAND = "brand", _("brand owner")

    @property
    def is_trader(self) -> bool:
        """Whether the law treats this seller as a business (EU DSA, article 30)."""
        return self is not SellerKind.PRIVATE_PERSON


class NumberCheck(TextChoices):
    """How far software could check a registration number. None of these proves that the business exists."""

    VERIFIED_BY_CHECK_DIGIT = "verified_by_check_digit", _("verified by check digit")
    FORMAT_OK = "format_ok", _("format ok")
    UNKNOWN_SCHEME = "unknown_scheme", _("scheme not known to us")
    NOT_GIVEN = "not_given", _("no number given")


class Risk(TextChoices):
    """Why one reviewer alone does not approve: each a sentence that two can talk about."""

    NUMBER_UNKNOWN = "number_unknown", _("It is a company, and its number is of a register that we do not know.")
    NUMBER_HALF_CHECKED = (
        "number_half_checked",
        _("It is a company of a country whose numbers can be checked, and gave one of which only the form is known."),
    )
    NUMBER_ELSEWHERE = "number_elsewhere", _("Somebody else applied with the same registration number.")
    DOCUMENT_ELSEWHERE = "document_elsewhere", _("Somebody else sent the very same document.")
    NOT_SCANNED = "not_scanned", _("The document was not scanned for malware, although we have a scanner.")
    BLOCKED = "blocked", _("A number or an account of theirs is blocked here.")
    CLAIMED_ELSEWHERE = "claimed_elsewhere", _("Somebody else has named the same number, account or address.")
    SHOWN_ELSEWHERE = (
        "shown_elsewhere",
        _("Somebody else has sent the same document as one that they show, or nearly the same."),
    )


class ShopRole(TextChoices):
    """What somebody is in a shop. Every right in the shop follows from it."""

    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    CATALOGUE = "catalogue", _("catalogue")
    FULFILMENT = "fulfilment", _("fulfilment")
    FINANCE = "finance", _("finance")


class InvitationStatus(TextChoices):
    PENDING = "pending", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


INVITATION_LIFE: dict[str, set[str]] = {
    InvitationStatus.PENDING: {
        InvitationStatus.ACCEPTED,
        InvitationStatus.DECLINED,
        InvitationStatus.WITHDRAWN,
        InvitationStatus.EXPIRED,
    },
    InvitationStatus.ACCEPTED: set(),
    InvitationStatus.DECLINED: set(),
    InvitationStatus.WITHDRAWN: set(),
    InvitationStatus.EXPIRED: set(),
}


class BrandRole(TextChoices):
    """What a seller is to a brand."""

    OWNER = "owner", _("owner of the brand")
    AUTHORISED = "authorised", _("authorised seller")


class DecidedAs(TextChoices):
    """As what somebody decided about a brand authorisation."""

    OWNER = "owner", _("owner of the brand")
    REVIEWER = "reviewer", _("reviewer")


class AuthorisationStatus(TextChoices):
    CLAIMED = "claimed", _("waiting for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("taken away")
    EXPIRED = "expired", _("over")


AUTHORISATION_LIFE: dict[str, set[str]] = {
    AuthorisationStatus.CLAIMED: {
        AuthorisationStatus.GRANTED,
        AuthorisationStatus.REFUSED,
        AuthorisationStatus.WITHDRAWN,
    },
    AuthorisationStatus.GRANTED: {AuthorisationStatus.REVOKED, AuthorisationStatus.EXPIRED},
    AuthorisationStatus.REFUSED: set(),
    AuthorisationStatus.WITHDRAWN: set(),
    AuthorisationStatus.REVOKED: set(),
    AuthorisationStatus.EXPIRED: set(),
}
# A seller waits for one answer about a brand, and has one authorisation for it.
HELD_ONCE = (AuthorisationStatus.CLAIMED, AuthorisationStatus.GRANTED)

# Who may change what the shop says about itself and promises.
RUNS_THE_SHOP = (ShopRole.OWNER, ShopRole.MANAGER)
# Whoever gets into their account gets at the shop's money, identity and people.
KEEPS_THE_MONEY = (ShopRole.OWNER, ShopRole.FINANCE)
# Who may see how the seller stands with what is required of them; only the owner shows anything.
SEES_CREDENTIALS = (ShopRole.OWNER, ShopRole.MANAGER, ShopRole.FINANCE)


class ReasonCode(TextChoices):
    """Why a seller is refused, suspended or parted with: each a sentence; its ground stands in REASON_GROUNDS."""

    IDENTITY_NOT_PROVEN = "identity_not_proven", _("What we have does not show who the seller is.")
    DOCUMENT_NOT_LEGIBLE = "document_not_legible", _("A document cannot be read, or is not whole.")
    DOCUMENT_EXPIRED = "document_expired", _("A document has expired.")
    FALSE_STATEMENT = "false_statement", _("Something that the seller told us is not true.")
    NOT_REGISTERED = "not_registered", _("The register does not know this business, or says that it has ended.")
    COUNTERFEIT_GOODS = "counterfeit_goods", _("Goods that were offered are counterfeit.")
    UNSAFE_GOODS = "unsafe_goods", _("Goods that were offered are unsafe, or may not be sold.")
    ORDERS_NOT_SENT = "orders_not_sent", _("Orders were not sent, again and again.")
    LAW_DEMANDS_IT = "law_demands_it", _("A court or an authority has ordered it.")
    OTHER = "other", _("Another reason, which is described below.")


_WHO_SELLS = _("Law: we may let only traders sell whose identity we could check (EU DSA, article 30; INFORM Act).")
_TRUTH = _("Our terms: what a seller tells us is true, whole and up to date.")
REASON_GROUNDS: dict[ReasonCode, object] = {
    ReasonCode.IDENTITY_NOT_PROVEN: _WHO_SELLS,
    ReasonCode.DOCUMENT_NOT_LEGIBLE: _WHO_SELLS,
    ReasonCode.DOCUMENT_EXPIRED: _WHO_SELLS,
    ReasonCode.NOT_REGISTERED: _WHO_SELLS,
    ReasonCode.FALSE_STATEMENT: _TRUTH,
    ReasonCode.COUNTERFEIT_GOODS: _(
        "Law: goods that infringe a trade mark may not be offered. Our terms say the same."
    ),
    ReasonCode.UNSAFE_GOODS: _("Law: goods must be safe and allowed where they are sold (EU regulation 2023/988)."),
    ReasonCode.ORDERS_NOT_SENT: _("Our terms: what was bought is sent within the time that was promised."),
    ReasonCode.LAW_DEMANDS_IT: _("Law: we obey what courts and authorities order."),
    ReasonCode.OTHER: _("Our terms; which of them stands in the description."),
}
# For these a contract may end without notice (EU P2B regulation, article 4(4)).
WITHOUT_NOTICE = (
    ReasonCode.COUNTERFEIT_GOODS,
    ReasonCode.UNSAFE_GOODS,
    ReasonCode.FALSE_STATEMENT,
    ReasonCode.LAW_DEMANDS_IT,
)


class EndingStatus(TextChoices):
    ANNOUNCED = "announced", _("announced")
    DONE = "done", _("ended")
    CALLED_OFF = "called_off", _("called off")


ENDING_LIFE: dict[str, set[str]] = {
    EndingStatus.ANNOUNCED: {EndingStatus.DONE, EndingStatus.CALLED_OFF},
    EndingStatus.DONE: set(),
    EndingStatus.CALLED_OFF: set(),
}


class SlowChange(TextChoices):
    """What of a seller changes slowly on purpose, since whoever got into an account would change it first."""

    PAYOUT_ACCOUNT = "payout_account", _("the account to which money is paid out")
    LEGAL_IDENTITY = "legal_identity", _("the legal identity")
    OWNER_EMAIL = "owner_email", _("the owner's e-mail address")
    OWNERSHIP = "ownership", _("who owns the shop")


class ChangeStatus(TextChoices):
    ASKED = "asked", _("waits for a reviewer")
    IN_FORCE = "in_force", _("in force")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced by a newer one")


CHANGE_LIFE: dict[str, set[str]] = {
    ChangeStatus.ASKED: {ChangeStatus.IN_FORCE, ChangeStatus.REFUSED, ChangeStatus.WITHDRAWN},
    ChangeStatus.IN_FORCE: {ChangeStatus.REPLACED},
    ChangeStatus.REFUSED: set(),
    ChangeStatus.WITHDRAWN: set(),
    ChangeStatus.REPLACED: set(),
}


class AlarmStatus(TextChoices):
    OPEN = "open", _("waits for a reviewer")
    SETTLED = "settled", _("settled")


ALARM_LIFE: dict[str, set[str]] = {AlarmStatus.OPEN: {AlarmStatus.SETTLED}, AlarmStatus.SETTLED: set()}
