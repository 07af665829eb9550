"""Who is told of the end of a contract, and of complaints."""

from __future__ import annotations

from core import complaints
from core.models import Complaint, Event, StatementOfReasons
from notifications.services import tell
from notifications.subscribers import stated, tell_owners, tell_people_of
from sellers import events as sellers
from sellers.models import Ending, Seller
from sellers.states import ShopRole


def tell_seller_of_ending(fact: sellers.EndingAnnounced, event: Event) -> None:
    statement = StatementOfReasons.objects.get(pk=fact.statement_id)
    ending = Ending.objects.get(pk=fact.ending_id)
    tell_owners(
        fact.seller_id,
        "ending_announced",
        event,
        letter=stated(statement.pk),
        statement=statement.number,
        until=ending.closes_at,
        reason=statement.words,
    )


def tell_seller_it_goes_on(fact: sellers.EndingCalledOff, event: Event) -> None:
    tell_owners(fact.seller_id, "ending_called_off", event, reason=fact.because)


def tell_team_that_we_left(fact: sellers.SellerLeft, event: Event) -> None:
    seller = Seller.objects.get(pk=fact.seller_id)
    for shop in seller.shops.order_by("pk"):
        tell_people_of(shop, tuple(ShopRole), "seller_left", event, about={"seller": seller.legal_name})


def _tell_complainant(complaint_id: int, kind: str, event: Event) -> None:
    complaint = Complaint.objects.select_related("filed_by", "statement").get(pk=complaint_id)
    about = {"statement": complaint.statement.number, "until": complaint.due_at, "answer": complaint.answer}
    tell(complaint.filed_by, kind, event, about=about)


def tell_complainant_we_have_it(fact: complaints.ComplaintFiled, event: Event) -> None:
    _tell_complainant(fact.complaint_id, "complaint_filed", event)


def tell_complainant_they_were_right(fact: complaints.ComplaintUpheld, event: Event) -> None:
    _tell_complainant(fact.complaint_id, "complaint_upheld", event)


def tell_complainant_it_stands(fact: complaints.ComplaintRejected, event: Event) -> None:
    _tell_complainant(fact.complaint_id, "complaint_rejected", event)
