from datetime import timedelta

from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import OPENED_FILE, key_of, staff_number
from core.files import delete_private, read_private
from core.models import Trace, TracePerson
from sellers.models import CredentialDocument, Membership
from sellers.services import begin_application
from sellers.tests.factories import PDF, a_reviewer, an_application, open_shop
from sellers.tests.fixtures import As
from sellers.tests.vetting_factories import a_requirement, claimed


def test_the_applicant_downloads_it_and_the_view_is_on_record(as_: As, bob: User) -> None:
    application = an_application(bob)

    answer = as_(bob).get(reverse("sellers:document", kwargs={"number": application.number}))

    assert answer.content.startswith(PDF)
    (view,) = Trace.objects.all()
    assert (view.actor, view.role, view.act, view.thing) == (bob, "", OPENED_FILE, key_of(application.document))
    assert view.because == "The applicant's own document."


def test_no_browser_will_run_it(as_: As, bob: User) -> None:
    application = an_application(bob)

    headers = as_(bob).get(reverse("sellers:document", kwargs={"number": application.number})).headers

    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == f'attachment; filename="application-{application.number}.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_a_reviewer_opens_it_in_the_admin_and_the_applicant_sees_that(as_: As, bob: User, rita: User) -> None:
    application = an_application(bob)

    answer = as_(rita).get(reverse("admin:sellers_application_document", args=[application.pk]))

    assert answer.content.startswith(PDF)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    (view,) = Trace.objects.all()
    assert (view.actor, view.role, view.because) == (rita, "reviewer", "To decide about an application to sell.")
    assert list(TracePerson.objects.values_list("trace", "person")) == [(view.pk, bob.pk)]
    page = as_(bob).get(reverse("sellers:application", kwargs={"number": application.number})).content.decode()
    assert f"reviewer {staff_number(rita.pk)}" in page
    assert "Rita" not in page


def test_a_program_of_the_applicant_reads_that_too(as_: As, bob: User, rita: User, mallory: User) -> None:
    application = an_application(bob)
    url = f"/api/v1/applications/{application.number}/"
    as_(bob).get(reverse("sellers:document", kwargs={"number": application.number}))
    assert as_(bob).get(url).json()["document_opened"] == []

    as_(rita).get(reverse("admin:sellers_application_document", args=[application.pk]))

    (opened,) = as_(bob).get(url).json()["document_opened"]
    assert opened["who"] == f"reviewer {staff_number(rita.pk)}"
    assert opened["because"] == "To decide about an application to sell."
    assert as_(mallory).get(url).status_code == 404


def test_whoever_owns_the_shop_by_then_reads_it_too(as_: As, bob: User, carol: User, rita: User) -> None:
    shop = open_shop(bob)
    application = shop.seller.application
    credential = claimed(a_requirement(required_from=clock.now() + timedelta(days=9)), shop=shop)
    Membership.objects.filter(shop=shop, user=bob).update(user=carol)

    shown = CredentialDocument.objects.get(credential=credential)
    as_(rita).get(reverse("admin:sellers_application_credential_file", args=[shown.pk]))
    as_(rita).get(reverse("admin:sellers_application_document", args=[application.pk]))

    read = TracePerson.objects.filter(trace__act=OPENED_FILE).values_list("trace__thing", "person").order_by("pk")
    assert list(read) == [
        (key_of(file), person.pk) for file in (shown.file, application.document) for person in (bob, carol)
    ]


def test_other_staff_and_strangers_do_not(as_: As, bob: User, mallory: User) -> None:
    application = an_application(bob)
    url = reverse("admin:sellers_application_document", args=[application.pk])

    for role in (Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN):
        assert as_(a_reviewer(role)).get(url).status_code == 404
    for client in (as_(mallory), as_(bob), Client()):
        assert client.get(url).status_code == 302
    assert not Trace.objects.filter(act=OPENED_FILE).exists()


def test_a_deleted_document_is_said_to_be_gone(as_: As, bob: User, rita: User) -> None:
    application = an_application(bob)
    delete_private(application.document)

    answer = as_(bob).get(reverse("sellers:document", kwargs={"number": application.number}))

    assert answer.status_code == 409
    assert "no longer kept" in answer.content.decode()
    assert (
        "Deleted on"
        in as_(bob).get(reverse("sellers:application", kwargs={"number": application.number})).content.decode()
    )
    assert not Trace.objects.filter(act=OPENED_FILE).exists()


def test_there_is_no_other_way_to_it(as_: As, bob: User, mallory: User, settings: object) -> None:
    application = an_application(bob)
    assert read_private(application.document).startswith(PDF)

    for path in (f"/media/{application.document.pk}", f"/media/{application.document.pk.hex}", "/private/"):
        assert as_(mallory).get(path).status_code == 404


def test_the_door_takes_no_head_and_no_post(as_: As, bob: User) -> None:
    url = reverse("sellers:document", kwargs={"number": an_application(bob).number})

    assert as_(bob).head(url).status_code == 405
    assert as_(bob).post(url).status_code == 405


def test_of_a_draft_there_is_none_yet(as_: As, bob: User) -> None:
    draft = begin_application(bob, answers={"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat"})

    for url in (f"/sell/applications/{draft.number}/document/", f"/api/v1/applications/{draft.number}/document/"):
        assert as_(bob).get(url).status_code == 409
