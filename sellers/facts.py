"""What somebody says when they apply to sell."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from sellers.places import COUNTRY_CODES, CURRENCIES
from sellers.registration import CheckedNumber, check_number
from sellers.states import NumberCheck, SellerKind


class IncompleteApplication(DomainError):
    """Something is missing without which nobody can sell here; `field` names it."""

    code = "sellers.incomplete_application"


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """The applicant's answers, as text that is already clean (core.text)."""

    trading_name: str
    legal_name: str
    country: str
    kind: str
    contact_name: str
    contact_email: str
    contact_phone: str
    street: str
    city: str
    currency: str
    undertakes: bool
    registration_number: str = ""
    registration_scheme: str = ""
    postal_code: str = ""
    region: str = ""
    about: str = ""
    language: str = "en"

    def checked(self) -> dict[str, str]:
        """
        The columns of an application that follow from these facts, the number checked.

        Raises IncompleteApplication or WrongNumber.
        """
        for name in ("trading_name", "legal_name", "contact_name", "contact_email", "contact_phone", "street", "city"):
            if not getattr(self, name):
                raise IncompleteApplication(_("This is needed."), field=name)
        if self.country not in COUNTRY_CODES:
            raise IncompleteApplication(_("Choose a country."), field="country")
        if self.currency not in CURRENCIES:
            raise IncompleteApplication(_("Choose a currency."), field="currency")
        if self.kind not in SellerKind:
            raise IncompleteApplication(_("Say what you sell as."), field="kind")
        if not self.undertakes:
            raise IncompleteApplication(
                _("Whoever sells here promises to offer only what the law allows."), field="undertakes"
            )
        number = self._checked_number()
        return {
            "trading_name": self.trading_name,
            "legal_name": self.legal_name,
            "country": self.country,
            "kind": self.kind,
            "contact_name": self.contact_name,
            "contact_email": self.contact_email,
            "contact_phone": self.contact_phone,
            "street": self.street,
            "city": self.city,
            "postal_code": self.postal_code,
            "region": self.region,
            "currency": self.currency,
            "about": self.about,
            "language": self.language,
            "registration_number": number.number,
            "registration_scheme": number.scheme,
            "registration_check": number.check,
        }

    def _checked_number(self) -> CheckedNumber:
        if self.registration_number:
            return check_number(self.registration_number, country=self.country, scheme=self.registration_scheme)
        if SellerKind(self.kind).is_trader:
            raise IncompleteApplication(_("A business needs a registration number."), field="registration_number")
        return CheckedNumber("", "", NumberCheck.NOT_GIVEN)
