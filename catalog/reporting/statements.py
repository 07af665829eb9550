"""The statement of reasons (EU DSA, article 17) that a shop reads when something of it was taken down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.models import Report
from catalog.reporting.grounds import rule_of
from catalog.reporting.rules import COMPLAINTS_OPEN, may_complain
from catalog.states import ReportReason, ReportStatus
from core import clock
from core.formatting import day


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Statement:
    """What was decided and on what it rests; `may_complain` says whether there is still time."""

    report: Report
    lines: Sequence[Line]
    may_complain: bool

    @property
    def is_overturned(self) -> bool:
        return self.report.status == ReportStatus.OVERTURNED


def statement_of(report: Report) -> Statement:
    """The statement of reasons of an upheld report, in the reader's language. Who reported is never in it."""
    listing, decided_at = report.listing, report.decided_at or report.made_at
    until = day((decided_at + COMPLAINTS_OPEN).date())
    lines = [
        Line(
            _("What we decided"),
            _("“%(title)s” (%(number)s) is taken down since %(day)s, everywhere and for good.")
            % {"title": listing.title, "number": listing.number, "day": day(decided_at.date())},
        ),
        Line(_("The facts"), report.decision),
        Line(_("How we came to look"), _occasion(report) % {"day": day(report.made_at.date())}),
        Line(_("The ground"), str(ReportReason(report.ground).label)),
        Line(_("The rule"), rule_of(report.ground)),
        Line(
            _("What software did"),
            _("Nothing. A person looked at the listing and decided.")
            if report.is_ours
            else _("Nothing. A person read the report, looked at the listing and decided."),
        ),
    ]
    if report.complained_at:
        lines.append(Line(_("Your complaint"), report.complaint))
    if report.answered_at:
        lines.append(Line(_("Our answer"), report.answer))
    else:
        lines.append(
            Line(
                _("If you do not agree"),
                _(
                    "You can complain on this page until %(day)s, free of charge. A moderator who did not decide reads "
                    "it. You can also go to a court or, in the EU, to a certified body for settling disputes."
                )
                % {"day": until},
            )
        )
    verdict = may_complain(
        status=report.status, decided_at=report.decided_at, complained=bool(report.complained_at), now=clock.now()
    )
    return Statement(report, lines, bool(verdict))


def _occasion(report: Report) -> str:
    if report.is_ours:
        return _("A moderator came upon the listing on %(day)s. Nobody had reported it.")
    return _("Somebody reported the listing on %(day)s. We do not say who.")
