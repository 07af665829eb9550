"""What a shop fills in about brands."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import PlainLineField, PlainTextField
from core.pictures import PicturesBusy
from core.scanning import MalwareFound, ScannerSilent
from sellers.documents import DocumentRefused
from sellers.forms import DocumentField
from sellers.states import BrandRole


class ClaimForm(forms.Form):
    """Asking for a brand, with the paper that shows it."""

    brand = PlainLineField(label=_("Brand"), max_length=80)
    role = forms.ChoiceField(
        label=_("What you are to it"),
        choices=[(BrandRole.AUTHORISED, _("I may sell it")), (BrandRole.OWNER, _("It is mine"))],
        initial=BrandRole.AUTHORISED,
    )
    document = DocumentField(
        label=_("One document"),
        max_length=200,
        help_text=_(
            "A contract, a letter or an invoice of the brand's owner; if it is yours, the register's certificate. PDF, "
            "JPEG, PNG or WebP, at most 10 MB. Only you, our reviewers and the owner of the brand can open it. It is "
            "deleted half a year after it is no longer needed."
        ),
    )
    trademark_number = PlainLineField(
        label=_("Number of the trademark"), max_length=40, required=False, help_text=_("If the brand is yours.")
    )
    trademark_office = PlainLineField(
        label=_("Office that registered it"), max_length=80, required=False, help_text=_("As in EUIPO, DJKI, USPTO.")
    )
    words = PlainTextField(label=_("What we should know"), max_length=2000, required=False, rows=3)

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about."""
        field = str(refusal.details.get("field", ""))
        if isinstance(refusal, DocumentRefused | MalwareFound | ScannerSilent | PicturesBusy):
            field = "document"
        elif field == "name":
            field = "brand"
        self.add_error(field if field in self.fields else None, refusal.message)


class AuthoriseForm(forms.Form):
    """As the owner of a brand, naming a shop that may offer it."""

    shop = PlainLineField(
        label=_("Shop"),
        max_length=200,
        help_text=_("The address of its page here, or the last part of it."),
    )

    def slug(self) -> str:
        address: str = self.cleaned_data["shop"]
        return address.partition("?")[0].rstrip("/").rpartition("/")[2].lower()


class ReasonForm(forms.Form):
    """Why a claim is refused, or an authorisation taken away."""

    because = PlainTextField(label=_("The reason, as the other shop will read it"), max_length=2000, rows=3)
