"""The API of applying to sell one item at a time: what is asked, answering it, showing it, sending it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request

from core.api.doors import MembersDoor, operation
from core.api.fields import Email, Line, OneOf, Text
from sellers import services
from sellers.api.selling import WITH_DOCUMENT, ApplicationOut, read_document
from sellers.models import Application
from sellers.places import COUNTRY_CODES, CURRENCIES
from sellers.selectors.checklist import Item, ItemState, checklist_of, item_of
from sellers.states import UNDECIDED, SellerKind
from sellers.vetting import services as vetting
from sellers.vetting.states import EvidenceKind
from taxonomy.tree import current_tree


class BeginIn(serializers.Serializer):
    """Who applies; what is asked besides follows from it."""

    kind = OneOf(choices=SellerKind.choices)
    country = OneOf(choices=sorted(COUNTRY_CODES))
    legal_name = Line(max_length=200)


class AnswersIn(serializers.Serializer):
    """Any of the answers; what is not given stays."""

    kind = OneOf(choices=SellerKind.choices, required=False)
    country = OneOf(choices=sorted(COUNTRY_CODES), required=False)
    legal_name = Line(max_length=200, required=False)
    street = Line(max_length=200, required=False)
    postal_code = Line(max_length=20, blank=True, required=False)
    city = Line(max_length=100, required=False)
    region = Line(max_length=100, blank=True, required=False)
    contact_name = Line(max_length=150, required=False)
    contact_email = Email(max_length=254, required=False)
    contact_phone = Line(max_length=40, required=False)
    trading_name = Line(max_length=80, required=False)
    currency = OneOf(choices=sorted(CURRENCIES), required=False)
    language = OneOf(choices=settings.LANGUAGES, required=False)
    about = Text(max_length=2000, blank=True, required=False)


class MeantIn(serializers.Serializer):
    """What one means to sell, by the paths of categories."""

    categories = serializers.ListField(child=Line(max_length=255), max_length=40)


class ProofIn(serializers.Serializer):
    """The document that shows who applies, and of a business the number that stands on it, as a form with one file."""

    registration_number = Line(max_length=40, blank=True, default="")
    registration_scheme = Line(max_length=20, blank=True, default="")
    evidence = OneOf(choices=EvidenceKind.choices, required=False)
    expires_on = serializers.DateField(required=False)
    document = serializers.FileField(
        allow_empty_file=True,
        required=False,
        help_text="PDF, JPEG, PNG or WebP, at most 10 MB. Without one, the one that we have stays.",
    )


class ItemClaimIn(serializers.Serializer):
    """What is said of one credential, and what shows it, as a form with at most one file."""

    subject = Line(max_length=60, blank=True, default="")
    scheme = Line(max_length=20, blank=True, default="")
    holder = Line(max_length=200, blank=True, default="")
    issuer = Line(max_length=120, blank=True, default="")
    issued_on = serializers.DateField(required=False)
    expires_on = serializers.DateField(required=False)
    evidence = OneOf(choices=EvidenceKind.choices, required=False)
    document = serializers.FileField(
        allow_empty_file=True, required=False, help_text="PDF, JPEG, PNG or WebP, at most 10 MB."
    )


class CodeIn(serializers.Serializer):
    """The code that came by mail or as a text message."""

    code = Line(max_length=12)


class PromiseIn(serializers.Serializer):
    """With which an application is sent."""

    undertakes = serializers.BooleanField(help_text="“I promise to offer only what the law allows.”")


class ItemOut(serializers.Serializer):
    """One thing that is asked: why, who will see it, when it is deleted, and how far it is."""

    code = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=ItemState.choices)
    is_required = serializers.BooleanField()
    why = serializers.CharField()
    seen_by = serializers.CharField()
    deleted = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    without = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    findings = serializers.ListField(child=serializers.CharField())
    evidence = serializers.SerializerMethodField()
    schemes = serializers.SerializerMethodField()

    def get_evidence(self, item: Item) -> list[str]:
        """The kinds of document that show it, one of them is enough."""
        return list(item.requirement.evidence) if item.requirement else []

    def get_schemes(self, item: Item) -> list[str]:
        """The kinds of number that it takes; none of a country's: any of that country."""
        return list(item.requirement.schemes) if item.requirement else []


class _Own(MembersDoor):
    resource = "applications"

    def find(self, request: Request, number: str) -> Application:
        found = Application.objects.made_by(request.user).select_related("document")
        return get_object_or_404(found, number=number)

    def find_item(self, request: Request, number: str, code: str) -> tuple[Application, Item]:
        """The application, and one of its items that a requirement brought."""
        own = self.find(request, number)
        item = item_of(checklist_of(own), code) if own.status in UNDECIDED else None
        if item is None or item.requirement is None:
            raise Http404
        return own, item


class ChecklistDoor(_Own):
    parser_classes = (JSONParser,)

    @operation(takes=BeginIn, gives=ApplicationOut, status=201)
    def begin(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Begin an application. It is not sent before `send`, and deleted after ninety days without a change."""
        return services.begin_application(request.user, answers=body)

    @operation(gives=ItemOut, many=True)
    def items(self, request: Request, number: str) -> Any:
        """What is asked, in the order in which it is best done."""
        return checklist_of(self.find(request, number))

    @operation(takes=AnswersIn, gives=ApplicationOut)
    def answer(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Answer some of it."""
        own = self.find(request, number)
        return services.answer_parts(own, by=request.user, answers=body)

    @operation(takes=MeantIn, gives=ItemOut, many=True)
    def choose(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Say what one means to sell; licences for it are asked for at once."""
        own = self.find(request, number)
        services.choose_categories(own, by=request.user, categories=current_tree().at(*body["categories"]))
        return checklist_of(own)

    @operation(gives=ItemOut)
    def send_code(self, request: Request, number: str, code: str) -> Any:
        """Have a code sent to the e-mail address or the phone that the application names."""
        own, item = self.find_item(request, number, code)
        if not item.is_code or item.requirement is None:
            raise Http404
        vetting.send_code(own, item.requirement, by=request.user)
        return item_of(checklist_of(own), code)

    @operation(takes=CodeIn, gives=ItemOut)
    def confirm_code(self, request: Request, number: str, code: str, body: Mapping[str, Any]) -> Any:
        """Give the code that came back."""
        own, item = self.find_item(request, number, code)
        if not item.is_code or item.requirement is None:
            raise Http404
        vetting.confirm_code(own, item.requirement, by=request.user, code=body["code"])
        return item_of(checklist_of(own), code)

    @operation(gives=ItemOut)
    def take_back(self, request: Request, number: str, code: str) -> Any:
        """Take back what was claimed and nobody has decided. Its documents are deleted."""
        own, item = self.find_item(request, number, code)
        if item.credential is None:
            raise Http404
        vetting.withdraw_claim(item.credential, by=request.user)
        return item_of(checklist_of(own), code)

    @operation(takes=PromiseIn, gives=ApplicationOut)
    def send(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Put it into the reviewers' queue, or send the answer to what was asked for."""
        own = self.find(request, number)
        return services.send_application(own, by=request.user, undertakes=body["undertakes"])


class ShowingDoor(_Own):
    parser_classes = (MultiPartParser,)
    largest_body = WITH_DOCUMENT
    scope = "upload"

    @operation(takes=ProofIn, gives=ApplicationOut)
    def show_document(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Show who applies."""
        own = self.find(request, number)
        given = {name: value for name, value in body.items() if name != "document"}
        proof = services.Proof(**given, document=read_document(body.get("document")))
        return services.show_document(own, by=request.user, proof=proof)

    @operation(takes=ItemClaimIn, gives=ItemOut)
    def claim(self, request: Request, number: str, code: str, body: Mapping[str, Any]) -> Any:
        """Say that a requirement is met, and send what shows it. What was claimed before, undecided, is replaced."""
        own, item = self.find_item(request, number, code)
        if item.is_code or item.code == "document" or item.requirement is None:
            raise Http404
        said = {name: value for name, value in body.items() if name not in {"evidence", "document"}}
        document = read_document(body.get("document"))
        shown = [vetting.Shown(body.get("evidence", ""), document)] if document else []
        vetting.claim_credential(own, item.requirement, by=request.user, claim=vetting.Claim(**said), documents=shown)
        return item_of(checklist_of(own), code)
