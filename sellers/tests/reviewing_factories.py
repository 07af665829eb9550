"""The reviewers' desk as its services make it, and where its pages are."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2
from django.contrib.messages import get_messages
from django.urls import reverse

from core import clock
from sellers import services
from sellers.documents import UploadedDocument
from sellers.models import Application, QueueEntry, Recheck, Seller
from sellers.reviewing.services import mend_queue
from sellers.reviewing.services.rechecking import ask_recheck
from sellers.reviewing.states import EntryKind, RecheckWhy
from sellers.tests.factories import a_person, some_facts

QUEUE = "/admin/sellers/application/queue/"


def of(name: str, pk: int) -> str:
    """The address of one of the desk's pages."""
    return reverse(f"admin:sellers_application_{name}", args=[pk])


def messages_of(answer: object) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def a_pdf(pages: int = 1, *, salt: str = "") -> bytes:
    """A real PDF with so many empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(210, 297)
    file = BytesIO()
    document.save(file)
    return file.getvalue() + f"% {salt}\n%%EOF\n".encode()


def an_entry(application: Application, kind: str = EntryKind.APPLICATION) -> QueueEntry:
    """What waits of an application, standing in the queue."""
    mend_queue()
    return QueueEntry.objects.with_what_waits().get(application=application, kind=kind)


def an_application_on_paper(pages: int = 2) -> Application:
    """An application whose document has pages that can be drawn."""
    person = a_person()
    document = UploadedDocument(name="deed.pdf", content=a_pdf(pages, salt=str(person.pk)))
    return services.submit_application(person, facts=some_facts(), document=document)


def a_recheck(seller: Seller, why: RecheckWhy = RecheckWhy.RANDOM) -> Recheck:
    return ask_recheck(seller, why, due_at=clock.now() + timedelta(days=14))
