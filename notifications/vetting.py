"""Who is told of the end of a contract, of complaints, and of what changes slowly on purpose."""

from __future__ import annotations

from core import complaints
from core.models import Complaint, Event, StatementOfReasons
from notifications.services import tell
from notifications.subscribers import stated, tell_owners, tell_people_of
from sellers import events as sellers
from sellers.models import Ending, Seller
from sellers.rules import PAUSE
from sellers.states import ShopRole, SlowChange


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


def _tell_team(seller_id: int, kind: str, event: Event, **more: object) -> None:
    """Everybody who works in a shop of the seller: whoever did not do it may be the one who notices."""
    seller = Seller.objects.get(pk=seller_id)
    about = {"seller": seller.legal_name, "until": event.occurred_at + PAUSE, **more}
    for shop in seller.shops.order_by("pk"):
        tell_people_of(shop, tuple(ShopRole), kind, event, about=about)


def tell_team_what_was_asked(fact: sellers.SlowChangeAsked, event: Event) -> None:
    _tell_team(fact.seller_id, "slow_change_asked", event, about=SlowChange(fact.about))


def tell_team_what_changed(fact: sellers.SlowChangeMade, event: Event) -> None:
    _tell_team(fact.seller_id, "slow_change_made", event, about=SlowChange(fact.about))


def tell_owners_it_was_refused(fact: sellers.SlowChangeRefused, event: Event) -> None:
    tell_owners(fact.seller_id, "slow_change_refused", event, about=SlowChange(fact.about), reason=fact.because)


def tell_team_payouts_stopped(fact: sellers.PayoutsStopped, event: Event) -> None:
    _tell_team(fact.seller_id, "payouts_stopped", event)


def tell_team_payouts_go_on(fact: sellers.PayoutsGoOn, event: Event) -> None:
    _tell_team(fact.seller_id, "payouts_go_on", event, reason=fact.because)
