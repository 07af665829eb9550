"""Who is told of what about reports: whoever reported, the shop, and reviewers when it happens again."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Role
from catalog import events as catalog
from catalog.models import Report, Strike
from catalog.reporting.rules import PAUSE
from catalog.states import ReportReason, Step
from core.models import Event
from notifications.services import tell, tell_reporter
from notifications.subscribers import LEADERS, tell_people_of

FOR_SELLER = {
    Step.WARNING: "counterfeit_first",
    Step.SENIOR_TOLD: "counterfeit_again",
    Step.SUSPENSION_PROPOSED: "counterfeit_third",
}


def _report(pk: int) -> Report:
    return Report.objects.select_related("reporter", "listing__shop").get(pk=pk)


def _tell_reporter(report_id: int, kind: str, event: Event, **more: object) -> None:
    report = _report(report_id)
    tell_reporter(report, kind, event, about={"report": report.number, "title": report.listing.title, **more})


def _tell_shop(report: Report, kind: str, event: Event, **more: object) -> None:
    shop = report.listing.shop
    about = {"report": report.number, "title": report.listing.title, "shop_slug": shop.slug, **more}
    tell_people_of(shop, LEADERS, kind, event, about=about)


def tell_reporter_we_have_it(fact: catalog.ListingReported, event: Event) -> None:
    _tell_reporter(fact.report_id, "report_received", event)


def tell_reporter_it_is_taken_down(fact: catalog.ReportUpheld, event: Event) -> None:
    _tell_reporter(fact.report_id, "report_upheld", event)


def tell_shop_why_it_is_taken_down(fact: catalog.ReportUpheld, event: Event) -> None:
    report = _report(fact.report_id)
    _tell_shop(report, "listing_taken_down", event, ground=ReportReason(report.ground), facts=report.decision)


def tell_reporter_it_stays(fact: catalog.ReportRejected, event: Event) -> None:
    _tell_reporter(fact.report_id, "report_rejected", event, reason=_report(fact.report_id).decision)


def tell_shop_decision_stands(fact: catalog.DecisionKept, event: Event) -> None:
    report = _report(fact.report_id)
    _tell_shop(report, "decision_kept", event, reason=report.answer)


def tell_shop_we_were_wrong(fact: catalog.DecisionOverturned, event: Event) -> None:
    report = _report(fact.report_id)
    _tell_shop(report, "decision_overturned", event, reason=report.answer)


def tell_reporter_it_is_given_back(fact: catalog.DecisionOverturned, event: Event) -> None:
    _tell_reporter(fact.report_id, "report_overturned", event, reason=_report(fact.report_id).answer)


def tell_of_counterfeit(fact: catalog.CounterfeitCounted, event: Event) -> None:
    """The shop is warned; from the second on, those who decide about sellers hear of it."""
    strike = Strike.objects.select_related("seller").get(pk=fact.strike_id)
    step = Step(strike.step)
    _tell_shop(_report(strike.report_id), FOR_SELLER[step], event, nth=strike.nth)
    if step == Step.WARNING:
        return
    is_open = step == Step.SUSPENSION_PROPOSED
    roles = (Role.REVIEWER, Role.SENIOR_REVIEWER) if is_open else (Role.SENIOR_REVIEWER,)
    about = {"strike": strike.pk, "seller": strike.seller.legal_name, "nth": strike.nth}
    for person in User.objects.filter(is_active=True, is_staff=True, groups__name__in=roles).distinct().order_by("pk"):
        tell(person, "strike_open" if is_open else "strike_noted", event, about=about)


def warn_reporter(fact: catalog.ReporterWarned, event: Event) -> None:
    _tell_reporter(fact.report_id, "reporter_warned", event, days=PAUSE.days)


def tell_reporter_of_pause(fact: catalog.ReporterPaused, event: Event) -> None:
    _tell_reporter(fact.report_id, "reporter_paused", event, days=PAUSE.days)
