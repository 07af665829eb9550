"""The end of a contract: with notice, at once, or because the seller leaves; and what is deleted half a year later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core import clock, complaints
from core.errors import ImpossibleMove
from core.files import private_path
from core.invariants import violations
from core.models import Event, StatementOfReasons
from sellers import services, tasks
from sellers.models import Credential, Ending, IdentityChange, Seller, Shop
from sellers.rules import FILE_KEPT, NOTICE
from sellers.services import EndsAlready, MayNotDecide, NotTheirsAlone, ReasonMissing
from sellers.services.forgetting import CONTACT
from sellers.states import EndingStatus, ReasonCode, SellerStatus, ShopRole, ShopStatus
from sellers.tests.brands import a_claim, a_protected_brand
from sellers.tests.factories import a_person, a_reviewer, open_shop, suspended_shop, works_in
from sellers.tests.fixtures import Deliver, OnCommit
from sellers.tests.vetting_factories import a_requirement, claimed, files_of, held
from sellers.vetting.services import ClaimRefused
from sellers.vetting.states import CredentialKind, CredentialStatus

MINUTE = timedelta(minutes=1)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: OnCommit) -> OnCommit:
    return django_capture_on_commit_callbacks


def ended(shop: Shop, **how: object) -> Ending:
    given: dict[str, object] = {"by": a_reviewer(), "code": ReasonCode.ORDERS_NOT_SENT, "because": "Nine of ten."}
    return services.end_contract(shop.seller, **given | how)  # type: ignore[arg-type]


def states_of(shop: Shop) -> tuple[str, str]:
    shop = Shop.objects.select_related("seller").get(pk=shop.pk)
    return shop.seller.status, shop.status


def test_with_notice_the_shop_sells_on_until_its_day(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    ending = ended(shop)
    assert ending.closes_at - ending.announced_at == NOTICE

    with clock.at(ending.closes_at - MINUTE):
        assert tasks.finish_due_endings() == 0
        assert Shop.objects.open_for_business().exists()
    with clock.at(ending.closes_at):
        assert tasks.finish_due_endings() == 1
        assert tasks.finish_due_endings() == 0

    assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)
    assert not list(violations())


def test_a_suspended_seller_is_parted_with_too(bob: User) -> None:
    shop = suspended_shop(bob)
    ending = ended(shop)
    assert not Shop.objects.open_for_business().exists()

    with clock.at(ending.closes_at):
        tasks.finish_due_endings()

    assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)


@pytest.mark.parametrize("code", ReasonCode)
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR_REVIEWER])
def test_without_notice_only_a_senior_and_where_the_law_needs_none(bob: User, code: ReasonCode, role: Role) -> None:
    shop = open_shop(bob)
    needs_none = {"counterfeit_goods", "unsafe_goods", "false_statement", "law_demands_it"}

    if role == Role.SENIOR_REVIEWER and code in needs_none:
        ended(shop, by=a_reviewer(role), code=code, at_once=True)
        assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)
        assert StatementOfReasons.objects.get().decision == "sellers.ended_at_once"
    else:
        with pytest.raises(MayNotDecide):
            ended(shop, by=a_reviewer(role), code=code, at_once=True)
        assert states_of(shop) == (SellerStatus.APPROVED, ShopStatus.OPEN)
        assert not StatementOfReasons.objects.exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_nobody_else_parts_with_a_seller(bob: User, role: Role) -> None:
    shop = open_shop(bob)
    own = a_reviewer()
    works_in(shop, own, ShopRole.FINANCE)

    for nobody in (a_reviewer(role), own, bob):
        with pytest.raises(MayNotDecide):
            ended(shop, by=nobody)

    assert not Ending.objects.exists()


def test_words_are_needed_and_once_is_enough(bob: User) -> None:
    shop = open_shop(bob)
    with pytest.raises(ReasonMissing):
        ended(shop, because=" ")

    ended(shop)

    with pytest.raises(EndsAlready):
        ended(shop)
    assert Ending.objects.count() == StatementOfReasons.objects.count() == 1


def test_a_complaint_that_is_right_calls_it_off(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    ending = ended(shop)
    complaint = services.complain(StatementOfReasons.objects.get(), by=bob, words="All were sent.")

    complaints.uphold_complaint(complaint, by=a_reviewer(), because="The carrier had lost them.")

    ending.refresh_from_db()
    assert ending.status == EndingStatus.CALLED_OFF
    with clock.at(ending.closes_at + MINUTE):
        assert tasks.finish_due_endings() == 0
    assert states_of(shop) == (SellerStatus.APPROVED, ShopStatus.OPEN)
    # And it can be announced anew.
    ended(shop)


def test_too_late_a_complaint_opens_nothing_again(bob: User) -> None:
    shop = open_shop(bob)
    ending = ended(shop)
    with clock.at(ending.closes_at):
        tasks.finish_due_endings()
        complaint = services.complain(StatementOfReasons.objects.get(), by=bob, words="All were sent.")
        complaints.uphold_complaint(complaint, by=a_reviewer(), because="True.")

    assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)
    assert "not opened again" in complaint.outcome


def test_leaving_closes_every_shop_at_once(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)

    ending = services.leave_market(shop.seller, by=bob)

    assert (ending.status, ending.is_by_seller) == (EndingStatus.DONE, True)
    assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)
    assert not list(violations())
    with pytest.raises(EndsAlready):
        services.leave_market(Seller.objects.get(), by=bob)


def test_nobody_leaves_for_another_owner(bob: User, carol: User) -> None:
    shop = open_shop(bob)
    second = Shop.objects.create(seller=shop.seller, slug="second", name="Second", currency="IDR", country="ID")
    works_in(second, carol, ShopRole.OWNER)

    with pytest.raises(NotTheirsAlone):
        services.leave_market(shop.seller, by=bob)
    # Nor does whoever works in the other shop, and owns only one.
    works_in(second, bob, ShopRole.MANAGER)
    with pytest.raises(NotTheirsAlone):
        services.leave_market(shop.seller, by=bob)

    services.close_shop(second, by=carol)
    services.leave_market(shop.seller, by=bob)


def test_who_closes_the_last_shop_has_left(bob: User) -> None:
    shop = open_shop(bob)

    services.close_shop(shop, by=bob)

    assert Ending.objects.get().is_by_seller
    assert not list(violations())


@pytest.mark.parametrize("role", [ShopRole.MANAGER, ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE])
def test_only_the_owner_leaves_by_the_page(bob: User, carol: User, role: ShopRole) -> None:
    shop = open_shop(bob)
    works_in(shop, carol, role)
    open_shop(with_second_factor(carol))
    browser = Client()
    browser.force_login(carol)
    url = f"/desk/{shop.slug}/leaving/"

    assert browser.get(url).status_code == 404
    assert browser.post(url, {"name": shop.seller.legal_name}).status_code == 404
    assert states_of(shop) == (SellerStatus.APPROVED, ShopStatus.OPEN)


def test_the_page_asks_for_the_name(bob: User) -> None:
    shop = open_shop(with_second_factor(bob))
    browser = Client()
    browser.force_login(bob)
    url = f"/desk/{shop.slug}/leaving/"

    assert "no order is open" in browser.get(url).text
    assert "not the legal name" in browser.post(url, {"name": "Somebody"}).text
    answer = browser.post(url, {"name": shop.seller.legal_name}, follow=True)

    assert "The contract ended on" in answer.text
    assert states_of(shop) == (SellerStatus.CLOSED, ShopStatus.CLOSED)


# --- What is deleted


def test_half_a_year_later_the_file_is_deleted(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    document = shop.seller.application.document
    ending = services.leave_market(shop.seller, by=bob)
    assert ending.ended_at

    with clock.at(ending.ended_at + FILE_KEPT - MINUTE):
        assert tasks.forget_sellers() == 0
        assert private_path(document.pk).exists()
    with clock.at(ending.ended_at + FILE_KEPT):
        assert tasks.forget_sellers() == 1
        assert tasks.forget_sellers() == 0
        tasks.forget_documents()

    seller = Seller.objects.select_related("application__document").get()
    for row in (seller, seller.application):
        assert [getattr(row, name) for name in CONTACT] == [""] * len(CONTACT)
        assert row.legal_name
    assert not private_path(document.pk).exists()
    assert seller.application.document.digest == document.digest
    assert seller.application.decided_by
    assert Event.objects.filter(name="SellerForgotten").exists()
    assert not list(violations())
    # What shoppers may read of them is still a page.
    page = Client().get(f"/shops/{shop.slug}/")
    assert page.status_code == 200
    assert seller.legal_name in page.text
    assert "halo@tanahliat.example" not in page.text


def test_with_the_file_goes_what_they_claimed(bob: User) -> None:
    shop = open_shop(bob)
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True)
    credential = held(account, shop=shop, subject="DE89 3704 0044 0532 0130 00", holder="Bob")
    services.ask_identity(shop.seller, by=bob, facts={"street": "Jalan Cikini 3", "city": "Bandung"})
    (file,) = files_of(credential)
    ending = services.leave_market(shop.seller, by=bob)
    assert ending.ended_at

    with clock.at(ending.ended_at + FILE_KEPT):
        tasks.forget_sellers()
        # Here nothing is done after commit, as when the process dies in between.
        tasks.forget_credential_documents()

    assert not private_path(file.pk).exists()
    digest = credential.subject_digest
    credential.refresh_from_db()
    assert (credential.subject, credential.subject_shown, credential.holder) == ("", "", "")
    assert (credential.subject_digest, credential.status) == (digest, CredentialStatus.VERIFIED)
    change = IdentityChange.objects.get()
    assert change.facts == {"street": "", "city": "Bandung"}
    assert change.before == {"street": "", "city": "Jakarta"}
    assert not list(violations())


def test_the_documents_of_what_has_no_end_go_with_the_file(bob: User) -> None:
    shop = open_shop(bob)
    without_end = held(a_requirement(), shop=shop)
    assert without_end.valid_until is None
    (file,) = files_of(without_end)
    ending = services.leave_market(shop.seller, by=bob)
    assert ending.ended_at

    def is_kept() -> bool:
        tasks.forget_sellers()
        tasks.forget_credential_documents()
        return private_path(file.pk).exists()

    with clock.at(ending.ended_at + FILE_KEPT - MINUTE):
        assert is_kept()
    with clock.at(ending.ended_at + FILE_KEPT):
        assert not is_kept()


def test_papers_about_brands_go_too_although_nobody_has_answered(bob: User) -> None:
    a_protected_brand()
    shop = open_shop(bob)
    paper = a_claim(shop).evidence
    assert paper
    ending = services.leave_market(shop.seller, by=bob)
    assert ending.ended_at

    with clock.at(ending.ended_at + FILE_KEPT):
        assert tasks.forget_sellers() == 1
        assert services.forget_brand_papers() == 1

    assert not private_path(paper.pk).exists()


def test_what_a_crash_left_of_it_goes_the_next_night(bob: User) -> None:
    shop = open_shop(bob)
    (file,) = files_of(held(a_requirement(), shop=shop))
    ending = services.leave_market(shop.seller, by=bob)
    # The process died between the commit and the deletion.
    Ending.objects.filter(pk=ending.pk).update(forgotten_at=clock.now())

    tasks.forget_credential_documents()

    assert not private_path(file.pk).exists()


def test_what_waits_is_withdrawn_and_nothing_new_is_shown(bob: User, on_commit: OnCommit) -> None:
    shop = open_shop(bob)
    insurance = a_requirement(required_from=clock.now() + timedelta(days=30))
    waiting = claimed(insurance, shop=shop)

    with on_commit(execute=True):
        services.leave_market(shop.seller, by=bob)

    waiting.refresh_from_db()
    assert waiting.status == CredentialStatus.WITHDRAWN
    assert not private_path(files_of(waiting)[0].pk).exists()
    with pytest.raises(ClaimRefused):
        claimed(insurance, shop=shop)


def test_nobody_who_is_gone_is_warned_of_an_end(bob: User) -> None:
    shop = open_shop(bob)
    held(a_requirement(holds_days=40), shop=shop)
    soon = clock.now() + timedelta(days=20)
    with clock.at(soon):
        assert Credential.objects.to_warn_of(now=soon).exists()

    services.leave_market(shop.seller, by=bob)

    with clock.at(soon):
        assert tasks.warn_of_ends() == 0


def test_not_while_a_complaint_is_open(bob: User) -> None:
    shop = open_shop(bob)
    ending = ended(shop, by=a_reviewer(Role.SENIOR_REVIEWER), code=ReasonCode.UNSAFE_GOODS, at_once=True)
    ending.refresh_from_db()
    assert ending.ended_at
    statement = StatementOfReasons.objects.get()
    with clock.at(statement.complain_until):
        complaint = services.complain(statement, by=bob, words="They were safe.")
        complaint_day = clock.now()
    with clock.at(complaint_day + timedelta(days=3)):
        assert tasks.forget_sellers() == 0
        complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")
        assert tasks.forget_sellers() == 1


def test_a_lost_race_forgets_nothing_twice(bob: User) -> None:
    ending = services.leave_market(open_shop(bob).seller, by=bob)
    services.forget_seller(ending)

    with pytest.raises(ImpossibleMove):
        services.forget_seller(Ending.objects.get())


def test_a_stranger_is_nobody(bob: User) -> None:
    shop = open_shop(bob)
    assert Client().post(f"/desk/{shop.slug}/leaving/").status_code == 302
    browser = Client()
    browser.force_login(a_person())
    assert browser.get(f"/desk/{shop.slug}/leaving/").status_code == 404
