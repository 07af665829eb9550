import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import key_of
from core.models import Proposal, StatementOfReasons, Trace
from sellers import services
from sellers.models import Application, Ending, Seller, Shop
from sellers.services import (
    ask_identity,
    ask_payout_account,
    complain,
    propose_approval,
    propose_reinstatement,
    refuse_application,
    suspend_seller,
)
from sellers.states import ApplicationStatus, Risk, SellerStatus
from sellers.tests.factories import (
    a_document,
    a_reviewer,
    a_risky_application,
    an_application,
    open_shop,
    refused_statement,
    some_facts,
    works_in,
)
from sellers.tests.fixtures import As, CountQueries

QUEUE = "/admin/sellers/application/"
PAGES = (QUEUE, "/admin/sellers/seller/", "/admin/sellers/shop/")


def button(name: str, row: Application | Seller) -> str:
    return reverse(f"admin:sellers_{row._meta.model_name}_{name}", args=[row.pk])


def test_the_queue_shows_what_waits_first_and_the_oldest_on_top(as_: As, rita: User) -> None:
    decided = an_application(trading_name="Decided long ago")
    refuse_application(decided, by=rita, because="No.")
    an_application(trading_name="Waits longest")
    an_application(trading_name="Waits since now")

    page = as_(rita).get(QUEUE).content.decode()

    places = [page.index(name) for name in ("Waits longest", "Waits since now", "Decided long ago")]
    assert places == sorted(places)
    assert "Decided long ago" not in as_(rita).get(QUEUE, {"status__exact": "submitted"}).content.decode()


def test_the_queue_costs_the_same_for_one_as_for_ten(as_: As, rita: User, count_queries: CountQueries) -> None:
    client = as_(rita)
    an_application()
    client.get(QUEUE)
    cost = count_queries(lambda: client.get(QUEUE))
    for _each in range(9):
        an_application()

    assert count_queries(lambda: client.get(QUEUE)) == cost


@pytest.mark.parametrize("page", PAGES[1:])
def test_sellers_and_shops_cost_the_same_for_one_as_for_five(
    as_: As, rita: User, count_queries: CountQueries, page: str
) -> None:
    client = as_(rita)
    open_shop()
    client.get(page)
    cost = count_queries(lambda: client.get(page))
    for _each in range(4):
        open_shop()

    assert count_queries(lambda: client.get(page)) == cost


def test_the_page_of_an_application_shows_data_checks_document_and_buttons(as_: As, rita: User, bob: User) -> None:
    application = an_application(bob)

    page = as_(rita).get(f"{QUEUE}{application.pk}/change/").content.decode()

    assert "PT Tanah Liat Nusantara" in page
    assert "NPWP: format ok" in page
    assert reverse("admin:sellers_application_document", args=[application.pk]) in page
    for name in ("approve", "ask_for_more", "refuse"):
        assert button(name, application) in page
    assert 'name="status"' not in page


def test_a_decided_application_has_no_buttons(as_: As, rita: User) -> None:
    application = refuse_application(an_application(), by=rita, because="No.")

    page = as_(rita).get(f"{QUEUE}{application.pk}/change/").content.decode()

    assert button("approve", application) not in page
    assert "No." in page


def test_approving(as_: As, rita: User) -> None:
    application = an_application()
    client = as_(rita)
    assert client.get(button("approve", application)).status_code == 200
    assert not Shop.objects.exists()

    client.post(button("approve", application), {"words": ""})

    application.refresh_from_db()
    assert (application.status, application.decided_by) == (ApplicationStatus.APPROVED, rita)
    assert Shop.objects.open_for_business().count() == 1


@pytest.mark.parametrize(
    ("name", "status", "column"),
    [
        ("ask_for_more", ApplicationStatus.MORE_REQUESTED, "request_for_more"),
        ("refuse", ApplicationStatus.REFUSED, "reason"),
    ],
)
def test_asking_and_refusing_need_words(as_: As, rita: User, name: str, status: str, column: str) -> None:
    application = an_application()
    client = as_(rita)

    assert "This field is required." in client.post(button(name, application), {"words": " "}).content.decode()
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED

    client.post(button(name, application), {"code": "other", "words": "The second page is missing."})
    application.refresh_from_db()
    assert (application.status, getattr(application, column)) == (status, "The second page is missing.")


def test_a_refusal_of_the_service_is_a_message(as_: As, rita: User) -> None:
    application = an_application(rita)

    answer = as_(rita).post(button("approve", application), {"words": ""})

    assert "Nobody decides about their own business" in str(next(iter(get_messages(answer.wsgi_request))))
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


def test_the_slower_reviewer_reads_that_it_was_decided(as_: As, rita: User) -> None:
    application = an_application()
    as_(a_reviewer()).post(button("refuse", application), {"code": "other", "words": "No."})

    answer = as_(rita).post(button("approve", application), {"words": ""})

    assert "has changed in the meantime" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not Shop.objects.exists()


@pytest.mark.parametrize("name", ["approve", "refuse"])
def test_what_was_amended_after_it_was_read_is_read_again(as_: As, rita: User, name: str) -> None:
    application = an_application()
    client = as_(rita)
    page = client.get(button(name, application)).content.decode()
    read = re.search(r'name="read" value="([^"]+)"', page)
    assert read
    services.request_more(application, by=a_reviewer(), what="Another document, please.")
    services.amend_application(application, by=application.applicant, facts=some_facts(trading_name="Other Name"))

    stale = client.post(button(name, application), {"code": "other", "words": "Read.", "read": read[1]})

    assert "changed the application since you read it" in str(next(iter(get_messages(stale.wsgi_request))))
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED

    client.post(
        button(name, application), {"code": "other", "words": "Read.", "read": application.submitted_at.isoformat()}
    )
    application.refresh_from_db()
    assert application.decided_by == rita


def test_nobody_reads_the_risks_of_their_own_application(as_: As, rita: User) -> None:
    own, colleague = a_risky_application(rita), a_reviewer()
    propose_approval(own, by=colleague, because="Found by hand.")
    page = f"/admin/sellers/application/{own.pk}/change/"
    risk = str(Risk.NUMBER_UNKNOWN.label)
    assert risk in as_(colleague).get(page).content.decode()
    assert risk in as_(colleague).get(button("approve", own)).content.decode()

    for url in (page, button("approve", own)):
        read = as_(rita).get(url).content.decode()
        assert risk not in read
        assert "Approve an application of high risk" not in read


def test_suspending_and_reinstating(as_: As, rita: User) -> None:
    seller = open_shop().seller
    client = as_(rita)
    page = f"/admin/sellers/seller/{seller.pk}/change/"
    assert button("suspend", seller) in client.get(page).content.decode()
    assert button("reinstate", seller) not in client.get(page).content.decode()

    client.post(button("suspend", seller), {"code": "not_registered", "words": "Dissolved."})
    seller.refresh_from_db()
    assert (seller.status, seller.suspended_reason) == (SellerStatus.SUSPENDED, "Dissolved.")
    assert button("reinstate", seller) in client.get(page).content.decode()

    client.post(button("reinstate", seller), {"words": "It was a namesake."})
    seller.refresh_from_db()
    proposal = Proposal.objects.get()
    assert (seller.status, proposal.asked_by) == (SellerStatus.SUSPENDED, rita)
    assert reverse("admin:core_proposal_change", args=[proposal.pk]) in client.get(page).content.decode()

    as_(a_reviewer(Role.SENIOR_REVIEWER)).post(
        reverse("admin:core_proposal_confirm", args=[proposal.pk]), {"words": ""}
    )
    seller.refresh_from_db()
    assert seller.status == SellerStatus.APPROVED


def test_renewing_a_lapsed_approval(as_: As, rita: User) -> None:
    # The sign-in is of today: what it shows is fresh by the machine's time.
    with clock.at(clock.now() - timedelta(days=400)):
        seller = open_shop().seller
    client = as_(rita)
    page = f"/admin/sellers/seller/{seller.pk}/change/"
    assert button("renew", seller) in client.get(page).content.decode()

    client.post(button("renew", seller), {"words": ""})
    assert not Shop.objects.open_for_business().exists()
    client.post(button("renew", seller), {"words": "The register extract is of this month."})

    assert Shop.objects.open_for_business().get().seller == seller
    (trace,) = Trace.objects.filter(act="sellers.renewed")
    assert (trace.actor, trace.role, trace.thing) == (rita, Role.REVIEWER, key_of(seller))
    assert list(Trace.objects.about(seller.application.applicant).filter(pk=trace.pk)) == [trace]
    suspend_seller(seller, by=rita, because="Dissolved.")
    assert button("renew", seller) not in client.get(page).content.decode()


def test_what_is_of_high_risk_is_asked_of_a_second_person(as_: As, rita: User) -> None:
    application = a_risky_application()
    client = as_(rita)
    page = client.get(button("approve", application)).content.decode()
    assert "Ask a second person to approve" in page
    assert "of a register that we do not know" in page

    client.post(button("approve", application), {"words": ""})
    assert not Proposal.objects.exists()
    client.post(button("approve", application), {"words": "Found in the register by hand."})

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED
    assert Proposal.objects.get().because == "Found in the register by hand."
    assert "of a register that we do not know" in client.get(f"{QUEUE}{application.pk}/change/").content.decode()


def test_nobody_reads_who_was_asked_about_the_shop_in_which_they_work(as_: As, rita: User) -> None:
    shop, colleague = open_shop(), a_reviewer()
    works_in(shop, rita, "catalogue")
    suspend_seller(shop.seller, by=colleague, because="Two parcels were empty.")
    propose_reinstatement(shop.seller, by=colleague, because="Both were paid back.")
    asked, page = reverse("admin:core_proposal_changelist"), f"/admin/sellers/seller/{shop.seller.pk}/change/"
    proposal = f"{asked}{Proposal.objects.get().pk}/"

    assert proposal in as_(colleague).get(page).content.decode()
    own = as_(rita).get(page)
    assert own.status_code == 200
    assert proposal not in own.content.decode()
    assert "Two parcels were empty." in own.content.decode()


def test_nothing_is_edited_added_or_deleted_here(as_: As, rita: User, ada: User) -> None:
    shop = open_shop()
    rows = {"application": shop.seller.application.pk, "seller": shop.seller.pk, "shop": shop.pk}

    for who in (rita, ada):
        client = as_(who)
        for name, pk in rows.items():
            assert client.get(f"/admin/sellers/{name}/{pk}/change/").status_code == 200
            assert client.post(f"/admin/sellers/{name}/{pk}/change/", {"status": "closed"}).status_code == 403
            assert client.get(f"/admin/sellers/{name}/add/").status_code == 403
            assert client.post(f"/admin/sellers/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert Shop.objects.open_for_business().count() == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_other_staff_see_none_of_it_and_decide_nothing(as_: As, role: Role) -> None:
    application = an_application()
    seller = open_shop(name="Other").seller
    client = as_(a_reviewer(role))

    for page in PAGES:
        assert client.get(page).status_code == 403
    for row, name in (
        (application, "approve"),
        (application, "ask_for_more"),
        (application, "refuse"),
        (seller, "suspend"),
        (seller, "renew"),
    ):
        assert client.post(button(name, row), {"words": "Because I can."}).status_code == 403
    application.refresh_from_db()
    seller.refresh_from_db()
    assert (application.status, seller.status) == (ApplicationStatus.SUBMITTED, SellerStatus.APPROVED)


def test_who_is_no_staff_is_sent_to_sign_in(as_: As, bob: User) -> None:
    application = an_application(bob)

    for client in (as_(bob), Client()):
        assert client.post(button("approve", application), {"words": ""}).status_code == 302
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


def test_reading_a_list_of_suspended_sellers(as_: As, rita: User) -> None:
    seller = open_shop().seller
    suspend_seller(seller, by=rita, because="Dissolved.")

    assert "PT Tanah Liat Nusantara" in as_(rita).get("/admin/sellers/seller/?status__exact=suspended").content.decode()


@pytest.mark.parametrize("name", ["refuse", "suspend", "end"])
@pytest.mark.parametrize("code", ["", "because_i_can"])
def test_whoever_decides_against_somebody_chooses_a_reason(as_: As, rita: User, name: str, code: str) -> None:
    row = an_application() if name == "refuse" else open_shop().seller
    status = row.status

    page = as_(rita).post(button(name, row), {"code": code, "words": "Because I can."})

    row.refresh_from_db()
    assert (page.status_code, row.status) == (200, status)
    assert not StatementOfReasons.objects.exists()


def test_a_contract_ends_and_goes_on_by_buttons(as_: As, rita: User) -> None:
    seller, client = open_shop().seller, as_(rita)

    client.post(button("end", seller), {"code": "orders_not_sent", "words": "Nine of ten."})
    assert "Call the end off" in client.get(reverse("admin:sellers_seller_change", args=[seller.pk])).text
    client.post(button("call_off", seller), {"words": "They were sent."})

    assert Ending.objects.get().status == "called_off"


def test_a_complaint_is_decided_by_buttons_that_whoever_decided_does_not_see(as_: As, rita: User, bob: User) -> None:
    statement = refused_statement(bob)
    complaint = complain(statement, by=bob, words="It was there.", document=a_document())
    page = reverse("admin:core_complaint_change", args=[complaint.pk])
    uphold = reverse("admin:core_complaint_uphold", args=[complaint.pk])

    assert uphold not in as_(statement.issued_by).get(page).text
    as_(statement.issued_by).post(uphold, {"words": "I was wrong."})
    complaint.refresh_from_db()
    assert complaint.status == "filed"
    assert uphold in as_(rita).get(page).text
    document = as_(rita).get(reverse("admin:core_complaint_document", args=[complaint.pk]))
    assert document.headers["Content-Disposition"] == f'attachment; filename="complaint-{complaint.number}.pdf"'
    as_(rita).post(uphold, {"words": "It was there."})
    complaint.refresh_from_db()
    assert (complaint.status, complaint.decided_by) == ("upheld", rita)


def test_an_account_and_an_identity_are_decided_by_buttons(as_: As, rita: User, bob: User) -> None:
    shop = open_shop(bob)
    account = ask_payout_account(shop.seller, by=bob, holder="PT", account="DE89370400440532013000")
    identity = ask_identity(shop.seller, by=bob, facts={"city": "Bandung"})
    client = as_(rita)

    client.post(reverse("admin:sellers_payoutaccount_propose", args=[account.pk]), {"words": "It fits."})
    client.post(reverse("admin:sellers_identitychange_accept", args=[identity.pk]), {"words": ""})

    assert Proposal.objects.get().kind == "sellers.change_payout_account"
    page = client.get(reverse("admin:core_proposal_change", args=[Proposal.objects.get().pk])).text
    assert "3000" in page
    assert "DE89" not in page
    identity.refresh_from_db()
    assert identity.status == "in_force"
