"""No document is kept longer than somebody may need it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import User
from core.files import FileIsGone, read_private
from core.models import StatementOfReasons
from sellers.models import Application
from sellers.rules import DRAFT_KEPT
from sellers.services import (
    amend_application,
    approve_application,
    begin_application,
    complain,
    forget_documents,
    forget_idle_drafts,
    refuse_application,
    request_more,
    withdraw_application,
)
from sellers.tests.factories import a_document, a_picture, an_application, some_facts
from sellers.tests.fixtures import Later, OnCommit
from sellers.tests.vetting_factories import a_requirement, claimed, files_of, held
from sellers.vetting.services import forget_credential_documents
from sellers.vetting.states import CredentialStatus


def is_gone(application: Application) -> bool:
    try:
        return not read_private(Application.objects.get(pk=application.pk).document)
    except FileIsGone:
        return True


def test_a_refused_applications_document_is_kept_for_half_a_year(alice: User, rita: User, later: Later) -> None:
    refused = refuse_application(an_application(alice), by=rita, because="The number belongs to somebody else.")

    later(timedelta(days=183))
    assert forget_documents() == 0
    assert not is_gone(refused)

    later(timedelta(days=2))
    assert forget_documents() == 1
    assert is_gone(refused)
    refused.document.refresh_from_db()
    assert (refused.document.name, refused.document.deleted_at is not None) == ("", True)
    assert refused.document.digest
    assert forget_documents() == 0


def test_what_is_still_needed_stays(alice: User, bob: User, carol: User, rita: User, later: Later) -> None:
    waiting = an_application(alice)
    asked = request_more(an_application(bob), by=rita, what="The second page.")
    approved = an_application(carol)
    approve_application(approved, by=rita)

    later(timedelta(days=300))

    assert forget_documents() == 0
    assert not any(is_gone(each) for each in (waiting, asked, approved))


def test_what_was_verified_goes_with_an_application_that_is_given_up(
    bob: User, rita: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    application = an_application(bob)
    (file,) = files_of(held(a_requirement(), application=application, by=rita))

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_application(application, by=bob)

    with pytest.raises(FileIsGone):
        read_private(file)


def test_what_was_verified_of_a_refused_application_is_kept_no_longer_than_its_document(
    bob: User, rita: User, later: Later
) -> None:
    application = an_application(bob)
    (file,) = files_of(held(a_requirement(), application=application, by=rita))
    refuse_application(application, by=rita, because="The number belongs to somebody else.")

    later(timedelta(days=185))
    forget_documents()
    forget_credential_documents()

    with pytest.raises(FileIsGone):
        read_private(file)


def test_what_was_verified_is_kept_while_a_complaint_is_open(bob: User, rita: User, later: Later) -> None:
    application = an_application(bob)
    credential = held(a_requirement(), application=application, by=rita)
    refuse_application(application, by=rita, because="The number belongs to somebody else.")
    later(timedelta(days=180))
    complain(StatementOfReasons.objects.get(), by=bob, words="It is mine.")

    later(timedelta(days=30))
    forget_documents()

    credential.refresh_from_db()
    assert credential.status == CredentialStatus.VERIFIED


def test_a_crash_leaves_nothing_of_a_draft_that_is_deleted(bob: User, later: Later) -> None:
    who = {"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat"}
    draft = begin_application(bob, answers=who)
    (file,) = files_of(claimed(a_requirement(), application=draft))

    later(DRAFT_KEPT)
    assert forget_idle_drafts() == 1
    assert read_private(file)
    assert forget_documents() == 1

    with pytest.raises(FileIsGone):
        read_private(file)


@pytest.mark.parametrize("end", ["withdrawn", "replaced"])
def test_what_a_crash_left_behind_is_found(bob: User, rita: User, later: Later, end: str) -> None:
    """Here nothing is done after commit, as when the process dies in between."""
    application = an_application(bob)
    left = application.document
    if end == "withdrawn":
        withdraw_application(application, by=bob)
    else:
        request_more(application, by=rita, what="As a picture.")
        amend_application(application, by=bob, facts=some_facts(), document=a_document("id.png", a_picture()))
    assert read_private(left)
    assert forget_documents() == 0

    later(timedelta(days=2))

    assert forget_documents() == 1
    with pytest.raises(FileIsGone):
        read_private(left)
    assert is_gone(application) is (end == "withdrawn")
