"""The checklist as people use it: item by item, without JavaScript, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import OutgoingMail
from sellers import services
from sellers.models import Application, Credential
from sellers.states import ApplicationStatus
from sellers.tests.factories import PDF, an_application
from sellers.tests.fixtures import As, CountQueries
from sellers.tests.test_draft_application import a_begun, a_whole
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.tests.walking import item_url
from sellers.vetting.services import refuse_credential
from sellers.vetting.states import Checker, CredentialKind, CredentialStatus, EvidenceKind

ATTACK = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>"


def page_of(client: Client, application: Application) -> str:
    return client.get(reverse("sellers:checklist", args=[application.number])).content.decode()


def a_deed(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("deed.pdf", content)


def test_who_left_comes_back_to_what_they_had(as_: As, bob: User) -> None:
    client = as_(bob)
    begun = client.post(
        reverse("sellers:apply"), {"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat Nusantara"}
    )
    draft = Application.objects.get()
    assert begun.headers["Location"] == reverse("sellers:checklist", args=[draft.number])
    client.post(item_url(draft, "place"), {"street": "Jalan Kemang Raya 8", "city": "Jakarta"})

    # Another browser, another day.
    client = as_(bob)
    again = client.get(reverse("sellers:apply"), follow=True).content.decode()

    assert "PT Tanah Liat Nusantara" in again
    assert "Jalan Kemang Raya 8" in client.get(item_url(draft, "place")).content.decode()


def test_each_item_says_why_who_sees_it_when_it_goes_and_where_the_rule_is_from(as_: As, bob: User) -> None:
    insurance = a_requirement(source="Product liability law, article 4", kept_days=99)
    draft = a_begun(bob)

    for page in (page_of(as_(bob), draft), as_(bob).get(item_url(draft, insurance.code)).content.decode()):
        assert "It pays when somebody is hurt." in page
        assert "Shoppers see only that it was checked, how and when." in page
        assert "99 days after it is over" in page
        assert "after 90 days without a change" in page
        assert "Product liability law, article 4" in page


def test_a_claim_is_kept_and_can_be_taken_back(as_: As, bob: User) -> None:
    insurance = a_requirement()
    draft = a_begun(bob)
    client = as_(bob)

    answer = client.post(item_url(draft, insurance.code), {"issuer": ATTACK, "document": a_deed()})

    assert answer.headers["Location"] == reverse("sellers:checklist", args=[draft.number])
    credential = Credential.objects.get()
    assert (credential.issuer, credential.status) == (ATTACK, CredentialStatus.CLAIMED)
    assert ATTACK not in client.get(item_url(draft, insurance.code)).content.decode()
    client.post(reverse("sellers:checklist_back", args=[draft.number, insurance.code]))
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"subject": "DE89 3704 0044 0532 0130 01", "holder": "PT Tanah Liat"}, "IBAN: the check digit does not fit."),
        ({"subject": "DE89 3704 0044 0532 0130 00"}, "This field is required."),
        ({"subject": "DE89 3704 0044 0532 0130 00", "holder": "PT", "document": ""}, "This field is required."),
        (
            {"subject": "DE89 3704 0044 0532 0130 00", "holder": "PT", "document": a_deed(b"<html>")},
            "Send a PDF, or a picture",
        ),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    as_: As, bob: User, given: dict[str, Any], says: str
) -> None:
    account = a_requirement(
        CredentialKind.BANK_ACCOUNT, name="Bank account", asks_number=True, evidence=[EvidenceKind.BANK_STATEMENT]
    )
    draft = a_begun(bob)

    answer = as_(bob).post(item_url(draft, account.code), {"document": a_deed()} | given)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert given["subject"] in page
    assert not Credential.objects.exists()


def test_sending_too_early_names_what_is_missing(as_: As, bob: User) -> None:
    draft = a_begun(bob)

    answer = as_(bob).post(reverse("sellers:checklist_send", args=[draft.number]), {"undertakes": "on"})

    page = answer.content.decode()
    assert "Still missing: Where you are, Whom to talk to, One document that shows who you are, Your shop." in page
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT


def test_a_code_is_asked_for_and_typed(as_: As, bob: User) -> None:
    a_requirement(CredentialKind.EMAIL, code="address", evidence=[], asks_number=True, checked_by=Checker.SOFTWARE)
    draft = a_whole(bob)
    client = as_(bob)
    url = item_url(draft, "address")
    assert "Send me a code" in client.get(url).content.decode()

    client.post(reverse("sellers:checklist_code", args=[draft.number, "address"]))
    assert "This is not the code" in client.post(url, {"code": "000000x"}).content.decode()
    code = OutgoingMail.objects.latest("pk").subject.split()[0]
    client.post(url, {"code": code})

    assert Credential.objects.get().status == CredentialStatus.VERIFIED


def test_what_was_refused_stands_on_top_with_the_reviewers_words(as_: As, bob: User, rita: User) -> None:
    insurance = a_requirement()
    application = an_application(bob)
    refuse_credential(claimed(insurance, application=application), by=rita, because="It is of another firm.")
    services.request_more(application, by=rita, what="Please send your own insurance.")

    page = page_of(as_(bob), application)

    assert page.index("Please send your own insurance.") < page.index("It is of another firm.")
    assert page.index("It is of another firm.") < page.index("Who you are")


def test_a_sent_application_is_no_longer_answered_but_still_shown(as_: As, bob: User) -> None:
    insurance = a_requirement()
    application = an_application(bob)
    client = as_(bob)

    assert client.post(item_url(application, "place"), {"street": "Nowhere", "city": "Nowhere"}).status_code == 302
    client.post(item_url(application, insurance.code), {"document": a_deed(PDF + b"%% mine\n")})

    application.refresh_from_db()
    assert application.city == "Jakarta"
    assert Credential.objects.get().status == CredentialStatus.CLAIMED


@pytest.mark.parametrize("name", ["checklist", "checklist_send", "checklist_item", "checklist_code", "checklist_back"])
def test_another_person_finds_nothing_and_changes_nothing(
    as_: As, bob: User, rita: User, ada: User, mallory: User, name: str
) -> None:
    insurance = a_requirement()
    draft = a_whole(bob)
    claimed(insurance, application=draft)
    where = [draft.number] if name in {"checklist", "checklist_send"} else [draft.number, insurance.code]
    url = reverse(f"sellers:{name}", args=where)

    for stranger in (mallory, rita, ada):
        for answer in (as_(stranger).get(url), as_(stranger).post(url, {"undertakes": "on", "document": a_deed()})):
            assert answer.status_code in {404, 405}
    assert {Client().get(url).status_code, Client().post(url).status_code} <= {302, 405}

    draft.refresh_from_db()
    assert (draft.status, Credential.objects.count()) == (ApplicationStatus.DRAFT, 1)
    assert Credential.objects.get().status == CredentialStatus.CLAIMED


def test_a_draft_is_not_at_the_reviewers_desk(as_: As, bob: User, rita: User) -> None:
    draft = a_whole(bob)

    desk = as_(rita).get("/admin/sellers/application/").content.decode()

    assert draft.number not in desk
    assert as_(rita).get(f"/admin/sellers/application/{draft.pk}/change/").status_code in {302, 404}


def test_the_checklist_costs_the_same_for_thirty_requirements_as_for_one(
    as_: As, bob: User, count_queries: CountQueries
) -> None:
    draft = a_whole(bob)
    claimed(a_requirement(), application=draft)
    client = as_(bob)
    page_of(client, draft)
    cost = count_queries(lambda: page_of(client, draft))

    for _each in range(29):
        claimed(a_requirement(), application=draft)

    assert count_queries(lambda: page_of(client, draft)) == cost
    assert cost <= 8
