"""
The lives of an application, a seller, a shop and an invitation: every move they can make.

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
    ApplicationStatus.REFUSED: set(),
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
    SellerStatus.SUSPENDED: {SellerStatus.APPROVED},
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

# Who may change what the shop says about itself and promises.
RUNS_THE_SHOP = (ShopRole.OWNER, ShopRole.MANAGER)
# Whoever gets into their account gets at the shop's money, identity and people.
KEEPS_THE_MONEY = (ShopRole.OWNER, ShopRole.FINANCE)
