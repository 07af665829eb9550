"""The reviewers' desk as pages: what they show, whom they open to, and what they leave on record."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from core.audit import LISTED, LOOKED, OPENED_FILE, key_of
from core.files import delete_private
from core.models import Trace
from sellers.models import Application, CredentialDocument, QueueEntry, ReplyTemplate, ReviewNote
from sellers.reviewing.numbers import numbers
from sellers.reviewing.services import claim, mend_queue
from sellers.reviewing.states import ReplyKind
from sellers.services import begin_application, refuse_application
from sellers.states import ReasonCode
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop, works_in
from sellers.tests.fixtures import As, CountQueries, Later
from sellers.tests.reviewing_factories import a_recheck, an_application_on_paper, an_entry
from sellers.tests.vetting_factories import a_requirement, claimed, held
from sellers.vetting.states import CredentialStatus

pytestmark = pytest.mark.django_db

QUEUE = "/admin/sellers/application/queue/"


def of(name: str, pk: int) -> str:
    return reverse(f"admin:sellers_application_{name}", args=[pk])


def messages_of(answer: object) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def test_the_queue_says_what_waits_how_long_and_what_is_unusual_and_is_on_record(as_: As, rita: User) -> None:
    application = an_application(trading_name="Isla Coffee")
    an_entry(application)

    page = as_(rita).get(QUEUE).content.decode()

    assert "Isla Coffee" in page
    assert of("review", application.pk) in page
    assert " left" in page
    assert Trace.objects.filter(act=LISTED, thing="sellers.queueentry", actor=rita).count() == 1


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


# --- Documents as pictures


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


# --- Acting


def test_taking_up_and_putting_back(as_: As, rita: User) -> None:
    entry = an_entry(an_application())
    client = as_(rita)

    assert client.post(of("claim", entry.pk)).headers["Location"] == of("review", entry.application_id)
    assert "yours until" in client.get(of("review", entry.application_id)).content.decode()
    assert client.post(of("claim", entry.pk), {"keep": "1"}).status_code == 204

    colleague = as_(a_reviewer())
    assert "Rita has taken this up" in messages_of(colleague.post(of("claim", entry.pk)))
    assert "Rita has it" in colleague.get(QUEUE).content.decode()
    assert colleague.post(of("claim", entry.pk), {"keep": "1"}).status_code == 409
    colleague.post(of("claim", entry.pk), {"over": "1"})
    assert "You have not taken this up" in messages_of(client.post(of("release", entry.pk)))

    colleague.post(of("release", entry.pk))
    assert not QueueEntry.objects.claimed().exists()


def test_looking_at_what_one_has_holds_it_longer(as_: As, rita: User, later: Later) -> None:
    entry = claim(an_entry(an_application()), by=rita)
    client = as_(rita)
    later(timedelta(minutes=20))
    client.get(of("review", entry.application_id))
    until = entry.claimed_until
    entry.refresh_from_db()

    assert until
    assert entry.claimed_until
    assert entry.claimed_until > until


def test_next_goes_to_the_most_urgent(as_: As, rita: User) -> None:
    client = as_(rita)
    assert "Nothing waits" in messages_of(client.post(reverse("admin:sellers_application_next")))
    application = an_application()
    mend_queue()

    answer = client.post(reverse("admin:sellers_application_next"))

    assert answer.headers["Location"] == of("review", application.pk)


def test_the_colleague_of_whoever_has_it_reads_why_their_decision_did_not_count(as_: As, rita: User) -> None:
    application = an_application()
    claim(an_entry(application), by=rita)

    answer = as_(a_reviewer()).post(of("refuse", application.pk), {"code": "other", "words": "No."})

    assert "Rita has taken this up" in messages_of(answer)
    application.refresh_from_db()
    assert application.status == "submitted"


def test_deciding_about_a_credential(as_: As, rita: User) -> None:
    application = an_application()
    first, second = (claimed(a_requirement(), application=application) for _each in range(2))
    client = as_(rita)

    client.post(of("verify_credential", first.pk), {"words": ""})
    answer = client.post(of("refuse_credential", second.pk), {"words": "The stamp is missing."})
    client.post(of("revoke_credential", first.pk), {"words": "It was forged."})

    assert answer.headers["Location"].startswith(of("review", application.pk))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.reason) == (CredentialStatus.REVOKED, "It was forged.")
    assert (second.status, second.reason) == (CredentialStatus.REFUSED, "The stamp is missing.")
    assert "The stamp is missing." in client.get(of("review", application.pk)).content.decode()


def test_a_decision_an_hour_later_asks_again_who_it_is(as_: As, rita: User, later: Later) -> None:
    credential = claimed(a_requirement(), application=an_application())
    client = as_(rita)
    session = client.session
    records = session.get("account_authentication_methods", [])
    session["account_authentication_methods"] = [record | {"at": record["at"] - 3600} for record in records]
    session.save()
    later(timedelta(hours=1))

    answer = client.post(of("verify_credential", credential.pk), {"words": ""})

    assert "/reauthenticate/" in answer.headers["Location"]
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.CLAIMED


def test_words_to_begin_with_are_in_the_readers_language(as_: As, rita: User) -> None:
    application = an_application()
    Application.objects.filter(pk=application.pk).update(language="id")
    template = ReplyTemplate.objects.create(
        title="Second page", kind=ReplyKind.MORE, words="Send the second page.", translations={"id": "Kirim halaman 2."}
    )
    ReplyTemplate.objects.create(title="Not used", kind=ReplyKind.MORE, words="x", is_active=False)
    ReplyTemplate.objects.create(title="For refusals", kind=ReplyKind.REFUSAL, words="x")
    client, url = as_(rita), of("ask_for_more", application.pk)

    page = client.get(url).content.decode()
    assert "Second page" in page
    assert "Not used" not in page
    assert "For refusals" not in page
    assert "Kirim halaman 2." in client.get(url, {"reply": template.pk}).content.decode()
    assert client.get(url, {"reply": "x"}).status_code == 200


def test_templates_are_written_by_senior_reviewers(as_: As, rita: User) -> None:
    add = reverse("admin:sellers_replytemplate_add")
    sent = {"title": "Blurred", "kind": "more", "words": "It is blurred.", "translations": json.dumps({"id": "Buram."})}
    assert as_(rita).post(add, sent).status_code == 403

    senior = as_(a_reviewer(Role.SENIOR_REVIEWER))
    assert "Write it as in the example." in senior.post(add, sent | {"translations": "[1]"}).content.decode()
    assert senior.post(add, sent).status_code == 302
    assert ReplyTemplate.objects.get().words_in("id") == "Buram."


def test_notes_are_for_colleagues_only(as_: As, rita: User) -> None:
    application = an_application()
    client = as_(rita)

    client.post(of("note", application.pk), {"words": "I called them."})
    assert "The note is empty" in messages_of(client.post(of("note", application.pk), {"words": "  "}))

    assert "I called them." in client.get(of("review", application.pk)).content.decode()
    (trace,) = Trace.objects.filter(act="sellers.noted")
    assert trace.actor == rita
    theirs = as_(application.applicant).get(reverse("sellers:application", kwargs={"number": application.number}))
    assert "I called them." not in theirs.content.decode()
    with pytest.raises(TypeError):
        ReviewNote.objects.get().delete()


def test_the_front_page_counts_for_reviewers_only(as_: As, rita: User, ada: User) -> None:
    an_entry(an_application())

    assert QUEUE in as_(rita).get("/admin/").content.decode()
    assert QUEUE in as_(ada).get("/admin/").content.decode()
    assert QUEUE not in as_(a_reviewer(Role.MODERATOR)).get("/admin/").content.decode()


def test_the_numbers(as_: As, rita: User, later: Later, count_queries: CountQueries) -> None:
    shop = open_shop()
    held(a_requirement(holds_days=20), shop=shop)
    applications = [an_application(a_person()) for _each in range(3)]
    later(timedelta(hours=10))
    for application, code in zip(applications, ["not_registered", "not_registered", "false_statement"], strict=True):
        refuse_application(application, by=rita, because=f"Of {application.number}.", code=code)
    an_entry(an_application())
    client, url = as_(rita), reverse("admin:sellers_application_desk")

    page = client.get(url).content.decode()

    assert [(bar.label, bar.count) for bar in numbers().refused] == [
        (str(ReasonCode.NOT_REGISTERED.label), 2),
        (str(ReasonCode.FALSE_STATEMENT.label), 1),
    ]
    assert str(ReasonCode.NOT_REGISTERED.label) in page
    assert applications[0].number not in page
    assert "10.0 h" in page
    assert page.count('<svg class="bar"') == 9
    assert "<canvas" not in page
    cost = count_queries(lambda: client.get(url))
    refuse_application(an_application(a_person()), by=rita, because="Another.")
    assert count_queries(lambda: client.get(url)) == cost
