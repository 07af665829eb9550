"""What reviewers do by the buttons of their desk: taking up, deciding, words to begin with, notes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core.models import Trace
from sellers.models import Application, QueueEntry, ReplyTemplate, ReviewNote
from sellers.reviewing.services import claim, mend_queue
from sellers.reviewing.states import ReplyKind
from sellers.tests.factories import a_reviewer, an_application
from sellers.tests.fixtures import As, Later
from sellers.tests.reviewing_factories import QUEUE, an_entry, messages_of, of
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.states import CredentialStatus

pytestmark = pytest.mark.django_db


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


def test_what_waits_no_more_is_said_and_not_missed(as_: As, rita: User) -> None:
    entry, client = an_entry(an_application()), as_(rita)
    QueueEntry.objects.all().delete()

    for act in ("claim", "release"):
        answer = client.post(of(act, entry.pk))
        assert answer.headers["Location"] == QUEUE
        assert "This waits no more" in messages_of(answer)
    assert client.post(of("claim", entry.pk), {"keep": "1"}).status_code == 409


def test_whoever_is_refused_finds_their_words_again(as_: As, rita: User) -> None:
    application = an_application()
    entry = claim(an_entry(application), by=a_reviewer())
    client, url = as_(rita), of("refuse", application.pk)
    client.post(url, {"code": "document_expired", "words": "It ended in May.", "read": "2026-11-27"})
    claim(entry, by=rita, take_over=True)

    page = client.get(url).text

    assert ">It ended in May.</textarea>" in page
    assert '<option value="document_expired" selected>' in page
    assert f'name="read" value="{application.submitted_at.isoformat()}"' in page
    assert ">It ended in May.</textarea>" not in client.get(url).text


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
    assert "Kirim halaman 2." in client.post(url, {"reply": template.pk}).content.decode()


def test_words_to_begin_with_come_below_what_was_typed_and_decide_nothing(as_: As, rita: User) -> None:
    application = an_application()
    template = ReplyTemplate.objects.create(title="Blurred", kind=ReplyKind.REFUSAL, words="Blurred.\nSend it anew.")
    client, url = as_(rita), of("refuse", application.pk)
    typed = {"words": "Page 2 of <b>3</b>.\r\n", "code": "document_not_legible", "read": "2026-11-27"}

    page = client.post(url, typed | {"reply": template.pk}).content.decode()

    assert "Page 2 of &lt;b&gt;3&lt;/b&gt;.\n\nBlurred.\nSend it anew.</textarea>" in page
    assert '<option value="document_not_legible" selected>' in page
    assert 'name="read" value="2026-11-27"' in page
    assert "This field is required" not in page
    # Chosen once more it stands there once; one that is used no more adds nothing, and is no decision.
    again = client.post(url, {"words": "Hm.\r\nBlurred.\r\nSend it anew.", "reply": template.pk}).text
    assert again.count("Send it anew.") == 1
    template.delete()
    assert ">Because.</textarea>" in client.post(url, {"words": "Because.", "code": "other", "reply": "1"}).text
    application.refresh_from_db()
    assert application.status == "submitted"


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
