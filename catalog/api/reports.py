"""The API of reports: telling us of a listing, what became of it, and why something of a shop was taken down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from catalog.models import Listing, Report
from catalog.reporting import services
from catalog.reporting.services import ReportRefused
from catalog.reporting.statements import statement_of
from catalog.states import ReportReason, ReportStatus
from core.api.doors import MembersDoor, OpenDoor, Rows, operation
from core.api.fields import Email, Flag, Line, LineOut, Number, OneOf, Text
from core.errors import DomainError
from sellers.models import Shop
from sellers.states import RUNS_THE_SHOP


class NotInGoodFaith(DomainError):
    """Whoever reports says that they believe it to be right and complete."""

    code = "catalog.not_in_good_faith"

    def __init__(self) -> None:
        super().__init__(_("Say that you believe in good faith that it is right and complete."), field="good_faith")


class AddressMissing(DomainError):
    """Without an account it takes an address to write to."""

    code = "catalog.address_missing"

    def __init__(self) -> None:
        super().__init__(_("Leave an e-mail address to which we can write."), field="email")


class ReportIn(serializers.Serializer):
    """What is wrong with a listing. Whoever has no account leaves an address."""

    reason = OneOf(choices=ReportReason.choices)
    words = Text(max_length=3000)
    owns_brand = Flag(default=False)
    trademark_number = Line(max_length=40, blank=True, default="")
    email = Email(max_length=254, required=False)
    good_faith = Flag(help_text="“I believe in good faith that what I say here is right and complete.”")


class ReportOut(serializers.Serializer):
    """One's own report, and what became of it. `decision` says why, once it was rejected."""

    number = Number()
    listing = Number(source="listing.number")
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    words = serializers.CharField()
    status = serializers.ChoiceField(choices=ReportStatus.choices)
    made_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.SerializerMethodField()

    def get_decision(self, report: Any) -> str:
        return str(report.decision) if report.status == ReportStatus.REJECTED else ""


class StatementCardOut(serializers.Serializer):
    """Something of the shop that was taken down."""

    number = Number()
    listing = Number(source="listing.number")
    ground = serializers.ChoiceField(choices=ReportReason.choices)
    status = serializers.ChoiceField(choices=ReportStatus.choices)
    decided_at = serializers.DateTimeField()
    complained_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class StatementOut(StatementCardOut):
    """The statement of reasons, as the page says it."""

    lines = serializers.SerializerMethodField()
    may_complain = serializers.SerializerMethodField()

    @extend_schema_field(LineOut(many=True))
    def get_lines(self, report: Any) -> list[dict[str, str]]:
        return [{"label": line.label, "text": line.text} for line in statement_of(report).lines]

    def get_may_complain(self, report: Any) -> bool:
        return statement_of(report).may_complain


class ComplaintIn(serializers.Serializer):
    """Why the decision is wrong."""

    words = Text(max_length=3000)


class ListingReportDoor(OpenDoor):
    resource = "listing_reports"
    scope = "report"

    @operation(takes=ReportIn)
    def report(self, request: Request, number: str, body: Mapping[str, Any]) -> Any:
        """Tell us that something is wrong with a listing. We write what becomes of it; see one's own reports too."""
        said = dict(body)
        if not said.pop("good_faith"):
            raise NotInGoodFaith
        email = said.pop("email", "")
        member = request.user if request.user.is_authenticated else None
        if member is None and not email:
            raise AddressMissing
        listing = get_object_or_404(Listing, number=number, published_at__isnull=False)
        said["reason"] = ReportReason(said["reason"])
        try:
            services.file_report(listing, by=member, email=email, language=get_language() or "", **said)
        except ReportRefused:
            # Whether an address has reported before is said to nobody who only knows the address.
            if member:
                raise


class ReportDoor(MembersDoor):
    resource = "reports"

    @operation(gives=ReportOut, paged=True)
    def index(self, request: Request) -> Rows:
        """What one has reported, newest first."""
        return Rows(Report.objects.made_by(request.user).select_related("listing"), ("-pk",))

    @operation(gives=ReportOut)
    def show(self, request: Request, number: str) -> Any:
        """One's own report, and what became of it."""
        return get_object_or_404(Report.objects.made_by(request.user).select_related("listing"), number=number)


class StatementDoor(MembersDoor):
    resource = "desk_statements"

    @operation(gives=StatementCardOut, paged=True)
    def index(self, request: Request, shop: str) -> Rows:
        """What moderators took down of the shop, newest first."""
        return Rows(self._decided(request, shop), ("-pk",))

    @operation(gives=StatementOut)
    def show(self, request: Request, shop: str, number: str) -> Any:
        """Why something was taken down."""
        return self._find(request, shop, number)

    @operation(takes=ComplaintIn, gives=StatementOut)
    def complain(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Ask that a moderator who did not decide looks at it."""
        return services.complain(self._find(request, shop, number), by=request.user, words=body["words"])

    def _find(self, request: Request, shop: str, number: str) -> Report:
        return get_object_or_404(self._decided(request, shop), number=number)

    def _decided(self, request: Request, shop: str) -> Any:
        own = get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)
        return Report.objects.against_shops_run_by(request.user).filter(listing__shop=own).select_related("listing")
