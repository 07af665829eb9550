from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from accounts.models import User
from core.files import read_private
from core.models import PrivateFile
from sellers.documents import DocumentRefused
from sellers.events import ApplicationSubmitted
from sellers.facts import IncompleteApplication
from sellers.models import Application, NumberCheck, SellerKind
from sellers.registration import WrongNumber
from sellers.services import AlreadyApplied, submit_application, withdraw_application
from sellers.states import ApplicationStatus
from sellers.tests.factories import PDF, a_document, an_application, some_facts
from sellers.tests.fixtures import Announced


def files_on_disk(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def test_applying_puts_an_application_into_the_queue_and_announces_it(bob: User, announced: Announced) -> None:
    application = submit_application(bob, facts=some_facts(), document=a_document())

    assert application.status == ApplicationStatus.SUBMITTED
    assert list(Application.objects.waiting()) == [application]
    assert (application.registration_scheme, application.registration_check) == ("id.npwp", NumberCheck.FORMAT_OK)
    assert announced() == [ApplicationSubmitted(application_id=application.pk)]


def test_the_document_is_encrypted_on_disk(bob: User, settings: Settings) -> None:
    application = submit_application(bob, facts=some_facts(), document=a_document())

    (file,) = files_on_disk(settings)
    assert b"%PDF" not in file.read_bytes()
    assert read_private(application.document) == PDF
    assert (application.document.content_type, application.document.name) == ("application/pdf", "deed.pdf")


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"<svg/>", b"\xff\xd8\xff\xe0 broken"])
def test_a_refused_document_leaves_nothing_behind(
    bob: User, announced: Announced, settings: Settings, content: bytes
) -> None:
    with pytest.raises(DocumentRefused):
        submit_application(bob, facts=some_facts(), document=a_document(content=content))

    assert (Application.objects.count(), PrivateFile.objects.count(), announced()) == (0, 0, [])
    assert files_on_disk(settings) == []


def test_a_wrong_number_is_refused(bob: User, announced: Announced) -> None:
    facts = some_facts(country="CH", registration_number="CHE-100.155.213", registration_scheme="")

    with pytest.raises(WrongNumber):
        submit_application(bob, facts=facts, document=a_document())

    assert (Application.objects.count(), announced()) == (0, [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("trading_name", ""),
        ("legal_name", ""),
        ("contact_name", ""),
        ("contact_email", ""),
        ("contact_phone", ""),
        ("street", ""),
        ("city", ""),
        ("country", "XX"),
        ("currency", "DEM"),
        ("kind", "charity"),
        ("undertakes", False),
        ("registration_number", ""),
    ],
)
def test_what_is_missing_is_named(bob: User, field: str, value: object) -> None:
    with pytest.raises(IncompleteApplication) as refused:
        submit_application(bob, facts=some_facts(**{field: value}), document=a_document())

    assert refused.value.details == {"field": field}
    assert not Application.objects.exists()


def test_a_private_person_needs_no_number(bob: User) -> None:
    facts = some_facts(kind=SellerKind.PRIVATE_PERSON, registration_number="")

    application = submit_application(bob, facts=facts, document=a_document())

    assert application.registration_check == NumberCheck.NOT_GIVEN


def test_one_application_at_a_time(bob: User, announced: Announced) -> None:
    first = an_application(bob)

    with pytest.raises(AlreadyApplied):
        submit_application(bob, facts=some_facts(), document=a_document())

    withdraw_application(first, by=bob)
    assert an_application(bob).status == ApplicationStatus.SUBMITTED


def test_the_database_knows_one_at_a_time_too(bob: User) -> None:
    first = an_application(bob)

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            applicant=bob, trading_name="Twice", currency="IDR", document=first.document, **first.business_facts()
        )


def test_others_applications_are_nobodys_business(bob: User, mallory: User) -> None:
    application = an_application(bob)

    assert list(Application.objects.made_by(bob)) == [application]
    assert not Application.objects.made_by(mallory).exists()
