"""Everything that a reviewer reads about one application, and the seller that came of it: gathered for one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import key_of
from core.foureyes import act_of
from core.models import Event, PrivateFile, Proposal
from sellers import events
from sellers.models import Application, Credential, CredentialCheck, QueueEntry, Recheck, Requirement, Seller
from sellers.reviewing.selectors import Waiting, line_of
from sellers.selectors import risks_in
from sellers.states import UNDECIDED, Risk
from sellers.vetting.selectors import requirements_of, sentence_of
from sellers.vetting.states import HELD, OPEN, CheckOutcome, EvidenceKind, Method

SPEAKS_AGAINST = (CheckOutcome.FAILED, CheckOutcome.SUSPICIOUS, CheckOutcome.COULD_NOT)
MOST = 20


@dataclass(frozen=True)
class Said:
    """What one check said, last."""

    check: CredentialCheck
    sentence: str
    is_against: bool


@dataclass(frozen=True)
class Sheet:
    """A document that can be looked at: where it hangs, and what it is said to be."""

    key: str
    file: PrivateFile
    what: str
    of: str
    pk: int


@dataclass(frozen=True)
class Shown:
    """A credential with what speaks for and against it."""

    credential: Credential
    checks: Sequence[Said]
    sheets: Sequence[Sheet]
    is_open: bool
    is_held: bool
    is_waived: bool


@dataclass(frozen=True)
class Elsewhere:
    """Another application that has to do with this one."""

    application: Application
    why: Sequence[str]


@dataclass(frozen=True)
class Happened:
    """A line of the history."""

    what: str
    event: Event
    words: str


@dataclass(frozen=True)
class File:
    """The whole of it."""

    application: Application
    seller: Seller | None
    lines: Sequence[Waiting]
    # In sentences: what is not as it is with most.
    unusual: Sequence[str]
    waiting: Sequence[Shown]
    held: Sequence[Shown]
    past: Sequence[Shown]
    missing: Sequence[Requirement]
    sheets: Sequence[Sheet]
    elsewhere: Sequence[Elsewhere]
    history: Sequence[Happened]
    recheck: Recheck | None
    # What waits for a second person, about the application or the seller: the key of each, and what it is.
    proposals: Sequence[tuple[int, str]]


def file_of(application: Application, user: User) -> File:
    """Gather it for one reviewer. As many statements for one credential as for twenty."""
    seller = Seller.objects.filter(application=application).first()
    entries = QueueEntry.objects.waiting().filter(application=application).with_what_waits().most_urgent_first()
    shown = _credentials(application)
    waiting, held = [each for each in shown if each.is_open], [each for each in shown if each.is_held]
    met = {each.credential.requirement_id for each in (*waiting, *held)}
    missing = [each for each in requirements_of(application) if each.pk not in met]
    elsewhere = _elsewhere(application)
    risks = risks_in(application) if application.status in UNDECIDED else application.risks
    return File(
        application=application,
        seller=seller,
        lines=[line_of(entry, user) for entry in entries],
        unusual=list(_unusual(risks, waiting, elsewhere)),
        waiting=waiting,
        held=held,
        past=[each for each in shown if not (each.is_open or each.is_held)],
        missing=missing,
        sheets=list(_sheets(application, shown)),
        elsewhere=elsewhere,
        history=_history(application, seller),
        recheck=Recheck.objects.open().filter(seller=seller).first() if seller else None,
        proposals=_proposals(application, seller, waiting),
    )


def _proposals(application: Application, seller: Seller | None, waiting: Iterable[Shown]) -> list[tuple[int, str]]:
    things = [key_of(application), *([key_of(seller)] if seller else [])]
    things += [key_of(each.credential) for each in waiting]
    asked = Proposal.objects.waiting().filter(thing__in=things).order_by("pk")
    return [(proposal.pk, str(act_of(proposal).title)) for proposal in asked]


def _credentials(application: Application) -> list[Shown]:
    now = clock.now()
    rows = Credential.objects.filter(application=application).order_by("-pk")
    found = rows.select_related("requirement", "decided_by").prefetch_related("checks", "documents__file")
    return [_shown(credential, is_held=_is_held(credential, now)) for credential in found]


def _is_held(credential: Credential, now: datetime) -> bool:
    is_over = credential.valid_until is not None and credential.valid_until <= now
    return credential.status in HELD and not is_over


def _shown(credential: Credential, *, is_held: bool) -> Shown:
    last = {check.check_code: check for check in sorted(credential.checks.all(), key=lambda check: check.pk)}
    said = [Said(check, sentence_of(check), check.outcome in SPEAKS_AGAINST) for check in last.values()]
    return Shown(
        credential=credential,
        checks=sorted(said, key=lambda each: not each.is_against),
        sheets=[
            Sheet(
                f"c{document.pk}",
                document.file,
                _evidence(document.evidence),
                credential.requirement.local_name,
                document.pk,
            )
            for document in credential.documents.all()
        ],
        is_open=credential.status in OPEN,
        is_held=is_held,
        is_waived=credential.method == Method.WAIVED,
    )


def _evidence(kind: str) -> str:
    return str(EvidenceKind(kind).label)


def _sheets(application: Application, shown: Iterable[Shown]) -> Iterable[Sheet]:
    """Each file once: what shows several things hangs where it was sent first."""
    seen = set()
    if application.document.deleted_at is None:
        seen.add(application.document_id)
        yield Sheet("a", application.document, _("document"), _("application"), application.pk)
    for each in shown:
        for sheet in each.sheets:
            if sheet.file.pk not in seen and sheet.file.deleted_at is None:
                seen.add(sheet.file.pk)
                yield sheet


def _unusual(risks: Iterable[str], waiting: Iterable[Shown], elsewhere: Sequence[Elsewhere]) -> Iterable[str]:
    for risk in risks:
        yield str(Risk(risk).label)
    for each in waiting:
        for said in each.checks:
            if said.is_against:
                yield f"{each.credential.requirement.local_name}: {said.sentence}"
    for other in elsewhere:
        if other.application.reason and other.application.status == "refused":
            yield _("%(application)s was refused: %(reason)s") % {
                "application": other.application,
                "reason": other.application.reason,
            }


def _elsewhere(application: Application) -> list[Elsewhere]:
    """Other applications of the same person, number, document, or something that was claimed."""
    number, person = application.registration_number, application.applicant_id
    digests = Credential.objects.filter(application=application).exclude(subject_digest="").values("subject_digest")
    same = Q(applicant=person) | Q(document__digest=application.document.digest)
    same |= Q(credentials__subject_digest__in=digests)
    if number:
        same |= Q(registration_number=number, country=application.country)
    rows = Application.objects.sent().filter(same).exclude(pk=application.pk).distinct().select_related("document")
    found = []
    for other in rows.order_by("-pk")[:MOST]:
        is_same = {
            _("same person"): other.applicant_id == person,
            _("same number"): bool(number) and other.registration_number == number,
            _("same document"): other.document.digest == application.document.digest,
        }
        found.append(Elsewhere(other, [why for why, holds in is_same.items() if holds] or [_("same claim")]))
    return found


def _history(application: Application, seller: Seller | None) -> list[Happened]:
    titles = {
        events.ApplicationSubmitted.__name__: _("applied"),
        events.MoreRequested.__name__: _("more was asked for"),
        events.ApplicationAmended.__name__: _("answered"),
        events.ApplicationApproved.__name__: _("approved"),
        events.ApplicationRefused.__name__: _("refused"),
        events.ApplicationReopened.__name__: _("refusal taken back after a complaint"),
        events.ApplicationWithdrawn.__name__: _("withdrawn"),
        events.SellerSuspended.__name__: _("suspended"),
        events.SuspensionStays.__name__: _("suspension stays after a complaint"),
        events.SellerReinstated.__name__: _("suspension ended"),
        events.ApprovalRenewed.__name__: _("approval renewed"),
        events.EndingAnnounced.__name__: _("end of the contract announced"),
        events.EndingCalledOff.__name__: _("end of the contract called off"),
        events.SellerLeft.__name__: _("left"),
        events.SellerClosed.__name__: _("closed"),
    }
    streams = [f"application:{application.pk}", *([f"seller:{seller.pk}"] if seller else [])]
    rows = Event.objects.filter(stream__in=streams, name__in=titles).select_related("actor").order_by("-occurred_at")
    return [
        Happened(titles[event.name], event, str(event.facts.get("what") or event.facts.get("because") or ""))
        for event in rows[:MOST]
    ]
