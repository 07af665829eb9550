"""A suspension that stays although a complaint about it was right: told with reasons, and heard again."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from core.audit import key_of
from core.events import announce
from core.models import Complaint, Proposal, StatementOfReasons
from core.reason_models import StatementQuerySet
from core.reasons import Reason, state_reasons
from core.rules import PROPOSAL_HOLDS
from core.states import ComplaintStatus, ProposalStatus
from sellers.events import SuspensionStays
from sellers.models import Seller
from sellers.selectors import addressees_of
from sellers.services.deciding import SUSPENDED
from sellers.states import SellerStatus

# What is given with reasons (sellers/reasons.py).
STAYS = "sellers.suspension_stays"


def keep_suspended(seller: Seller, proposal: Proposal) -> StatementOfReasons | None:
    """
    Say that a suspension stays, where a complaint about it was upheld and the second person let it not end.

    It is a decision of its own, with the ground of the suspension: without it, whoever was right would wait for ever,
    and could complain about nothing. Where nobody had been told that it would end, nothing is said.
    """
    last = _stated(seller).order_by("-pk").first()
    if seller.status != SellerStatus.SUSPENDED or last is None:
        return None
    if not last.complaints.filter(status=ComplaintStatus.UPHELD).exists():
        return None
    statement = state_reasons(
        STAYS,
        seller,
        by=proposal.answered_by or proposal.asked_by,
        reason=Reason(last.code, last.reason, last.ground),
        words=_why(seller, proposal),
        to=addressees_of(seller),
        # The clock decided; it is the asker's name that stands where one has to.
        is_automated=proposal.status == ProposalStatus.EXPIRED,
    )
    announce(SuspensionStays(seller_id=seller.pk, because=statement.words, statement_id=statement.pk))
    return statement


def decided_before(seller: Seller) -> set[int]:
    """Whoever suspended them, and whoever decided since about a complaint, or let the suspension stay."""
    statements = _stated(seller)
    heard = Complaint.objects.filter(statement__in=statements, decided_by__isnull=False)
    people = {*statements.values_list("issued_by_id", flat=True), *heard.values_list("decided_by_id", flat=True)}
    return {person for person in people if person is not None}


def _stated(seller: Seller) -> StatementQuerySet:
    """What was stated of the suspension that holds now, or, if it has ended, of any."""
    statements = StatementOfReasons.objects.of(key_of(seller)).filter(decision__in=(SUSPENDED, STAYS))
    return statements.filter(issued_at__gte=seller.suspended_at) if seller.suspended_at else statements


def _why(seller: Seller, proposal: Proposal) -> str:
    if proposal.status == ProposalStatus.REFUSED:
        return proposal.answer
    language = seller.shops.order_by("pk").values_list("language", flat=True).first()
    with translation.override(language):
        if proposal.status == ProposalStatus.EXPIRED:
            return _("No second person answered within %(days)s days.") % {"days": PROPOSAL_HOLDS.days}
        return _("Whoever had asked a second person to end the suspension took that back.")
