import pytest

from accounts.models import User
from core.errors import ImpossibleMove
from core.files import FileIsGone, read_private
from sellers.documents import DocumentRefused
from sellers.events import ApplicationAmended, ApplicationWithdrawn, MoreRequested
from sellers.models import Application
from sellers.services import amend_application, request_more, withdraw_application
from sellers.states import ApplicationStatus
from sellers.tests.factories import a_document, a_picture, an_application, some_facts
from sellers.tests.fixtures import Announced, OnCommit


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: OnCommit) -> OnCommit:
    return django_capture_on_commit_callbacks


@pytest.fixture
def asked(bob: User, rita: User) -> Application:
    return request_more(an_application(bob), by=rita, what="Please send the second page.")


def test_answering_puts_it_back_into_the_queue(asked: Application, bob: User, announced: Announced) -> None:
    amend_application(asked, by=bob, facts=some_facts(city="Bandung"))

    asked.refresh_from_db()
    assert (asked.status, asked.city) == (ApplicationStatus.SUBMITTED, "Bandung")
    assert announced() == [ApplicationAmended(application_id=asked.pk)]


def test_without_a_new_document_the_old_one_stays(asked: Application, bob: User) -> None:
    before = asked.document

    amend_application(asked, by=bob, facts=some_facts())

    assert asked.document == before
    assert read_private(asked.document)


def test_a_new_document_replaces_the_old_one(asked: Application, bob: User, on_commit: OnCommit) -> None:
    before = asked.document

    with on_commit(execute=True):
        amend_application(asked, by=bob, facts=some_facts(), document=a_document("id.png", a_picture()))

    assert asked.document.content_type == "image/png"
    with pytest.raises(FileIsGone):
        read_private(before)
    before.refresh_from_db()
    assert before.deleted_at
    assert before.digest


def test_a_refused_answer_changes_nothing(asked: Application, bob: User, announced: Announced) -> None:
    with pytest.raises(DocumentRefused):
        amend_application(asked, by=bob, facts=some_facts(city="Bandung"), document=a_document(content=b"<html>"))

    asked.refresh_from_db()
    assert (asked.status, asked.city, announced()) == (ApplicationStatus.MORE_REQUESTED, "Jakarta", [])


def test_nobody_answers_what_was_not_asked(bob: User, announced: Announced) -> None:
    application = an_application(bob)
    start = announced()

    with pytest.raises(ImpossibleMove):
        amend_application(application, by=bob, facts=some_facts(city="Bandung"))

    application.refresh_from_db()
    assert (application.city, announced()) == ("Jakarta", start)


def test_withdrawing_ends_it_and_deletes_the_document(bob: User, announced: Announced, on_commit: OnCommit) -> None:
    application = an_application(bob)

    with on_commit(execute=True):
        withdraw_application(application, by=bob)

    assert application.status == ApplicationStatus.WITHDRAWN
    assert announced(ApplicationWithdrawn) == [ApplicationWithdrawn(application_id=application.pk)]
    with pytest.raises(FileIsGone):
        read_private(application.document)


def test_the_history_keeps_each_request(asked: Application, bob: User, rita: User, announced: Announced) -> None:
    amend_application(asked, by=bob, facts=some_facts())
    request_more(asked, by=rita, what="Still the first page only.")

    assert announced(MoreRequested)[-1] == MoreRequested(application_id=asked.pk, what="Still the first page only.")
    assert asked.request_for_more == "Still the first page only."
