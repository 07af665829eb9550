"""The API of decisions that one was told of, of complaints about them, and of leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown, refuse_stale
from core import complaints
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Line, Number, Text
from core.errors import DomainError
from core.models import Complaint, StatementOfReasons
from core.reasons import in_words
from core.states import ComplaintStatus, Hearing
from sellers import services
from sellers.api.selling import WITH_DOCUMENT, read_document
from sellers.downloads import complaint_response
from sellers.models import Seller, SellerStatus, Shop, ShopRole
from sellers.owing import owed_by
from sellers.selectors.decisions import Heard, hearings_of
from sellers.states import EndingStatus


class WrongLegalName(DomainError):
    """Leaving is for good: the seller's own legal name must be said."""

    code = "sellers.wrong_legal_name"

    def __init__(self) -> None:
        super().__init__(_("This is not the legal name of the seller."))


class DecisionCardOut(serializers.Serializer):
    """A decision that one was told of, in a list."""

    number = Number()
    decision = serializers.CharField()
    code = serializers.CharField()
    issued_at = serializers.DateTimeField()
    complain_until = serializers.DateTimeField()


class ComplaintOut(serializers.Serializer):
    """A complaint or an appeal, and what became of it."""

    number = Number(source="complaint.number")
    hearing = serializers.ChoiceField(source="complaint.hearing", choices=Hearing.choices)
    status = serializers.ChoiceField(source="complaint.status", choices=ComplaintStatus.choices)
    words = serializers.CharField(source="complaint.words")
    filed_at = serializers.DateTimeField(source="complaint.filed_at")
    due_at = serializers.DateTimeField(source="complaint.due_at")
    ended_at = serializers.DateTimeField(source="complaint.ended_at", allow_null=True)
    answer = serializers.CharField(source="complaint.answer", allow_blank=True)
    outcome = serializers.CharField(allow_blank=True)
    has_document = serializers.SerializerMethodField(help_text="Whether a document came with it that is still kept.")

    def get_has_document(self, heard: Heard) -> bool:
        document = heard.complaint.document
        return document is not None and document.deleted_at is None


class DecisionOut(DecisionCardOut):
    """A statement of reasons, in the reader's language, with what became of complaints."""

    title = serializers.CharField()
    reason = serializers.CharField()
    ground = serializers.CharField()
    words = serializers.CharField()
    effect = serializers.CharField()
    is_automated = serializers.BooleanField()
    complaints = ComplaintOut(many=True)

    def to_representation(self, instance: StatementOfReasons) -> Any:
        said, reader = in_words(instance), self.context["request"].user
        about = {name: getattr(said, name) for name in ("title", "reason", "ground", "words", "effect")}
        hearings = hearings_of(instance, reader=reader)
        card = DecisionCardOut(instance).data
        return {
            **card,
            **about,
            "is_automated": instance.is_automated,
            "complaints": ComplaintOut(hearings, many=True).data,
        }


class ComplainIn(serializers.Serializer):
    """Why a decision is not accepted, as a form with a file if there is one."""

    words = Text(max_length=5000)
    document = serializers.FileField(
        allow_empty_file=True, required=False, help_text="PDF, JPEG, PNG or WebP, at most 10 MB."
    )


class OwedOut(serializers.Serializer):
    """Something that the seller still owes shoppers."""

    count = serializers.IntegerField()
    text = serializers.CharField()


class LeavingOut(serializers.Serializer):
    """Where the contract stands, and what is still owed."""

    status = serializers.ChoiceField(choices=SellerStatus.choices)
    closes_at = serializers.DateTimeField(allow_null=True)
    owed = OwedOut(many=True)


class LeaveIn(serializers.Serializer):
    """Leaving is for good, so the legal name is said once more."""

    name = Line(max_length=200)


class DecisionDoor(MembersDoor):
    resource = "decisions"

    @operation(gives=DecisionCardOut, paged=True)
    def index(self, request: Request) -> Rows:
        """The decisions that one was told of, newest first."""
        return Rows(StatementOfReasons.objects.sent_to(request.user), ("-pk",))

    @operation(gives=DecisionOut)
    def show(self, request: Request, number: str) -> Any:
        """One statement of reasons, and what became of complaints about it."""
        return self.find(request, number)

    @operation(gives=DecisionOut)
    def withdraw(self, request: Request, number: str) -> Any:
        """Take one's own complaint back; the decision stands."""
        statement = self.find(request, number)
        waiting = Complaint.objects.waiting().filter(filed_by=request.user)
        complaints.withdraw_complaint(get_object_or_404(waiting, statement=statement), by=request.user)
        return statement

    @operation(files=("application/pdf", "image/jpeg", "image/png", "image/webp"))
    def document(self, request: Request, number: str) -> Any:
        """What came with one's own complaint or appeal, as a download. That it was opened is on record."""
        own = Complaint.objects.filter(filed_by=request.user).select_related("document")
        return complaint_response(get_object_or_404(own, number=number), viewer=request.user)

    def find(self, request: Request, number: str) -> StatementOfReasons:
        return get_object_or_404(StatementOfReasons.objects.sent_to(request.user), number=number)


class ComplainDoor(DecisionDoor):
    parser_classes = (MultiPartParser,)
    largest_body = WITH_DOCUMENT
    scope = "upload"

    @operation(takes=ComplainIn, gives=DecisionOut, status=201)
    def complain(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Complain about a decision, or appeal against the answer. Somebody who did not decide looks at it."""
        statement = self.find(request, number)
        services.complain(statement, by=request.user, words=body["words"], document=read_document(body.get("document")))
        return statement


class LeavingDoor(MembersDoor):
    resource = "desk_leaving"
    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)

    @operation(gives=LeavingOut)
    def show(self, request: Request, shop: str) -> Any:
        """Where the contract stands, and what the seller still owes; the owner's alone."""
        return self._state(self._find(request, shop))

    @operation(takes=LeaveIn, gives=LeavingOut)
    def leave(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Leave for good: all shops of the seller close, and what shoppers have ordered is still sent."""
        seller = self._find(request, shop)
        refuse_stale(request)
        if body["name"] != seller.legal_name:
            raise WrongLegalName
        services.leave_market(seller, by=request.user)
        seller.refresh_from_db()
        return self._state(seller)

    def _find(self, request: Request, shop: str) -> Seller:
        own = Shop.objects.worked_by(request.user, ShopRole.OWNER).with_seller()
        return get_object_or_404(own, slug=shop).seller

    def _state(self, seller: Seller) -> dict[str, Any]:
        ending = seller.endings.exclude(status=EndingStatus.CALLED_OFF).first()
        return {
            "status": seller.status,
            "closes_at": ending.closes_at if ending else None,
            "owed": owed_by(seller),
        }
