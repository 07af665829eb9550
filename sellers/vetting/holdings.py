"""Everything that is required of a seller, with what they have shown for it: the desk's page of credentials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Case, Prefetch, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.formatting import day
from sellers.models import Membership, Seller
from sellers.vetting.models import Credential, CredentialDocument, Demand, Requirement
from sellers.vetting.rules import WARNED_BEFORE, lapses_at, reaches
from sellers.vetting.selectors import may_open
from sellers.vetting.states import HELD, OPEN, WAS_HELD, CredentialStatus, Method, Standing

FOREVER = datetime.max.replace(tzinfo=UTC)

TONES = {
    Standing.MISSING: "plain",
    Standing.WAITING: "held",
    Standing.VERIFIED: "good",
    Standing.ENDING: "held",
    Standing.EXPIRED: "bad",
    Standing.REFUSED: "bad",
    Standing.REVOKED: "bad",
    Standing.WAIVED: "good",
}


@dataclass(frozen=True)
class Holding:
    """One requirement, what was claimed for it (newest first), and what follows from that at `now`."""

    requirement: Requirement
    credentials: Sequence[Credential]
    due_at: datetime
    now: datetime
    # Why it is asked of them although it is not of everybody: they have sold so much.
    demand: Demand | None = None

    @property
    def path(self) -> str:
        """The category below which it is asked; empty for selling at all."""
        return self.requirement.category.path if self.requirement.category else ""

    @property
    def current(self) -> Credential | None:
        """What counts now: of several, the one that holds longest."""
        held = [each for each in self.credentials if each.status in HELD and not self._is_over(each)]
        return max(held, key=lambda each: each.valid_until or FOREVER, default=None)

    @property
    def waiting(self) -> Credential | None:
        return next((each for each in self.credentials if each.status in OPEN), None)

    @property
    def last(self) -> Credential | None:
        """What became of it last, apart from what was taken back by whoever claimed it."""
        return next((each for each in self.credentials if each.status != CredentialStatus.WITHDRAWN), None)

    @property
    def standing(self) -> Standing:
        if current := self.current:
            if current.method == Method.WAIVED:
                return Standing.WAIVED
            return Standing.ENDING if self._ends_soon(current) else Standing.VERIFIED
        if self.waiting:
            return Standing.WAITING
        match self.last.status if self.last else None:
            case None:
                return Standing.MISSING
            case CredentialStatus.REFUSED:
                return Standing.REFUSED
            case CredentialStatus.REVOKED:
                return Standing.REVOKED
            case _over:
                return Standing.EXPIRED

    @property
    def tone(self) -> str:
        return "bad" if self.stops_now and self.standing == Standing.MISSING else TONES[self.standing]

    @property
    def stops_at(self) -> datetime | None:
        """From when on what needs it is off sale, unless something changes; None: not in sight."""
        # As in `ends_of_seller`: what is over ended at a moment, too.
        held = [each.ended_at or each.valid_until for each in self.credentials if each.status in (*HELD, *WAS_HELD)]
        return lapses_at(self.due_at, held)

    @property
    def stops_now(self) -> bool:
        return self.stops_at is not None and self.stops_at <= self.now

    @property
    def needs_them(self) -> bool:
        """Whether it is for the seller to do something: it is missing, or ends soon, and nothing waits for us."""
        return not self.waiting and self.standing not in (Standing.VERIFIED, Standing.WAIVED)

    @property
    def words(self) -> str:
        """Where it stands, in plain words."""
        current, waiting, last = self.current, self.waiting, self.last
        if current:
            return self._held_in_words(current)
        if waiting:
            return _("Sent on %(day)s; a reviewer has not decided yet.") % {"day": day(waiting.claimed_at)}
        if last is None:
            return _("Not shown yet.")
        if last.status == CredentialStatus.REFUSED:
            words = {"day": day(last.decided_at), "reason": last.reason}  # type: ignore[arg-type]
            return _("Refused on %(day)s. The reason: %(reason)s") % words
        if last.status == CredentialStatus.REVOKED:
            words = {"day": day(last.ended_at), "reason": last.reason}  # type: ignore[arg-type]
            return _("Taken back by us on %(day)s. The reason: %(reason)s") % words
        return _("Expired on %(day)s.") % {"day": day(last.valid_until)}  # type: ignore[arg-type]

    def _held_in_words(self, current: Credential) -> str:
        if current.method == Method.WAIVED:
            return _("Not asked of you: two of our staff decided so on %(day)s.") % {"day": day(current.decided_at)}  # type: ignore[arg-type]
        if current.valid_until is None:
            return _("Verified, without an end.")
        if not self._ends_soon(current):
            return _("Verified until %(day)s.") % {"day": day(current.valid_until)}
        left = -(-(current.valid_until - self.now) // timedelta(days=1))
        return ngettext(
            "Verified; ends in %(days)d day, on %(day)s.", "Verified; ends in %(days)d days, on %(day)s.", left
        ) % {"days": left, "day": day(current.valid_until)}

    def _is_over(self, credential: Credential) -> bool:
        return credential.valid_until is not None and credential.valid_until <= self.now

    def _ends_soon(self, credential: Credential) -> bool:
        soon = self.now + timedelta(days=max(WARNED_BEFORE))
        return credential.valid_until is not None and credential.valid_until <= soon


def holdings_of(seller: Seller) -> list[Holding]:
    """
    What is required of a seller: for selling at all first, then by category. Three statements.

    Of what takes a threshold only what they have reached.
    """
    return _holdings(seller, Requirement.objects.all(), Credential.objects.all())


def holding_of(seller: Seller, code: str, *, reader: Membership | None = None) -> Holding | None:
    """
    One of them, with the documents of each claim; None when nobody asks it of them. Four statements.

    With a `reader` each claim says whether its documents are theirs to open (`is_open`).
    """
    with_files = Prefetch("documents", CredentialDocument.objects.select_related("file").order_by("pk"))
    credentials = Credential.objects.filter(requirement__code=code).prefetch_related(with_files)
    if reader is not None:
        credentials = credentials.annotate(is_open=Case(When(may_open(reader), then=True), default=False))
    found = _holdings(seller, Requirement.objects.filter(code=code), credentials)
    return found[0] if found else None


def _holdings(seller: Seller, requirements: QuerySet[Requirement], credentials: QuerySet[Credential]) -> list[Holding]:
    now = clock.now()
    demands = {each.requirement_id: each for each in Demand.objects.filter(seller=seller)}
    shown = defaultdict[int, list[Credential]](list)
    for credential in credentials.filter(seller=seller).order_by("-pk"):
        shown[credential.requirement_id].append(credential)
    found = []
    for requirement in requirements.select_related("category").order_by("code"):
        demand = demands.get(requirement.pk)
        due_at = max(demand.due_at, requirement.required_from) if demand else requirement.required_from
        if _is_asked(requirement, seller, demand):
            found.append(Holding(requirement, shown[requirement.pk], due_at, now, demand))
    return sorted(found, key=lambda holding: holding.path)


def _is_asked(requirement: Requirement, seller: Seller, demand: Demand | None) -> bool:
    return (
        requirement.is_active
        and (demand is not None or not requirement.has_threshold)
        and reaches(area=requirement.area, kinds=requirement.seller_kinds, country=seller.country, kind=seller.kind)
    )
