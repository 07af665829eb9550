"""The API of what a seller must hold: one requirement with what was claimed, claiming, and the yearly word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown
from core.api.doors import MembersDoor, operation
from core.api.fields import Line, Number, OneOf
from sellers.api.selling import WITH_DOCUMENT
from sellers.documents import MOST_BYTES, DocumentRefused, UploadedDocument
from sellers.downloads import credential_response
from sellers.models import Credential, Membership, Seller
from sellers.states import SEES_CREDENTIALS, ShopRole
from sellers.vetting import services
from sellers.vetting.holdings import Holding, holding_of
from sellers.vetting.rules import certification_due, certification_ends
from sellers.vetting.selectors import opened_by
from sellers.vetting.services import Claim, Shown
from sellers.vetting.states import CredentialKind, CredentialStatus, EvidenceKind, Method, Standing


class ClaimOut(serializers.Serializer):
    """Something that was claimed, and what became of it. Of a private number only its end is shown."""

    number = Number()
    status = serializers.ChoiceField(choices=CredentialStatus.choices)
    shown_as = serializers.CharField(source="subject_shown", allow_blank=True)
    issuer = serializers.CharField(allow_blank=True)
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    claimed_at = serializers.DateTimeField()
    method = serializers.ChoiceField(choices=Method.choices, allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class HoldingOut(serializers.Serializer):
    """One thing that is required, and where it stands; `stops_at` is when what needs it goes off sale without more."""

    code = serializers.SlugField(source="requirement.code")
    kind = serializers.ChoiceField(source="requirement.credential", choices=CredentialKind.choices)
    name = serializers.CharField(source="requirement.local_name")
    category = serializers.CharField(source="path", allow_blank=True, help_text="Empty: for selling at all.")
    standing = serializers.ChoiceField(choices=Standing.choices)
    words = serializers.CharField()
    due_at = serializers.DateTimeField()
    stops_at = serializers.DateTimeField(allow_null=True)
    stops_now = serializers.BooleanField()


class HoldingWithClaimsOut(HoldingOut):
    """The same with why it is asked, what shows it, and everything that was claimed, newest first."""

    why = serializers.CharField(source="requirement.local_why")
    source = serializers.CharField(source="requirement.source", allow_blank=True)
    evidence = serializers.SerializerMethodField()
    asks_number = serializers.BooleanField(source="requirement.asks_number")
    schemes = serializers.ListField(
        source="requirement.schemes",
        child=serializers.CharField(),
        help_text="The kinds of number that it takes; none of a country's: any of that country.",
    )
    asks_expiry = serializers.BooleanField(source="requirement.asks_expiry")
    kept_days = serializers.IntegerField(source="requirement.kept_days", min_value=0)
    claims = ClaimOut(source="credentials", many=True)

    @extend_schema_field({"type": "array", "items": {"type": "string", "enum": list(EvidenceKind.values)}})
    def get_evidence(self, holding: Holding) -> Any:
        return holding.requirement.evidence


class ClaimIn(serializers.Serializer):
    """What is claimed, as a form with up to two files. What a requirement does not ask is left out."""

    subject = Line(max_length=100, blank=True, default="")
    scheme = Line(max_length=20, blank=True, default="")
    holder = Line(max_length=200, blank=True, default="", help_text="The name on it; of an account its holder.")
    issuer = Line(max_length=120, blank=True, default="")
    issued_on = serializers.DateField(required=False)
    expires_on = serializers.DateField(required=False)
    evidence = OneOf(choices=EvidenceKind.choices, required=False)
    document = serializers.FileField(required=False, allow_empty_file=True, help_text="PDF or picture, at most 10 MB.")
    more = serializers.FileField(required=False, allow_empty_file=True, help_text="If one does not show all.")


class CertificationOut(serializers.Serializer):
    """When an owner last said that everything is still true, when they must again, and when selling stops without."""

    certified_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.SerializerMethodField()
    stops_at = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_due_at(self, seller: Seller) -> Any:
        return certification_due(seller.approved_at, seller.certified_at)

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_stops_at(self, seller: Seller) -> Any:
        return certification_ends(seller.approved_at, seller.certified_at, approval_until=seller.valid_until)


class CredentialsOfDesk(MembersDoor):
    """What doors of credentials share: closed to an owner without a second factor, as the pages are."""

    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)

    def place(self, request: Request, shop: str, *roles: ShopRole) -> Membership:
        places = Membership.objects.filter(user=request.user, role__in=roles)
        return get_object_or_404(places.select_related("shop__seller__application"), shop__slug=shop)


class CredentialDoor(CredentialsOfDesk):
    resource = "desk_credentials"

    @operation(gives=HoldingWithClaimsOut)
    def show(self, request: Request, shop: str, code: str) -> Any:
        """One thing that is required of the seller, with everything that was claimed for it."""
        return self._holding(self.place(request, shop, *SEES_CREDENTIALS).shop.seller, code)

    @operation(gives=ClaimOut)
    def withdraw(self, request: Request, shop: str, number: str) -> Any:
        """Take back what nobody has decided. Its documents are deleted."""
        return services.withdraw_claim(self._claim(request, shop, number), by=request.user)

    @operation(files=("application/pdf", "image/jpeg", "image/png", "image/webp"))
    def document(self, request: Request, shop: str, number: str, position: int) -> Any:
        """One of one's own documents, as a download, and no former owner's. That it was opened is on record."""
        theirs = opened_by(self.place(request, shop, *SEES_CREDENTIALS)).select_related("application")
        return credential_response(get_object_or_404(theirs, number=number), position, viewer=request.user)

    def _holding(self, seller: Seller, code: str) -> Holding:
        holding = holding_of(seller, code)
        if holding is None:
            raise Http404
        return holding

    def _claim(self, request: Request, shop: str, number: str) -> Credential:
        seller = self.place(request, shop, ShopRole.OWNER).shop.seller
        found: QuerySet[Credential] = Credential.objects.filter(seller=seller)
        return get_object_or_404(found.select_related("seller", "requirement", "application"), number=number)


class ClaimDoor(CredentialDoor):
    parser_classes = (MultiPartParser,)
    largest_body = 2 * WITH_DOCUMENT
    scope = "upload"

    @operation(takes=ClaimIn, gives=ClaimOut, status=201)
    def claim(self, request: Request, shop: str, code: str, body: Mapping[str, Any]) -> Any:
        """Show it, or renew it. What holds for it holds on; what waited and nobody had decided is withdrawn."""
        seller = self.place(request, shop, ShopRole.OWNER).shop.seller
        holding = self._holding(seller, code)
        return services.claim_credential(
            seller.application, holding.requirement, by=request.user, claim=_said(body), documents=_shown(body)
        )


class CertificationDoor(CredentialsOfDesk):
    resource = "desk_certification"

    @operation(gives=CertificationOut)
    def show(self, request: Request, shop: str) -> Any:
        """When the owner must say that everything is still true."""
        return self.place(request, shop, ShopRole.OWNER).shop.seller

    @operation(gives=CertificationOut)
    def certify(self, request: Request, shop: str) -> Any:
        """Say so."""
        return services.certify_facts(self.place(request, shop, ShopRole.OWNER).shop.seller, by=request.user)


def _said(body: Mapping[str, Any]) -> Claim:
    names = ("subject", "scheme", "holder", "issuer", "issued_on", "expires_on")
    return Claim(**{name: body[name] for name in names if name in body})


def _shown(body: Mapping[str, Any]) -> list[Shown]:
    shown = []
    for file in (body.get("document"), body.get("more")):
        if file is None:
            continue
        if (file.size or 0) > MOST_BYTES:
            raise DocumentRefused(_("This file is too large: at most 10 MB."))
        shown.append(Shown(body.get("evidence", ""), UploadedDocument(name=file.name or "", content=file.read())))
    return shown
