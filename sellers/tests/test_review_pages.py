"""The reviewers' desk as pages: what they show, whom they open to, and what they leave on record."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from core.audit import LISTED, LOOKED, OPENED_FILE, key_of
from core.complaints import uphold_complaint
from core.files import delete_private
from core.models import StatementOfReasons, Trace
from sellers.models import CredentialDocument, Membership, ReviewNote
from sellers.reviewing.services import mend_queue
from sellers.services import begin_application, complain, refuse_application
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop, works_in
from sellers.tests.fixtures import As, CountQueries, Later
from sellers.tests.reviewing_factories import QUEUE, a_recheck, an_application_on_paper, an_entry, of
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.states import CredentialStatus

pytestmark = pytest.mark.django_db

# A line of the side menu that stands out as the page that is open.
MARKED = re.compile(r'<a [^>]*class="[^"]* active"[^>]*>(.*?)</a>', re.DOTALL)


def test_the_queue_says_what_waits_how_long_and_what_is_unusual_and_is_on_record(as_: As, rita: User) -> None:
    application = an_application(trading_name="Isla Coffee")
    an_entry(application)

    answer = as_(rita).get(QUEUE)
    page = answer.content.decode()

    assert "Isla Coffee" in page
    assert of("review", application.pk) in page
    assert " left" in page
    (trace,) = Trace.objects.filter(act=LISTED, thing="sellers.queueentry", actor=rita)
    assert trace.request_id == answer["X-Request-ID"]


@pytest.mark.parametrize(("page", "name"), [("queue", "Queue"), ("desk", "How the desk is doing")])
def test_the_menu_marks_the_page_that_is_open_and_no_other(as_: As, rita: User, page: str, name: str) -> None:
    shown = as_(rita).get(reverse(f"admin:sellers_application_{page}")).content.decode()

    marked = [" ".join(found.split()) for found in MARKED.findall(shown)]
    assert marked
    assert all(name in each for each in marked), marked


def test_the_queues_page_costs_the_same_for_one_as_for_twenty(as_: As, rita: User, count_queries: CountQueries) -> None:
    client = as_(rita)
    an_entry(an_application())
    client.get(QUEUE)
    cost = count_queries(lambda: client.get(QUEUE))
    for _each in range(19):
        an_application()
    mend_queue()

    assert count_queries(lambda: client.get(QUEUE)) == cost


@pytest.mark.parametrize("asked", ["?page=0", "?page=99999999999", "?page=-1", "?country=ZZ&kind=x", "?who=nobody"])
def test_the_queue_takes_any_question(as_: As, rita: User, asked: str) -> None:
    an_entry(an_application())

    assert as_(rita).get(QUEUE + asked).status_code == 200


def test_the_file_shows_data_checks_what_is_missing_and_the_earlier(as_: As, rita: User) -> None:
    application = an_application_on_paper()
    claimed(a_requirement(name="Liability insurance"), application=application, issuer="Allianz")
    a_requirement(name="Fire insurance")

    page = as_(rita).get(of("review", application.pk)).content.decode()

    for words in ("Allianz", "Missing: Fire insurance", "PT Tanah Liat Nusantara", "To be checked"):
        assert words in page
    assert page.count("data-page") == 2
    assert of("page", application.pk) in page
    assert Trace.objects.filter(act=LOOKED, thing=key_of(application), actor=rita).count() == 1
    assert not Trace.objects.filter(act=OPENED_FILE).exists()


def test_the_file_costs_the_same_for_one_credential_as_for_ten(
    as_: As, rita: User, count_queries: CountQueries
) -> None:
    application = an_application()
    claimed(a_requirement(), application=application)
    client, url = as_(rita), of("review", application.pk)
    client.get(url)
    cost = count_queries(lambda: client.get(url))
    for _each in range(9):
        claimed(a_requirement(), application=application)
    client.get(url)

    assert count_queries(lambda: client.get(url)) == cost


def test_what_was_refused_before_is_unusual(as_: As, rita: User) -> None:
    first = an_application(trading_name="First try")
    refuse_application(first, by=rita, because="The certificate names another person.")
    second = an_application(first.applicant)

    page = as_(rita).get(of("review", second.pk)).content.decode()

    assert "was refused: The certificate names another person." in page
    assert "same person" in page


def test_what_nobody_has_sent_yet_is_no_part_of_a_file(as_: As, rita: User) -> None:
    first = an_application()
    refuse_application(first, by=rita, because="The certificate names another person.")
    begin_application(first.applicant, answers={"kind": "private_person", "country": "ID", "legal_name": "Only mine"})

    page = as_(rita).get(of("review", first.pk)).content.decode()

    assert "Only mine" not in page
    assert "same person" not in page


def test_the_file_says_that_a_refusal_was_taken_back(as_: As, rita: User) -> None:
    application = an_application()
    refuse_application(application, by=rita, because="Page 2 is missing.")
    statement = StatementOfReasons.objects.get()
    uphold_complaint(
        complain(statement, by=application.applicant, words="It was there."), by=a_reviewer(), because="So."
    )

    assert "refusal taken back after a complaint" in as_(rita).get(of("review", application.pk)).text


def test_nobody_reads_the_file_of_their_own_business(as_: As, rita: User) -> None:
    shop = open_shop()
    works_in(shop, rita, "catalogue")
    before = Trace.objects.count()

    for application in (an_application(rita), shop.seller.application):
        assert as_(rita).get(of("review", application.pk)).status_code == 403
    assert Trace.objects.count() == before


def test_a_draft_is_nobodys_but_the_applicants(as_: As, rita: User) -> None:
    draft = begin_application(a_person(), answers={"kind": "private_person", "country": "ID", "legal_name": "N"})
    credential = claimed(a_requirement(), application=draft)
    document = CredentialDocument.objects.get(credential=credential)
    client = as_(rita)
    pages = {"review": draft.pk, "page": draft.pk, "credential_page": document.pk, "credential_file": document.pk}
    pages |= dict.fromkeys(("verify_credential", "refuse_credential", "revoke_credential"), credential.pk)

    assert {name: client.get(of(name, pk)).status_code for name, pk in pages.items()} == dict.fromkeys(pages, 404)
    assert client.post(of("verify_credential", credential.pk), {"words": ""}).status_code == 404
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.CLAIMED
    assert not Trace.objects.exists()


# --- Documents as pictures


def test_of_a_book_the_first_pages_are_shown(as_: As, rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellers.reviewing.admin.MOST_SHEETS", 2)
    application = an_application_on_paper(pages=3)

    page = as_(rita).get(of("review", application.pk)).text

    assert page.count("data-page") == 2
    assert "the first 2 of 3 pages" in page


def test_whoever_owns_the_shop_now_reads_who_looked(as_: As, rita: User, carol: User) -> None:
    shop = open_shop()
    document = CredentialDocument.objects.get(credential=claimed(a_requirement(), shop=shop))
    Membership.objects.filter(shop=shop).update(user=carol)

    as_(rita).get(of("credential_file", document.pk))
    as_(rita).get(of("document", shop.seller.application_id))
    as_(rita).get(of("review", shop.seller.application_id))

    looks = Trace.objects.about(carol).order_by("pk")
    assert [look.act for look in looks] == [OPENED_FILE, OPENED_FILE, LOOKED]


def test_a_page_comes_as_a_picture_and_turning_pages_is_one_look(as_: As, rita: User, later: Later) -> None:
    application = an_application_on_paper(pages=3)
    client = as_(rita)

    answers = [client.get(of("page", application.pk), {"number": number}) for number in (1, 2, 3)]

    for answer in answers:
        assert answer.headers["Content-Type"] == "image/webp"
        assert Image.open(BytesIO(answer.content)).width == 1800
        assert "no-store" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    (view,) = Trace.objects.filter(act=OPENED_FILE)
    assert (view.actor, view.role, view.thing) == (rita, "reviewer", key_of(application.document))
    assert list(view.people.values_list("person", flat=True)) == [application.applicant_id]

    later(timedelta(minutes=31))
    client.get(of("page", application.pk))
    assert Trace.objects.filter(act=OPENED_FILE).count() == 2


@pytest.mark.parametrize("number", ["4", "0", "-1", "x", "99999999"])
def test_there_are_no_other_pages(as_: As, rita: User, number: str) -> None:
    application = an_application_on_paper(pages=3)

    assert as_(rita).get(of("page", application.pk), {"number": number}).status_code == 404
    assert not Trace.objects.filter(act=OPENED_FILE).exists()


def test_what_cannot_be_drawn_says_so_and_can_be_downloaded(as_: As, rita: User) -> None:
    application = an_application()
    client = as_(rita)

    page = client.get(of("review", application.pk)).content.decode()

    assert "cannot be shown as a picture" in page
    assert of("document", application.pk) in page
    assert client.get(of("page", application.pk)).status_code == 409
    delete_private(application.document)
    assert of("page", application.pk) not in client.get(of("review", application.pk)).content.decode()
    assert client.get(of("page", application.pk)).status_code == 409


def test_documents_of_credentials_open_the_same_way(as_: As, rita: User) -> None:
    document = CredentialDocument.objects.get(credential=claimed(a_requirement(), application=an_application()))
    client = as_(rita)

    assert client.get(of("credential_page", document.pk)).status_code == 409
    answer = client.get(of("credential_file", document.pk))

    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    (view,) = Trace.objects.filter(act=OPENED_FILE)
    assert view.thing == key_of(document.file)


def test_a_page_is_drawn_by_the_child_under_its_limits(as_: As, rita: User, picture_child: None) -> None:
    application = an_application_on_paper(pages=1)

    assert as_(rita).get(of("page", application.pk)).headers["Content-Type"] == "image/webp"


# --- Doors


def every_door() -> list[tuple[str, str]]:
    recheck = a_recheck(open_shop().seller)
    application = an_application_on_paper()
    document = CredentialDocument.objects.get(credential=claimed(a_requirement(), application=application))
    entry = an_entry(application)
    credential = document.credential_id
    pages = dict.fromkeys(("review", "page", "waive"), application.pk)
    pages |= {"credential_page": document.pk, "credential_file": document.pk}
    pages |= dict.fromkeys(("verify_credential", "refuse_credential", "revoke_credential"), credential)
    pages |= {"still_true": recheck.pk, "ask_seller": recheck.pk}
    posts = {"claim": entry.pk, "release": entry.pk, "note": application.pk}
    return [
        *[("get", of(name, pk)) for name, pk in pages.items()],
        *[("post", of(name, pk)) for name, pk in (posts | pages).items() if name not in ("review", "page")],
        ("get", QUEUE),
        ("get", reverse("admin:sellers_application_desk")),
        ("post", reverse("admin:sellers_application_next")),
    ]


def test_no_door_opens_to_anybody_who_does_not_review(as_: As, bob: User, alice: User) -> None:
    works_in(open_shop(), bob, "manager")
    doors = every_door()
    before = Trace.objects.count(), ReviewNote.objects.count()
    for role in (Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN):
        client = as_(a_reviewer(role))
        assert {getattr(client, method)(url).status_code for method, url in doors} <= {403, 405}
    for client in (as_(bob), as_(alice), Client()):
        for method, url in doors:
            answer = getattr(client, method)(url)
            assert answer.status_code == 405 or "/login/" in answer.headers["Location"], (method, url)
    assert (Trace.objects.count(), ReviewNote.objects.count()) == before


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR_REVIEWER])
def test_every_door_opens_to_both_kinds_of_reviewers(as_: As, role: Role) -> None:
    client = as_(a_reviewer(role))
    for method, url in every_door():
        if "credential-document" not in url:
            assert getattr(client, method)(url).status_code in (200, 302, 405), (method, url)
