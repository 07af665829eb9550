"""What an owner says when they show a credential."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import PlainLineField
from core.pictures import PicturesBusy
from core.scanning import MalwareFound, ScannerSilent
from sellers.documents import DocumentRefused
from sellers.forms import DocumentField, schemes_in
from sellers.models import Requirement
from sellers.registration import WrongNumber
from sellers.vetting.services import Claim, Shown
from sellers.vetting.states import NUMBERS_OF_REGISTERS, CredentialKind, EvidenceKind


class ClaimForm(forms.Form):
    """One claim of one requirement; only what that requirement asks is asked."""

    subject = PlainLineField(label=_("Number"), max_length=100)
    scheme = forms.ChoiceField(label=_("What number that is"), required=False)
    holder = PlainLineField(
        label=_("Name on it"), max_length=200, help_text=_("As it stands there, in its own letters."), required=False
    )
    issuer = PlainLineField(label=_("Issued by"), max_length=120, required=False)
    issued_on = forms.DateField(
        label=_("Issued on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day that the document names."),
    )
    evidence = forms.ChoiceField(label=_("What the document is"))
    document = DocumentField(label=_("Document"), max_length=200, help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB."))
    more = DocumentField(
        label=_("A second page or document"), max_length=200, required=False, help_text=_("If one does not show all.")
    )

    def __init__(self, *args: Any, requirement: Requirement, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not requirement.asks_number:
            del self.fields["subject"]
        if requirement.credential in NUMBERS_OF_REGISTERS and requirement.asks_number:
            self._field("scheme").choices = schemes_in(country, requirement.schemes)
        else:
            del self.fields["scheme"]
        if requirement.evidence:
            kinds = [(kind, EvidenceKind(kind).label) for kind in requirement.evidence]
            self._field("evidence").choices = kinds
            self.fields["expires_on"].required = requirement.asks_expiry
            if requirement.credential == CredentialKind.BANK_ACCOUNT:
                # Compared with who sells: money goes to nobody else.
                self.fields["holder"].label = _("Account holder")
                self.fields["holder"].required = True
        else:
            for name in ("holder", "issuer", "issued_on", "expires_on", "evidence", "document", "more"):
                del self.fields[name]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def claim(self) -> Claim:
        names = ("subject", "scheme", "holder", "issuer", "issued_on", "expires_on")
        return Claim(**{name: value for name in names if (value := self.cleaned_data.get(name))})

    def shown(self) -> list[Shown]:
        evidence = self.cleaned_data.get("evidence", "")
        files = (self.cleaned_data.get("document"), self.cleaned_data.get("more"))
        return [Shown(evidence, file) for file in files if file]

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about."""
        field = str(refusal.details.get("field", ""))
        if isinstance(refusal, WrongNumber):
            field = "subject"
        elif isinstance(refusal, DocumentRefused | MalwareFound | ScannerSilent | PicturesBusy):
            field = "document"
        self.add_error(field if field in self.fields else None, refusal.message)
