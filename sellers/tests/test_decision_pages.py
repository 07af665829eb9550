"""The pages of what was decided about somebody: the list, and the document of one's own complaint."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import clock, complaints
from core.complaints import MayNotComplain
from core.files import views_of
from core.formatting import day
from core.models import Complaint, StatementOfReasons
from sellers import services
from sellers.downloads import OWN_COMPLAINT
from sellers.models import Shop
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.selectors.decisions import decisions_about
from sellers.states import ReasonCode
from sellers.tests.factories import PDF, a_document, a_reviewer, open_shop, refused_statement, works_in


def complaint_of(statement: StatementOfReasons, by: User) -> Complaint:
    return services.complain(statement, by=by, words="The second page was there.")


def test_the_list_says_what_waits(bob: User, mallory: User) -> None:
    statement = refused_statement(bob)
    browser = Client()
    browser.force_login(bob)
    assert "A complaint waits" not in browser.get("/account/decisions/").text

    complaint = complaint_of(statement, bob)
    assert f"A complaint waits: it is answered by {day(complaint.due_at)}." in browser.get("/account/decisions/").text

    complaints.reject_complaint(complaint, by=a_reviewer(), because="It was not.")
    assert "waits" not in browser.get("/account/decisions/").text
    complaint_of(statement, bob)
    assert "An appeal waits" in browser.get("/account/decisions/").text
    stranger = Client()
    stranger.force_login(mallory)
    assert "waits" not in stranger.get("/account/decisions/").text


def test_a_long_list_costs_what_a_short_one_does(bob: User) -> None:
    complaint_of(refused_statement(bob), bob)
    with CaptureQueriesContext(connection) as short:
        assert len(decisions_about(bob)) == 1

    for _each in range(3):
        complaint_of(refused_statement(bob), bob)

    with CaptureQueriesContext(connection) as long:
        found = decisions_about(bob)
    assert [each.waiting is not None for each in found] == [True] * 4
    assert len(long) == len(short) == 2


def test_whoever_complained_reads_their_own_document(bob: User, mallory: User) -> None:
    statement = refused_statement(bob)
    complaint = services.complain(statement, by=bob, words="Here.", document=a_document())
    url = f"/account/complaints/{complaint.number}/document/"
    browser, stranger = Client(), Client()
    browser.force_login(bob)
    stranger.force_login(mallory)
    assert url in browser.get(f"/account/decisions/{statement.number}/").text

    answer = browser.get(url)
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="complaint-{complaint.number}.pdf"'
    assert complaint.document
    assert [(look.actor, look.because) for look in views_of(complaint.document)] == [(bob, OWN_COMPLAINT)]
    assert stranger.get(url).status_code == 404

    with clock.at(clock.now() + timedelta(days=1)):
        complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")
    with clock.at(clock.now() + REFUSED_DOCUMENT_KEPT + timedelta(days=1)):
        services.forget_documents()
    assert "its document was deleted on" in browser.get(f"/account/decisions/{statement.number}/").text
    assert browser.get(url).status_code == 409


def test_the_other_owner_reads_that_a_document_came_and_not_the_document(bob: User, carol: User) -> None:
    shop = open_shop(bob)
    second = Shop.objects.create(seller=shop.seller, slug="second", name="Second", currency="IDR", country="ID")
    works_in(second, carol, "owner")
    services.suspend_seller(shop.seller, by=a_reviewer(), because="Dissolved.")
    statement = StatementOfReasons.objects.get()
    complaint = services.complain(statement, by=bob, words="Here.", document=a_document())
    browser = Client()
    browser.force_login(carol)

    page = browser.get(f"/account/decisions/{statement.number}/").text

    assert "with a document" in page
    assert complaint.number not in page
    assert browser.get(f"/account/complaints/{complaint.number}/document/").status_code == 404


def test_whoever_handed_the_shop_over_hears_no_more_of_it(bob: User, carol: User, rita: User) -> None:
    """What is decided about the seller is sent to the owner of now; one complaint is theirs, and nobody uses it up."""
    shop = open_shop(bob)
    works_in(shop, carol, "owner")

    services.suspend_seller(shop.seller, by=rita, because="Dissolved.")
    services.end_contract(shop.seller, by=rita, code=ReasonCode.FALSE_STATEMENT, because="It was dissolved.")

    former = Client()
    former.force_login(bob)
    for statement in StatementOfReasons.objects.all():
        assert [each.person for each in statement.people.all()] == [carol]
        assert former.get(f"/account/decisions/{statement.number}/").status_code == 404
        with pytest.raises(MayNotComplain):
            complaint_of(statement, bob)


def test_where_nobody_owns_the_shop_whoever_applied_is_told(bob: User, rita: User) -> None:
    shop = open_shop(bob)
    shop.memberships.all().delete()

    services.suspend_seller(shop.seller, by=rita, because="Dissolved.")

    assert [each.person for each in StatementOfReasons.objects.get().people.all()] == [bob]
