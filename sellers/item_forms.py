"""The forms of an application's items, each small enough to be filled by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import PlainLineField
from core.inputs import Choices
from sellers.facts import PARTS
from sellers.forms import ApplicationForm, DocumentField, is_about_the_document, scheme_choices, schemes_in
from sellers.models import Application
from sellers.registration import OTHER
from sellers.services import Proof
from sellers.states import SellerKind
from sellers.vetting.models import Credential, Requirement
from sellers.vetting.services import Claim, Shown
from sellers.vetting.states import NUMBERS_OF_REGISTERS, CredentialKind, EvidenceKind
from taxonomy.models import Category

DOCUMENT_HELP = _("PDF, JPEG, PNG or WebP, at most 10 MB. Only you and our reviewers can open it.")


class PartForm(ApplicationForm):
    """One part of an application."""

    def __init__(self, *args: Any, part: str, application: Application | None = None, **kwargs: Any) -> None:
        known = {name: getattr(application, name) for name in PARTS[part]} if application else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        for name in self.fields.keys() - set(PARTS[part]):
            del self.fields[name]

    def answers(self) -> Mapping[str, str]:
        return self.cleaned_data


class ItemForm(forms.Form):
    """What the forms with a document share: where a refusal stands."""

    def refuse(self, refusal: DomainError) -> None:
        """Put the sentence beside the field that it is about."""
        field = refusal.details.get("field")
        if is_about_the_document(refusal):
            field = "document"
        elif "scheme" in refusal.details:
            field = "registration_number" if "registration_number" in self.fields else "subject"
        self.add_error(str(field) if field in self.fields else None, refusal.message)


class ProofForm(ItemForm):
    """The document that shows who applies, and the number that stands on it."""

    registration_number = PlainLineField(
        label=_("Registration or tax number"),
        max_length=40,
        error_messages={"required": _("A business needs a registration number.")},
    )
    registration_scheme = forms.ChoiceField(label=_("What number that is"), choices=scheme_choices, required=False)
    evidence = forms.ChoiceField(label=_("What the document is"))
    expires_on = forms.DateField(label=_("Holds until"), widget=forms.DateInput(attrs={"type": "date"}))
    document = DocumentField(label=_("Document"), max_length=200, help_text=DOCUMENT_HELP)

    def __init__(
        self,
        *args: Any,
        application: Application,
        requirement: Requirement | None,
        credential: Credential | None,
        **kwargs: Any,
    ) -> None:
        scheme = application.registration_scheme or (OTHER if application.registration_number else "")
        known: dict[str, Any] = {"registration_number": application.registration_number, "registration_scheme": scheme}
        if credential:
            known |= {"expires_on": credential.expires_on}
        super().__init__(*args, **{"initial": known, **kwargs})
        if not SellerKind(application.kind).is_trader:
            del self.fields["registration_number"], self.fields["registration_scheme"]
        elif requirement and requirement.schemes:
            _choose_from(self, "registration_scheme", schemes_in(application.country, requirement.schemes))
        _ask_as_required(self, requirement)
        if application.document and not application.document.deleted_at:
            self.fields["document"].required = False
            self.fields["document"].help_text = _("Leave it empty to keep the one that we have.")

    def proof(self) -> Proof:
        return Proof(**self.cleaned_data)


class ClaimForm(ItemForm):
    """What is said of one credential, and what shows it."""

    subject = PlainLineField(label=_("Number"), max_length=60)
    scheme = forms.ChoiceField(label=_("What number that is"), required=False)
    holder = PlainLineField(
        label=_("Name on it"), max_length=200, help_text=_("As it stands there, in its own letters."), required=False
    )
    issuer = PlainLineField(label=_("Issued by"), max_length=120, required=False)
    issued_on = forms.DateField(label=_("Issued on"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    expires_on = forms.DateField(label=_("Holds until"), widget=forms.DateInput(attrs={"type": "date"}))
    evidence = forms.ChoiceField(label=_("What the document is"))
    document = DocumentField(label=_("Document"), max_length=200, help_text=DOCUMENT_HELP)

    def __init__(self, *args: Any, requirement: Requirement, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not requirement.asks_number:
            del self.fields["subject"], self.fields["scheme"]
        elif requirement.credential not in NUMBERS_OF_REGISTERS:
            del self.fields["scheme"]
        else:
            _choose_from(self, "scheme", schemes_in(country, requirement.schemes))
        if requirement.credential == CredentialKind.BANK_ACCOUNT:
            self.fields["subject"].label = _("IBAN or account number")
            self.fields["holder"].label = _("Account holder")
            self.fields["holder"].required = True
            # Its statement says when and by whom.
            del self.fields["issuer"], self.fields["issued_on"]
        if not requirement.evidence:
            for name in self.fields.keys() & {"holder", "issuer", "issued_on"}:
                del self.fields[name]
        _ask_as_required(self, requirement)

    def claim(self) -> Claim:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"evidence", "document"}}
        return Claim(**given)

    def shown(self) -> list[Shown]:
        document = self.cleaned_data.get("document")
        return [Shown(self.cleaned_data["evidence"], document)] if document else []


class CategoriesForm(forms.Form):
    """What somebody means to sell, from the tree."""

    categories = forms.MultipleChoiceField(label=_("Categories"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, tree: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_path = {category.path: category for category in tree}
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(path, self._way(path)) for path in sorted(self.by_path, key=self._way)]

    def _way(self, path: str) -> str:
        steps = path.split("/")
        above = ["/".join(steps[: n + 1]) for n in range(len(steps))]
        return " › ".join(self.by_path[each].local_name for each in above if each in self.by_path)

    def chosen(self) -> list[Category]:
        return [self.by_path[path] for path in self.cleaned_data["categories"]]


class CodeForm(forms.Form):
    """The code that came by mail or as a text message."""

    code = PlainLineField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Six digits. It is good for 15 minutes."),
    )


class SendForm(forms.Form):
    """The promise, with which an application is sent."""

    undertakes = forms.BooleanField(label=_("I promise to offer only what the law allows."))


def _choose_from(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _ask_as_required(form: forms.Form, requirement: Requirement | None) -> None:
    """Leave of evidence, end and document what the requirement asks for; without one, the document alone."""
    kinds = requirement.evidence if requirement else []
    field = form.fields["evidence"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(kind, EvidenceKind(kind).label) for kind in kinds]
    if len(kinds) < 2:
        field.required = False
        field.initial = kinds[0] if kinds else ""
        field.widget = forms.HiddenInput()
    if not (requirement and requirement.asks_expiry):
        del form.fields["expires_on"]
    if requirement and not kinds:
        del form.fields["evidence"], form.fields["document"]
