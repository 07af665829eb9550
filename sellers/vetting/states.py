"""The life of a credential, and the words for its kinds, its evidence, and how it was checked."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CredentialKind(TextChoices):
    """What is claimed about a seller."""

    IDENTITY = "identity", _("identity document")
    REGISTRATION = "registration", _("business registration")
    TAX_NUMBER = "tax_number", _("tax number")
    BANK_ACCOUNT = "bank_account", _("bank account")
    ADDRESS = "address", _("address")
    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    LICENCE = "licence", _("licence for a category")
    BRAND = "brand", _("brand authorisation")
    INSURANCE = "insurance", _("insurance")
    CERTIFICATION = "certification", _("industry certification")


class CredentialStatus(TextChoices):
    CLAIMED = "claimed", _("claimed")
    CHECKING = "checking", _("being checked")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused")
    EXPIRING = "expiring", _("expiring")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    WITHDRAWN = "withdrawn", _("withdrawn")


CREDENTIAL_LIFE: dict[str, set[str]] = {
    CredentialStatus.CLAIMED: {
        CredentialStatus.CHECKING,
        CredentialStatus.VERIFIED,
        CredentialStatus.REFUSED,
        CredentialStatus.WITHDRAWN,
    },
    CredentialStatus.CHECKING: {
        # Somebody puts it back, or its claim changes while they read.
        CredentialStatus.CLAIMED,
        CredentialStatus.VERIFIED,
        CredentialStatus.REFUSED,
        CredentialStatus.WITHDRAWN,
    },
    CredentialStatus.VERIFIED: {CredentialStatus.EXPIRING, CredentialStatus.EXPIRED, CredentialStatus.REVOKED},
    CredentialStatus.EXPIRING: {CredentialStatus.EXPIRED, CredentialStatus.REVOKED},
    # What is over stays over: a renewal is a credential of its own.
    CredentialStatus.REFUSED: set(),
    CredentialStatus.EXPIRED: set(),
    CredentialStatus.REVOKED: set(),
    CredentialStatus.WITHDRAWN: set(),
}
# Waiting for whoever checks it.
OPEN = (CredentialStatus.CLAIMED, CredentialStatus.CHECKING)
# It was found to be true, and nobody has taken that back; whether its time has passed, the clock says.
HELD = (CredentialStatus.VERIFIED, CredentialStatus.EXPIRING)
# It was held until a moment that stands on it.
WAS_HELD = (CredentialStatus.EXPIRED, CredentialStatus.REVOKED)


class EvidenceKind(TextChoices):
    """What a document is."""

    PASSPORT = "passport", _("passport")
    ID_CARD = "id_card", _("identity card")
    DRIVING_LICENCE = "driving_licence", _("driving licence")
    REGISTER_EXTRACT = "register_extract", _("register extract")
    TAX_CERTIFICATE = "tax_certificate", _("tax certificate")
    BANK_STATEMENT = "bank_statement", _("bank statement or letter")
    UTILITY_BILL = "utility_bill", _("bill of electricity, water, gas or phone")
    LICENCE = "licence", _("licence or permit")
    CERTIFICATE = "certificate", _("certificate")
    INSURANCE_POLICY = "insurance_policy", _("insurance policy")
    AUTHORISATION = "authorisation", _("letter of authorisation")


class Checker(TextChoices):
    """Who may say that a credential is true."""

    SOFTWARE = "software", _("software alone")
    REVIEWER = "reviewer", _("a reviewer")
    SENIOR_REVIEWER = "senior_reviewer", _("a senior reviewer")


class Method(TextChoices):
    """How a credential was found to be true. Each says no more than what was done."""

    CODE = "code", _("confirmed by a code that we sent")
    CHECK_DIGIT = "check_digit", _("verified by check digit")
    FORMAT = "format", _("format ok")
    REGISTER = "register", _("found in the register")
    DOCUMENT = "document", _("a reviewer read the document")
    WAIVED = "waived", _("not asked for: two of our staff decided so")


class Standing(TextChoices):
    """How far somebody has come with what is required of them."""

    MISSING = "missing", _("not shown yet")
    WAITING = "waiting", _("waiting to be checked")
    VERIFIED = "verified", _("verified")
    ENDING = "ending", _("verified, ends soon")
    EXPIRED = "expired", _("expired")
    REFUSED = "refused", _("refused")
    REVOKED = "revoked", _("taken back")
    WAIVED = "waived", _("not asked for")


class CheckOutcome(TextChoices):
    """What one automatic check said. Only PASSED and FORMAT_OK speak for a claim, and the second only half."""

    PASSED = "passed", _("passed")
    FORMAT_OK = "format_ok", _("format ok")
    SUSPICIOUS = "suspicious", _("look at this")
    FAILED = "failed", _("failed")
    COULD_NOT = "could_not", _("could not be checked")


# Of these, a check of our own can say enough: a code that came back, a number that a register or a check digit knows.
CHECKED_BY_SOFTWARE = frozenset(
    {
        CredentialKind.EMAIL,
        CredentialKind.PHONE,
        CredentialKind.TAX_NUMBER,
        CredentialKind.REGISTRATION,
        CredentialKind.BANK_ACCOUNT,
    }
)
# Their numbers stand in a register, and each register has its own kind of number.
NUMBERS_OF_REGISTERS = frozenset({CredentialKind.REGISTRATION, CredentialKind.TAX_NUMBER})
