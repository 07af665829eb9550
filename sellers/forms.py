from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import PlainLineField, PlainTextField
from core.inputs import Choices, with_nothing_chosen
from core.pictures import PicturesBusy
from core.scanning import MalwareFound, ScannerSilent
from sellers.documents import MOST_BYTES, DocumentRefused, UploadedDocument
from sellers.facts import ApplicationFacts
from sellers.models import Application
from sellers.places import country_choices, country_name, currency_choices
from sellers.registration import OTHER, SCHEMES, Scheme, WrongNumber, taken_in
from sellers.states import SellerKind, ShopRole


def kind_choices() -> Choices:
    return [(kind.value, capfirst(kind.label)) for kind in SellerKind]


def scheme_choices() -> Choices:
    """Every kind of number that we know, by country; first what fits those who do not want to choose."""
    return [("", _("Find out from the number")), *all_schemes()]


def all_schemes() -> Choices:
    """Every kind of number that we know, by country, and first those that we do not."""

    def country(scheme: Scheme) -> str:
        return country_name(scheme.country) if scheme.country else ""

    choices: Choices = [
        (OTHER, _("Another register, not in this list")),
    ]
    for name, schemes in groupby(sorted(SCHEMES, key=country), key=country):
        group = [(scheme.code, scheme.name) for scheme in schemes]
        choices += [(name, group)] if name else group
    return choices


def schemes_in(country: str, among: Collection[str] = ()) -> Choices:
    """The kinds of number that somebody of this country can give, of `among` where only some are taken."""
    taken = taken_in(country, among)
    of_country = [scheme for scheme in SCHEMES if scheme.country in ("", country)]
    ours: Choices = [(scheme.code, scheme.name) for scheme in of_country if not taken or scheme.code in taken]
    if len(taken) == 1:
        return ours
    other = [(OTHER, _("Another register, not in this list"))] if not taken or OTHER in taken else []
    return [("", _("Find out from the number")), *ours, *other]


class DocumentField(forms.FileField):
    """An uploaded file as the service takes it. What it really is, the service decides."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        if (upload.size or 0) > MOST_BYTES:
            # Asked before reading: a huge file never enters memory.
            raise forms.ValidationError(_("This file is too large: at most 10 MB."))
        return UploadedDocument(name=upload.name or "", content=upload.read())


def is_about_the_document(refusal: DomainError) -> bool:
    """Whether what was refused is the uploaded file."""
    return isinstance(refusal, DocumentRefused | MalwareFound | ScannerSilent | PicturesBusy)


class ApplicationForm(forms.Form):
    """Everything that somebody says when they apply to sell."""

    trading_name = PlainLineField(
        label=_("Name of your shop"), max_length=80, help_text=_("What shoppers will see. It cannot be changed later.")
    )
    legal_name = PlainLineField(
        label=_("Legal name"),
        max_length=200,
        help_text=_("As it stands in the register, or in your passport if you sell as a private person."),
    )
    kind = forms.ChoiceField(label=_("You sell as"), choices=with_nothing_chosen(kind_choices))
    country = forms.ChoiceField(label=_("Country"), choices=with_nothing_chosen(country_choices))
    registration_number = PlainLineField(
        label=_("Registration or tax number"),
        max_length=40,
        required=False,
        help_text=_("Needed from every business. Private persons leave it empty."),
    )
    registration_scheme = forms.ChoiceField(label=_("What number that is"), choices=scheme_choices, required=False)
    street = PlainLineField(label=_("Street and house number"), max_length=200)
    postal_code = PlainLineField(label=_("Postal code"), max_length=20, required=False)
    city = PlainLineField(label=_("City"), max_length=100)
    region = PlainLineField(label=_("State or region"), max_length=100, required=False)
    contact_name = PlainLineField(label=_("Contact person"), max_length=150)
    contact_email = forms.EmailField(
        label=_("Contact e-mail"), max_length=254, help_text=_("A business's e-mail and phone are shown to shoppers.")
    )
    contact_phone = PlainLineField(label=_("Contact phone"), max_length=40)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=with_nothing_chosen(currency_choices),
        help_text=_("All prices of the shop are in this currency."),
    )
    language = forms.ChoiceField(label=_("Language in which you write"), choices=settings.LANGUAGES)
    about = PlainTextField(label=_("About your shop"), max_length=2000, required=False)
    document = DocumentField(
        label=_("One document"),
        max_length=200,
        help_text=_(
            "A register extract, a licence, or for a private person an identity document. "
            "PDF, JPEG, PNG or WebP, at most 10 MB. Only you and our reviewers can open it."
        ),
    )
    undertakes = forms.BooleanField(label=_("I promise to offer only what the law allows."))

    GROUPS = (
        (_("The business"), ("legal_name", "kind", "country", "registration_number", "registration_scheme")),
        (_("Where it is"), ("street", "postal_code", "city", "region")),
        (_("Whom to talk to"), ("contact_name", "contact_email", "contact_phone")),
        (_("The shop"), ("trading_name", "currency", "language", "about")),
        (_("What shows it"), ("document", "undertakes")),
    )

    def groups(self) -> Iterator[tuple[object, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        for title, names in self.GROUPS:
            yield title, [self[name] for name in names]

    def facts(self) -> ApplicationFacts:
        return ApplicationFacts(**{name: value for name, value in self.cleaned_data.items() if name != "document"})

    def document_if_any(self) -> UploadedDocument | None:
        document: UploadedDocument | None = self.cleaned_data["document"]
        return document

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about."""
        field = refusal.details.get("field")
        if isinstance(refusal, WrongNumber):
            field = "registration_number"
        elif is_about_the_document(refusal):
            field = "document"
        self.add_error(str(field) if field in self.fields else None, refusal.message)


class AmendForm(ApplicationForm):
    """The same questions, answered once already; the document is sent again only if it changed."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        asked = {name: getattr(application, name, None) for name in self.base_fields if name != "document"}
        if application.registration_number and not application.registration_scheme:
            asked["registration_scheme"] = OTHER
        super().__init__(*args, **{"initial": asked, **kwargs})
        self.fields["document"].required = False
        self.fields["document"].help_text = _("Leave it empty to keep the one that we have.")


class ShopForm(forms.Form):
    """What a shop says about itself."""

    about = PlainTextField(label=_("About"), max_length=2000, required=False)
    city = PlainLineField(label=_("City"), max_length=100, required=False)


class CloseShopForm(forms.Form):
    """Closing is for good, so the name is typed once more."""

    name = PlainLineField(label=_("Type the name of the shop to close it for good"), max_length=80)

    def __init__(self, *args: Any, shop_name: str, **kwargs: Any) -> None:
        self.shop_name = shop_name
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.shop_name:
            raise forms.ValidationError(_("This is not the name of the shop."))
        return name


def role_choices() -> Choices:
    return [(role.value, capfirst(role.label)) for role in ShopRole]


class InviteForm(forms.Form):
    """Whom to ask into the shop, and as what. Whether that is allowed, the service says."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Works as"), choices=with_nothing_chosen(role_choices))


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Works as"), choices=role_choices)


class ComplaintForm(forms.Form):
    """Why a decision is not accepted."""

    words = PlainTextField(
        label=_("What is wrong about it"),
        max_length=5000,
        help_text=_("Say which facts are not so, or why the ground does not apply. Whoever decides reads this."),
    )
    document = DocumentField(
        label=_("A document that shows it"),
        max_length=200,
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only our reviewers can open it."),
    )

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about."""
        about_file = isinstance(refusal, DocumentRefused | MalwareFound | ScannerSilent | PicturesBusy)
        field = "document" if about_file else refusal.details.get("field")
        self.add_error(str(field) if field in self.fields else None, refusal.message)


class LeaveForm(forms.Form):
    """Leaving is for good, so the seller's name is typed once more."""

    name = PlainLineField(label=_("Type your legal name, as it stands above, to leave for good"), max_length=200)

    def __init__(self, *args: Any, legal_name: str, **kwargs: Any) -> None:
        self.legal_name = legal_name
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.legal_name:
            raise forms.ValidationError(_("This is not the legal name of the seller."))
        return name


class PayoutAccountForm(forms.Form):
    """Where money is to be paid out. What the number is, the service says."""

    holder = PlainLineField(
        label=_("Account holder"), max_length=200, help_text=_("As it stands at the bank: the seller, nobody else.")
    )
    account = PlainLineField(
        label=_("IBAN, or account number"),
        max_length=60,
        help_text=_("Kept encrypted. Everybody, also you, sees only the last four characters."),
    )

    def refuse(self, refusal: DomainError) -> None:
        field = refusal.details.get("field")
        self.add_error(str(field) if field in self.fields else None, refusal.message)


class IdentityForm(forms.Form):
    """Who sells, as it shall be."""

    legal_name = PlainLineField(label=_("Legal name"), max_length=200)
    registration_number = PlainLineField(label=_("Registration or tax number"), max_length=40, required=False)
    registration_scheme = forms.ChoiceField(label=_("What number that is"), choices=scheme_choices, required=False)
    street = PlainLineField(label=_("Street and house number"), max_length=200)
    postal_code = PlainLineField(label=_("Postal code"), max_length=20, required=False)
    city = PlainLineField(label=_("City"), max_length=100)
    region = PlainLineField(label=_("State or region"), max_length=100, required=False)

    def refuse(self, refusal: DomainError) -> None:
        field = "registration_number" if isinstance(refusal, WrongNumber) else refusal.details.get("field")
        self.add_error(str(field) if field in self.fields else None, refusal.message)
