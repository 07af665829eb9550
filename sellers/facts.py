"""What somebody says when they apply to sell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from sellers.places import COUNTRY_CODES, CURRENCIES
from sellers.registration import CheckedNumber, check_number
from sellers.states import NumberCheck, SellerKind

if TYPE_CHECKING:
    from sellers.models import Application

# The parts of an application that are answered one by one, and what each asks.
PARTS: Mapping[str, tuple[str, ...]] = {
    "who": ("kind", "country", "legal_name"),
    "place": ("street", "postal_code", "city", "region"),
    "contact": ("contact_name", "contact_email", "contact_phone"),
    "shop": ("trading_name", "currency", "language", "about"),
}
NEEDED = (
    *("trading_name", "legal_name", "contact_name", "contact_email", "contact_phone", "street", "city"),
    *("country", "currency", "kind"),
)

# What can only be one of these, and what is said of anything else.
CHOICES: Mapping[str, tuple[Collection[str], object]] = {
    "country": (COUNTRY_CODES, _("Choose a country.")),
    "currency": (CURRENCIES, _("Choose a currency.")),
    "kind": (SellerKind.values, _("Say what you sell as.")),
}


class IncompleteApplication(DomainError):
    """Something is missing without which nobody can sell here; `field` names it."""

    code = "sellers.incomplete_application"


def check_answers(answers: Mapping[str, str]) -> None:
    """Raises IncompleteApplication when one of these answers is missing, or cannot be one."""
    for name in NEEDED:
        if name not in CHOICES and not answers.get(name, "given"):
            raise IncompleteApplication(_("This is needed."), field=name)
    for name, (possible, words) in CHOICES.items():
        if name in answers and answers[name] not in possible:
            raise IncompleteApplication(words, field=name)


def missing_in(application: Application, part: str) -> list[str]:
    """What this part of an application still lacks."""
    return [name for name in PARTS[part] if name in NEEDED and not getattr(application, name)]


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
        check_answers({name: getattr(self, name) for names in PARTS.values() for name in names})
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
