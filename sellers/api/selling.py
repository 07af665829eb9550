"""The API of becoming a seller, and of a shop's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Country, Currency, Email, Line, Number, OneOf, Text
from core.errors import DomainError
from sellers import services
from sellers.documents import MOST_BYTES, DocumentRefused, UploadedDocument
from sellers.downloads import OWN, document_response
from sellers.facts import ApplicationFacts
from sellers.models import Application, Membership, NumberCheck, SellerKind, Shop, ShopRole, ShopStatus
from sellers.places import COUNTRY_CODES, CURRENCIES
from sellers.selectors import openings_of
from sellers.states import RUNS_THE_SHOP, ApplicationStatus


class WrongName(DomainError):
    """Closing is for good: the shop's own name must be said."""

    code = "sellers.wrong_name"


WITH_DOCUMENT = MOST_BYTES + 256 * 1024


class ApplicationIn(serializers.Serializer):
    """Everything that somebody says when they apply to sell, as a form with one file."""

    trading_name = Line(max_length=80)
    legal_name = Line(max_length=200)
    kind = OneOf(choices=SellerKind.choices)
    country = OneOf(choices=sorted(COUNTRY_CODES))
    registration_number = Line(max_length=40, blank=True, default="")
    registration_scheme = Line(max_length=20, blank=True, default="")
    street = Line(max_length=200)
    postal_code = Line(max_length=20, blank=True, default="")
    city = Line(max_length=100)
    region = Line(max_length=100, blank=True, default="")
    contact_name = Line(max_length=150)
    contact_email = Email(max_length=254)
    contact_phone = Line(max_length=40)
    currency = OneOf(choices=sorted(CURRENCIES))
    language = OneOf(choices=settings.LANGUAGES)
    about = Text(max_length=2000, blank=True, default="")
    undertakes = serializers.BooleanField(help_text="“I promise to offer only what the law allows.”")
    document = serializers.FileField(allow_empty_file=True, help_text="PDF, JPEG, PNG or WebP, at most 10 MB.")


class AmendIn(ApplicationIn):
    """The same, answered again; without a document the one that we have stays."""

    document = serializers.FileField(allow_empty_file=True, required=False)


class ApplicationCardOut(serializers.Serializer):
    """An application to sell, in a list."""

    number = Number()
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    trading_name = serializers.CharField()
    submitted_at = serializers.DateTimeField(help_text="Of a draft: when it was last worked on.")
    decided_at = serializers.DateTimeField(allow_null=True)


class OpeningOut(serializers.Serializer):
    """That somebody of the staff opened the document: as what, under the number that is always the same person."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    because = serializers.CharField(allow_blank=True)


class ApplicationOut(ApplicationCardOut):
    """An application as its applicant sees it."""

    legal_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SellerKind.choices)
    country = Country()
    registration_number = serializers.CharField(allow_blank=True)
    registration_scheme = serializers.CharField(allow_blank=True)
    registration_check = serializers.ChoiceField(choices=NumberCheck.choices)
    street = serializers.CharField()
    postal_code = serializers.CharField(allow_blank=True)
    city = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    contact_name = serializers.CharField()
    contact_email = serializers.EmailField()
    contact_phone = serializers.CharField()
    currency = serializers.CharField(allow_blank=True, help_text="An ISO 4217 code; empty while a draft has none.")
    language = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    request_for_more = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    document_opened = serializers.SerializerMethodField(help_text="Who opened the document, the last of them first.")

    @extend_schema_field(OpeningOut(many=True))
    def get_document_opened(self, application: Application) -> Any:
        return OpeningOut(openings_of(application), many=True).data


class PlaceOut(serializers.Serializer):
    """A shop in which one works, and as what."""

    shop = serializers.SlugField(source="shop.slug")
    name = serializers.CharField(source="shop.name")
    status = serializers.ChoiceField(source="shop.status", choices=ShopStatus.choices)
    role = serializers.ChoiceField(choices=ShopRole.choices)


class SettingsOut(serializers.Serializer):
    """What a shop says about itself. Name, country and currency were vetted, and stay."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=ShopStatus.choices)
    about = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)
    country = Country()
    currency = Currency()


class SettingsIn(serializers.Serializer):
    """What is not given stays."""

    about = Text(max_length=2000, blank=True, required=False)
    city = Line(max_length=100, blank=True, required=False)


class CloseIn(serializers.Serializer):
    """Closing is for good, so the shop's name is said once more."""

    name = Line(max_length=80)


class ApplicationDoor(MembersDoor):
    resource = "applications"

    @operation(gives=ApplicationCardOut, paged=True)
    def index(self, request: Request) -> Rows:
        """One's applications to sell, newest first."""
        return Rows(Application.objects.made_by(request.user), ("-pk",))

    @operation(gives=ApplicationOut)
    def show(self, request: Request, number: str) -> Any:
        """One application, and what was decided."""
        return self._find(request, number)

    @operation(files=("application/pdf", "image/jpeg", "image/png", "image/webp"))
    def document(self, request: Request, number: str) -> Any:
        """One's own document, as a download. That it was opened is on record."""
        return document_response(self._find(request, number), viewer=request.user, role="", because=OWN)

    @operation(gives=ApplicationOut)
    def withdraw(self, request: Request, number: str) -> Any:
        """End an application that is not decided yet. Its document is deleted."""
        return services.withdraw_application(self._find(request, number), by=request.user)

    def _find(self, request: Request, number: str) -> Application:
        found: QuerySet[Application] = Application.objects.made_by(request.user).select_related(
            "applicant", "document", "seller"
        )
        return get_object_or_404(found, number=number)


class ApplyDoor(ApplicationDoor):
    parser_classes = (MultiPartParser,)
    largest_body = WITH_DOCUMENT
    scope = "upload"

    @operation(takes=ApplicationIn, gives=ApplicationOut, status=201)
    def submit(self, request: Request, body: Mapping[str, Any]) -> Any:
        """Apply to sell. A person reads it."""
        facts, document = _read(body)
        if document is None:
            raise DocumentRefused(_("Send a PDF, or a picture as JPEG, PNG or WebP."))
        return services.submit_application(request.user, facts=facts, document=document)

    @operation(takes=AmendIn, gives=ApplicationOut)
    def amend(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Answer what was asked for."""
        facts, document = _read(body)
        application = self._find(request, number)
        return services.amend_application(application, by=request.user, facts=facts, document=document)


def _read(body: Mapping[str, Any]) -> tuple[ApplicationFacts, UploadedDocument | None]:
    facts = ApplicationFacts(**{name: value for name, value in body.items() if name != "document"})
    return facts, read_document(body.get("document"))


def read_document(file: Any) -> UploadedDocument | None:
    """An uploaded file as the services take it. Raises DocumentRefused, before a huge one is read."""
    if file is None:
        return None
    if (file.size or 0) > MOST_BYTES:
        raise DocumentRefused(_("This file is too large: at most 10 MB."))
    return UploadedDocument(name=file.name or "", content=file.read())


class ShopDoor(MembersDoor):
    resource = "desk_settings"

    @operation(gives=PlaceOut, many=True)
    def places(self, request: Request) -> Any:
        """The shops in which one works."""
        return Membership.objects.filter(user=request.user).select_related("shop").order_by("shop__name", "shop_id")

    @operation(gives=SettingsOut)
    def away(self, request: Request, shop: str) -> Any:
        """Take the whole shop off sale for a while."""
        return services.away_shop(self._find(request, shop), by=request.user)

    @operation(gives=SettingsOut)
    def reopen(self, request: Request, shop: str) -> Any:
        """Sell again."""
        return services.reopen_shop(self._find(request, shop), by=request.user)

    def _find(self, request: Request, shop: str) -> Shop:
        return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP).with_seller(), slug=shop)


class ShopSettingsDoor(ShopDoor):
    """What the shop says of itself, and its end: closed to an owner without a second factor, as the page is."""

    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)

    @operation(gives=SettingsOut)
    def show(self, request: Request, shop: str) -> Any:
        """What the shop says about itself."""
        return self._find(request, shop)

    @operation(takes=SettingsIn, gives=SettingsOut)
    def change(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Change what the shop says about itself."""
        own = self._find(request, shop)
        return services.edit_shop(own, by=request.user, **{"about": own.about, "city": own.city, **body})

    @operation(takes=CloseIn, gives=SettingsOut)
    def close(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Close the shop for good; the owner's alone."""
        own = get_object_or_404(Shop.objects.worked_by(request.user, ShopRole.OWNER).with_seller(), slug=shop)
        if body["name"] != own.name:
            raise WrongName(_("This is not the name of the shop."))
        return services.close_shop(own, by=request.user)
