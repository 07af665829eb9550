"""The reviewers' desk in the admin: the queue, the file of one application, its documents. Part of `sellers.admin`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedInRequest
from accounts.staff import is_one_of
from core.audit import LISTED, LOOKED
from core.errors import DomainError
from core.models import PrivateFile
from core.pictures import NotAPage
from sellers.downloads import REVIEW, credential_document_response, page_response, pages_of
from sellers.models import Application, CredentialDocument, QueueEntry, ReviewNote
from sellers.places import COUNTRY_CODES, country_name
from sellers.reviewing import services
from sellers.reviewing.file import Sheet, file_of
from sellers.reviewing.numbers import numbers
from sellers.reviewing.selectors import Filters, queue_of
from sellers.reviewing.states import EntryKind
from sellers.selectors import address_lines, is_own_business, whom_it_concerns
from sellers.services.deciding import REVIEWERS
from sellers.states import ApplicationStatus

View = Callable[..., HttpResponse]
MOST_NOTES = 50
# Whoever sends a book has it downloaded: a page of pictures without an end opens in no browser.
MOST_SHEETS = 50


def for_reviewers(view: View) -> View:
    """Open only to those who review."""

    @wraps(view)
    def opened(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_one_of(request.user, *REVIEWERS):
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return opened


def review_page(application: int, part: str = "") -> str:
    """Where the file of an application is read; `part` is a place in it."""
    return reverse("admin:sellers_application_review", args=[application]) + (f"#{part}" if part else "")


class ReviewDesk:
    """For the admin of applications: the pages around its rows."""

    # What the admin's own class brings, behind this one.
    admin_site: Any
    opts: Any
    find: Any
    message_user: Any
    _record: Any

    PAGES: ClassVar[dict[str, str]] = {
        "queue": "queue/",
        "desk": "desk/",
        "next": "queue/next/",
        "claim": "queue/<int:pk>/claim/",
        "release": "queue/<int:pk>/release/",
        "review": "<int:pk>/review/",
        "note": "<int:pk>/note/",
        "page": "<int:pk>/page/",
        "credential_page": "credential-document/<int:pk>/page/",
        "credential_file": "credential-document/<int:pk>/file/",
    }

    def get_urls(self) -> Any:
        views = {
            "queue": require_GET(self.queue),
            "desk": require_GET(self.desk),
            "next": require_POST(self.take_next),
            "claim": require_POST(self.claim),
            "release": require_POST(self.release),
            "review": require_GET(self.review),
            "note": require_POST(self.leave_note),
            "page": require_GET(self.page),
            "credential_page": require_GET(self.credential_page),
            "credential_file": require_GET(self.credential_file),
        }
        own = [
            path(where, self.admin_site.admin_view(views[name]), name=f"sellers_application_{name}")
            for name, where in self.PAGES.items()
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    # --- The queue

    @for_reviewers
    def queue(self, request: SignedInRequest) -> HttpResponse:
        asked = request.GET
        country = asked.get("country", "")
        filters = Filters(
            who=asked.get("who", ""),
            kind=asked.get("kind", ""),
            country=country if country in COUNTRY_CODES else "",
            risk=asked.get("risk") == "1",
            page=int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1,
        )
        page = self._page(
            request, _("Queue"), queue=queue_of(request.user, filters), filters=filters, kinds=EntryKind.choices
        )
        self._record(LISTED, request, QueueEntry)
        return TemplateResponse(request, "sellers/desk/queue.html", page | _pages(request, filters))

    @for_reviewers
    def desk(self, request: SignedInRequest) -> HttpResponse:
        return TemplateResponse(
            request, "sellers/desk/numbers.html", self._page(request, _("How the desk is doing"), numbers=numbers())
        )

    @for_reviewers
    def take_next(self, request: SignedInRequest) -> HttpResponse:
        try:
            entry = services.claim_next(by=request.user)
        except services.NothingWaits as nothing:
            self.message_user(request, nothing.message, messages.INFO)
            return redirect("admin:sellers_application_queue")
        return redirect(review_page(entry.application_id))

    @for_reviewers
    def claim(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """Take something up, over, or hold it for another while; a script that holds it gets no page."""
        if request.POST.get("keep"):
            return HttpResponse(status=204 if services.keep_claim(QueueEntry(pk=pk), by=request.user) else 409)
        try:
            entry = services.claim(_entry(pk), by=request.user, take_over=bool(request.POST.get("over")))
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return redirect("admin:sellers_application_queue")
        return redirect(review_page(entry.application_id))

    @for_reviewers
    def release(self, request: SignedInRequest, pk: int) -> HttpResponse:
        try:
            services.release(_entry(pk), by=request.user)
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.message_user(request, str(_("Put back. Anybody can take it up now.")), messages.SUCCESS)
        return redirect("admin:sellers_application_queue")

    # --- The file of one application

    @for_reviewers
    def review(self, request: SignedInRequest, pk: int) -> HttpResponse:
        application: Application = self.find(request, str(pk))
        if is_own_business(application, request.user):
            # What colleagues note, and of whom software thinks when it reads this, is for those who decide.
            raise PermissionDenied
        for entry in QueueEntry.objects.claimed_by_user(request.user).filter(application=application):
            services.keep_claim(entry, by=request.user)
        file = file_of(application, request.user)
        notes = ReviewNote.objects.filter(application=application).select_related("author").order_by("-pk")
        page = self._page(
            request,
            application.trading_name,
            file=file,
            notes=notes[:MOST_NOTES],
            address=", ".join(address_lines(application)),
            country=country_name(application.country),
            sheets=[_shown(sheet, pages_of(sheet.file)) for sheet in file.sheets],
            can_decide=application.can_move_to(ApplicationStatus.APPROVED),
        )
        self._record(LOOKED, request, application)
        return TemplateResponse(request, "sellers/desk/review.html", page)

    @for_reviewers
    def leave_note(self, request: SignedInRequest, pk: int) -> HttpResponse:
        application: Application = self.find(request, str(pk))
        try:
            services.note(application, by=request.user, words=request.POST.get("words", "")[:2000])
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        return redirect(review_page(application.pk, "notes"))

    # --- Documents

    @for_reviewers
    def page(self, request: SignedInRequest, pk: int) -> HttpResponse:
        application: Application = self.find(request, str(pk))
        return self._drawn(request, application.document, whom_it_concerns(application))

    @for_reviewers
    def credential_page(self, request: SignedInRequest, pk: int) -> HttpResponse:
        document = self._document(pk)
        shown = document.credential
        about = whom_it_concerns(shown.application, sender=shown.claimed_by_id)
        return self._drawn(request, document.file, about)

    @for_reviewers
    def credential_file(self, request: SignedInRequest, pk: int) -> HttpResponse:
        role = request.user.acts_as(*REVIEWERS)
        return credential_document_response(self._document(pk), viewer=request.user, role=role, because=REVIEW)

    def _document(self, pk: int) -> CredentialDocument:
        """Of what was sent to us: a draft is nobody's but the applicant's."""
        sent = CredentialDocument.objects.filter(credential__application__in=Application.objects.sent())
        return get_object_or_404(sent.select_related("file", "credential__application"), pk=pk)

    def _drawn(self, request: SignedInRequest, file: PrivateFile, about: list[int]) -> HttpResponse:
        number = request.GET.get("number", "1")
        if not number.isdecimal() or len(number) > 5:
            raise Http404
        try:
            return page_response(
                file,
                int(number),
                viewer=request.user,
                role=request.user.acts_as(*REVIEWERS),
                about=about,
                because=REVIEW,
            )
        except NotAPage as refusal:
            if refusal.details.get("because") == "no_such_page":
                raise Http404 from None
            raise

    def _page(self, request: HttpRequest, title: object, **context: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "is_fullwidth": 1, **context}


def _shown(sheet: Sheet, pages: int) -> tuple[Sheet, range, int]:
    """The pages that stand below each other, and how many there are if that is not all of them."""
    return sheet, range(1, min(pages, MOST_SHEETS) + 1), pages if pages > MOST_SHEETS else 0


def _entry(pk: int) -> QueueEntry:
    """Raises WaitsNoMore: the page on which it was chosen may be old."""
    entry = QueueEntry.objects.with_what_waits().filter(pk=pk).first()
    if entry is None:
        raise services.WaitsNoMore
    return entry


def _pages(request: HttpRequest, filters: Filters) -> dict[str, str]:
    """The same page with another number, for the links below."""

    def numbered(page: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(page)
        return f"?{asked.urlencode()}"

    return {
        "next_page": numbered(filters.page + 1),
        "previous_page": numbered(filters.page - 1) if filters.page > 1 else "",
    }
