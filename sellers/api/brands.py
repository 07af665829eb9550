"""The API of a shop's brands: what it may offer, what it asks for, and who else may offer a brand of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Line, Number, OneOf, Text
from core.errors import DomainError
from sellers import services
from sellers.documents import MOST_BYTES, DocumentRefused, UploadedDocument
from sellers.downloads import BRAND_REVIEW, OWN_CLAIM, paper_response
from sellers.models import BrandAuthorisation, Shop
from sellers.selectors import of_brands_owned_by, readable_papers
from sellers.states import RUNS_THE_SHOP, AuthorisationStatus, BrandRole


class NoSuchShop(DomainError):
    """No shop has this address."""

    code = "sellers.no_such_shop"

    def __init__(self) -> None:
        super().__init__(_("There is no such shop."), field="shop")


class BrandOut(serializers.Serializer):
    """What a seller is to a brand, or asks to be."""

    number = Number()
    brand = serializers.CharField(source="brand.name")
    is_protected = serializers.BooleanField(source="brand.is_protected")
    seller = serializers.CharField(source="seller.name_for_others")
    role = serializers.ChoiceField(choices=BrandRole.choices)
    status = serializers.ChoiceField(choices=AuthorisationStatus.choices)
    words = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    asked_at = serializers.DateTimeField()
    valid_from = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)


class BrandClaimIn(serializers.Serializer):
    """Asking for a brand, as a form with one file."""

    brand = Line(max_length=80)
    role = OneOf(choices=BrandRole.choices, default=BrandRole.AUTHORISED)
    words = Text(max_length=2000, blank=True, default="")
    trademark_number = Line(max_length=40, blank=True, default="")
    trademark_office = Line(max_length=80, blank=True, default="")
    document = serializers.FileField(allow_empty_file=True, help_text="PDF, JPEG, PNG or WebP, at most 10 MB.")


class AuthoriseIn(serializers.Serializer):
    """The last part of the address of the shop that may offer it."""

    shop = Line(max_length=60)


class BecauseIn(serializers.Serializer):
    """Why, as the other shop reads it."""

    because = Text(max_length=2000)


class BrandDoor(MembersDoor):
    """A shop's brands: closed to an owner without a second factor, as the page is."""

    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)
    resource = "desk_brands"

    @operation(gives=BrandOut, paged=True)
    def index(self, request: Request, shop: str) -> Rows:
        """What the shop holds, asks for, and held, newest first."""
        own = self._run(request, shop)
        rows = BrandAuthorisation.objects.filter(seller=own.seller_id).select_related("brand", "seller")
        return Rows(rows.prefetch_related("seller__shops"), ("-pk",))

    @operation(gives=BrandOut, paged=True)
    def asked(self, request: Request, shop: str) -> Rows:
        """What others ask for or hold of the brands that the shop's seller owns, newest first."""
        return Rows(of_brands_owned_by(self._run(request, shop)), ("-pk",))

    @operation(takes=AuthoriseIn, gives=BrandOut, status=201)
    def authorise(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """As the owner of a brand, let another shop offer it for a year."""
        held = BrandAuthorisation.objects.holding().filter(role=BrandRole.OWNER).select_related("brand")
        found = get_object_or_404(held, seller=self._run(request, shop).seller_id, number=number)
        other = Shop.objects.with_seller().filter(slug=body["shop"]).first()
        if other is None:
            raise NoSuchShop
        return services.authorise_seller(found.brand, other.seller, by=request.user)

    @operation(gives=BrandOut)
    def grant(self, request: Request, shop: str, number: str) -> Any:
        """As the owner of a brand, say yes to a shop that asks, for a year."""
        return services.grant_claim(self._asked(request, shop, number), by=request.user)

    @operation(takes=BecauseIn, gives=BrandOut)
    def refuse(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """As the owner of a brand, say no."""
        return services.refuse_claim(self._asked(request, shop, number), by=request.user, **body)

    @operation(takes=BecauseIn, gives=BrandOut)
    def revoke(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """As the owner of a brand, take it away: what bears it goes off sale there at once."""
        return services.revoke_authorisation(self._asked(request, shop, number), by=request.user, **body)

    @operation(gives=BrandOut)
    def withdraw(self, request: Request, shop: str, number: str) -> Any:
        """Stop asking. The document is deleted."""
        own = BrandAuthorisation.objects.filter(seller=self._run(request, shop).seller_id)
        claim = get_object_or_404(own.select_related("brand", "seller", "evidence"), number=number)
        return services.withdraw_claim(claim, by=request.user)

    @operation(files=("application/pdf", "image/jpeg", "image/png", "image/webp"))
    def document(self, request: Request, shop: str, number: str) -> Any:
        """The document of one's own claim, or of one made to one's brand. That it was opened is on record."""
        own = self._run(request, shop)
        claim = get_object_or_404(readable_papers(own), number=number)
        because = OWN_CLAIM if claim.seller_id == own.seller_id else BRAND_REVIEW
        return paper_response(claim, viewer=request.user, role="", because=because)

    def _run(self, request: Request, shop: str) -> Shop:
        return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP).with_seller(), slug=shop)

    def _asked(self, request: Request, shop: str, number: str) -> BrandAuthorisation:
        return get_object_or_404(of_brands_owned_by(self._run(request, shop)), number=number)


class BrandClaimDoor(BrandDoor):
    parser_classes = (MultiPartParser,)
    largest_body = MOST_BYTES + 256 * 1024
    scope = "upload"

    @operation(takes=BrandClaimIn, gives=BrandOut, status=201)
    def claim(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Ask to offer a brand, or to be known as its owner. A person reads it."""
        file = body["document"]
        if (file.size or 0) > MOST_BYTES:
            raise DocumentRefused(_("This file is too large: at most 10 MB."))
        said = {**body, "role": BrandRole(body["role"])}
        said["document"] = UploadedDocument(name=file.name or "", content=file.read())
        return services.claim_brand(self._run(request, shop), by=request.user, **said)
