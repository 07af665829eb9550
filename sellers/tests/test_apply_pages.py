import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from core.files import views_of
from core.models import PrivateFile
from core.scanning import Scan
from core.tests.clamd import MALWARE, a_clamd
from sellers.models import Application
from sellers.services import approve_application, refuse_application, request_more
from sellers.states import ApplicationStatus
from sellers.tests.factories import PDF, a_risky_application, an_application
from sellers.tests.fixtures import As, CountQueries
from sellers.tests.walking import apply_by_items

ANSWERS = {
    "trading_name": "Tanah Liat",
    "legal_name": "PT Tanah Liat Nusantara",
    "kind": "company",
    "country": "ID",
    "registration_number": "01.312.166.0-091.000",
    "registration_scheme": "",
    "street": "Jalan Kemang Raya 8",
    "city": "Jakarta",
    "contact_name": "Budi",
    "contact_email": "halo@tanahliat.example",
    "contact_phone": "+62 21 555 0100",
    "currency": "IDR",
    "language": "en",
    "about": "Stoneware.",
    "undertakes": "on",
}


def answers(content: bytes = PDF, name: str = "deed.pdf", **changes: Any) -> dict[str, Any]:
    return ANSWERS | {"document": SimpleUploadedFile(name, content)} | changes


def test_the_landing_page_is_for_everybody(client: Client, db: None) -> None:
    page = client.get(reverse("sellers:start"))

    assert page.status_code == 200
    assert "within 3 working days" in page.content.decode()


def test_the_landing_page_shows_ones_own_applications_only(as_: As, bob: User, mallory: User) -> None:
    application = an_application(bob)
    url = reverse("sellers:application", kwargs={"number": application.number})

    assert url in as_(bob).get(reverse("sellers:start")).content.decode()
    assert url not in as_(mallory).get(reverse("sellers:start")).content.decode()


@pytest.mark.parametrize("name", ["apply"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    answer = client.get(reverse(f"sellers:{name}"))

    assert answer.status_code == 302
    assert reverse("account_login") in answer.headers["Location"]


def test_somebody_applies(as_: As, bob: User) -> None:
    client = as_(bob)
    assert client.get(reverse("sellers:apply")).status_code == 200

    answer = apply_by_items(client, answers())

    application = Application.objects.made_by(bob).get()
    assert answer.headers["Location"] == reverse("sellers:application", kwargs={"number": application.number})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "PT Tanah Liat Nusantara" in page
    assert "format ok" in page
    assert "A reviewer reads it" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"registration_number": "12", "registration_scheme": "id.npwp"}, "too short or too long"),
        ({"registration_number": "12"}, "none of the numbers that we know for this country (NPWP, NIB)"),
        ({"registration_number": ""}, "A business needs a registration number."),
        ({"undertakes": ""}, "This field is required."),
        ({"country": "XX"}, "Select a valid choice"),
        ({"contact_email": "nobody"}, "Enter a valid email address"),
        ({"document": ""}, "This field is required."),
        ({"document": SimpleUploadedFile("a.pdf", b"")}, "The submitted file is empty."),
        ({"document": SimpleUploadedFile("a.pdf", b"<html></html>")}, "PDF, or a picture as JPEG, PNG or WebP."),
        ({"document": SimpleUploadedFile("a.pdf", PDF + b"x" * 10 * 1024 * 1024)}, "at most 10 MB"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(
    as_: As, bob: User, changes: dict[str, Any], says: str
) -> None:
    answer = apply_by_items(as_(bob), answers(**changes))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert all(str(typed) in page for name, typed in answer.context["form"].data.items() if name != "document")
    assert not Application.objects.waiting().exists()
    assert PrivateFile.objects.count() == ("undertakes" in changes)


def test_malware_is_refused_beside_the_field_and_nothing_is_kept(as_: As, bob: User, settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder, a_clamd(Path(folder)) as (_clamd, address):
        settings.CLAMAV_URL = address
        answer = apply_by_items(as_(bob), answers(PDF.replace(b"%%EOF", MALWARE + b"\n%%EOF")))

    assert answer.context["form"].errors["document"] == ["Our scanner found malware in this file. We cannot take it."]
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize(("is_scanned", "scan"), [(True, Scan.CLEAN), (False, Scan.NOT_SCANNED)])
def test_whether_it_was_scanned_stands_on_the_file(
    as_: As, bob: User, rita: User, settings: Settings, is_scanned: bool, scan: Scan
) -> None:
    with tempfile.TemporaryDirectory() as folder, a_clamd(Path(folder)) as (_clamd, address):
        settings.CLAMAV_URL = address if is_scanned else None
        apply_by_items(as_(bob), answers())

    application = Application.objects.get()
    assert application.document
    assert application.document.scan == scan
    page = as_(rita).get(reverse("admin:sellers_application_change", args=[application.pk])).content.decode()
    assert str(scan.label) in page


def test_while_the_scanner_is_silent_no_document_is_taken(as_: As, bob: User, settings: Settings) -> None:
    settings.CLAMAV_URL = "unix:///nowhere/clamd"

    answer = apply_by_items(as_(bob), answers())

    assert "Please try again later" in answer.context["form"].errors["document"][0]
    assert not Application.objects.waiting().exists()
    assert not PrivateFile.objects.exists()


def test_a_second_application_leads_to_the_first(as_: As, bob: User) -> None:
    first = an_application(bob)
    client = as_(bob)

    assert first.number in client.get(reverse("sellers:apply")).headers["Location"]
    assert "One at a time" in client.post(reverse("sellers:apply"), answers()).content.decode()
    assert Application.objects.count() == 1


def test_answering_a_request(as_: As, bob: User, rita: User) -> None:
    application = request_more(an_application(bob), by=rita, what="Please send the second page.")
    client = as_(bob)
    page = {"number": application.number}
    assert "Please send the second page." in client.get(reverse("sellers:application", kwargs=page)).content.decode()
    form = client.get(reverse("sellers:amend", kwargs=page)).content.decode()
    assert "Please send the second page." in form
    assert "PT Tanah Liat Nusantara" in form

    answer = client.post(reverse("sellers:amend", kwargs=page), ANSWERS | {"city": "Bandung"})

    assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.status, application.city) == (ApplicationStatus.SUBMITTED, "Bandung")


def test_who_chose_another_register_need_not_choose_again(as_: As, bob: User, rita: User) -> None:
    application = a_risky_application(bob, country="DE", currency="EUR")
    request_more(application, by=rita, what="More.")

    form = as_(bob).get(reverse("sellers:amend", kwargs={"number": application.number})).content.decode()

    assert '<option value="other" selected' in form


def test_a_refused_applicant_reads_why_and_may_try_again(as_: As, bob: User, rita: User) -> None:
    application = refuse_application(an_application(bob), by=rita, because="The register has no such name.")
    client = as_(bob)

    page = client.get(reverse("sellers:application", kwargs={"number": application.number})).content.decode()
    assert "The register has no such name." in page
    assert reverse("sellers:apply") in page
    assert client.get(reverse("sellers:apply")).status_code == 200


def test_withdrawing(as_: As, bob: User) -> None:
    application = an_application(bob)
    page = {"number": application.number}

    answer = as_(bob).post(reverse("sellers:withdraw", kwargs=page))

    assert answer.headers["Location"] == reverse("sellers:application", kwargs=page)
    application.refresh_from_db()
    assert application.status == ApplicationStatus.WITHDRAWN


def test_withdrawing_what_was_decided_is_refused_with_a_sentence(as_: As, bob: User, rita: User) -> None:
    application = an_application(bob)
    approve_application(application, by=rita)

    answer = as_(bob).post(reverse("sellers:withdraw", kwargs={"number": application.number}), follow=True)

    assert "has changed in the meantime" in answer.content.decode()
    application.refresh_from_db()
    assert application.status == ApplicationStatus.APPROVED


@pytest.mark.parametrize(
    ("name", "method"),
    [("application", "get"), ("amend", "get"), ("amend", "post"), ("withdraw", "post"), ("document", "get")],
)
def test_another_person_finds_nothing_and_changes_nothing(
    as_: As, bob: User, rita: User, mallory: User, name: str, method: str
) -> None:
    application = request_more(an_application(bob), by=rita, what="More.")
    url = reverse(f"sellers:{name}", kwargs={"number": application.number})

    # Staff has its own door; this one is the applicant's alone.
    for stranger in (mallory, rita):
        assert getattr(as_(stranger), method)(url, answers() if method == "post" else {}).status_code == 404
    assert getattr(Client(), method)(url).status_code == 302
    application.refresh_from_db()
    assert (application.status, application.city) == (ApplicationStatus.MORE_REQUESTED, "Jakarta")
    assert application.document
    assert not views_of(application.document).exists()


def test_the_application_page_costs_the_same_however_long_its_history(
    as_: As, bob: User, rita: User, count_queries: CountQueries
) -> None:
    application = an_application(bob)
    client = as_(bob)
    url = reverse("sellers:application", kwargs={"number": application.number})
    client.get(url)
    cost = count_queries(lambda: client.get(url))

    for _round in range(3):
        request_more(application, by=rita, what="More.")
        client.post(reverse("sellers:amend", kwargs={"number": application.number}), ANSWERS)
        application.refresh_from_db()

    assert count_queries(lambda: client.get(url)) == cost
    assert cost <= 8
