"""Which counterfeits count against a seller: one that was found, and one that turned out to be none."""

from __future__ import annotations

from catalog.events import CounterfeitCounted
from catalog.models import Report, Strike
from catalog.reporting.rules import MEMORY, step_after
from catalog.states import ReportReason, ReportStatus, Step, StrikeStatus
from core import clock
from core.events import announce
from sellers.models import Seller


def count_counterfeit(report: Report) -> None:
    """Let a counterfeit count, once for each listing; of two decisions at once, the second counts the first."""
    seller = held(report.listing.shop.seller_id)
    counting = Strike.objects.counting(seller, since=clock.now() - MEMORY)
    if counting.filter(report__listing=report.listing_id).exists():
        return
    nth = counting.count() + 1
    step = step_after(nth)
    status = StrikeStatus.OPEN if step == Step.SUSPENSION_PROPOSED else StrikeStatus.NOTED
    strike = Strike.objects.create(seller=seller, report=report, nth=nth, step=step, status=status, at=clock.now())
    announce(CounterfeitCounted(strike_id=strike.pk, seller_id=seller.pk, step=step))


def count_no_more(report: Report) -> None:
    """
    Let what was taken back count no more, unless another report found the same listing to be a counterfeit: then it
    counts by that one. Where too few are left to propose a suspension, none is proposed any longer.
    """
    seller = held(report.listing.shop.seller_id)
    strike = Strike.objects.filter(report=report).first()
    if strike is None:
        return
    found = Report.objects.filter(status=ReportStatus.UPHELD, ground=ReportReason.COUNTERFEIT, strike=None)
    other = found.filter(listing=report.listing_id).order_by("decided_at", "pk").first()
    if other is not None:
        strike.report = other
        strike.save(update_fields=["report"])
        return
    if strike.can_move_to(StrikeStatus.CANCELLED):
        strike.move_to(StrikeStatus.CANCELLED, decided_at=clock.now())
    for waiting in Strike.objects.filter(seller=seller, status=StrikeStatus.OPEN).order_by("pk"):
        nth = Strike.objects.counting(seller, since=waiting.at - MEMORY).filter(pk__lte=waiting.pk).count()
        waiting.nth, waiting.step = nth, step_after(nth)
        waiting.save(update_fields=["nth", "step"])
        if waiting.step != Step.SUSPENSION_PROPOSED:
            waiting.move_to(StrikeStatus.NOTED)


def held(seller: int) -> Seller:
    """The seller, held until the transaction ends: before any strike of theirs, so that no two wait for each other."""
    return Seller.objects.select_for_update(no_key=True).get(pk=seller)
