"""What changes slowly on purpose: who may ask, who agrees, who is told, and how long money waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from accounts.tests.conftest import code_in
from accounts.tests.factors import with_second_factor
from core import clock, foureyes
from core.errors import ImpossibleMove
from core.formatting import moment
from core.foureyes import CannotConfirm, NeedsSecondPerson, NotTheSecondPerson
from core.models import OutgoingMail, Proposal
from notifications.models import Notification
from sellers import services
from sellers.accounts_of_banks import WrongAccount, read_account
from sellers.models import Alarm, IdentityChange, PayoutAccount, Seller, Shop
from sellers.registration import NumberNotTaken, WrongNumber
from sellers.rules import PAUSE, UNTIL_LOOKED_AT, may_pay_out
from sellers.services import AlreadyAsked, IdentityIncomplete, MayNotDecide, NothingChanges, NotYours, ReasonMissing
from sellers.states import AlarmStatus, ChangeStatus, ShopRole, SlowChange
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in
from sellers.tests.fixtures import Deliver
from sellers.tests.vetting_factories import a_requirement
from sellers.vetting.states import CredentialKind, EvidenceKind

IBAN = "DE89 3704 0044 0532 0130 00"
SENIOR = Role.SENIOR_REVIEWER


def asked(shop: Shop, by: User, account: str = IBAN) -> PayoutAccount:
    return services.ask_payout_account(shop.seller, by=by, holder="PT Tanah Liat", account=account)


def in_force(shop: Shop, by: User, account: str = IBAN) -> PayoutAccount:
    row = asked(shop, by, account)
    foureyes.confirm(
        services.propose_payout_account(row, by=a_reviewer(), because="The statement fits."), by=a_reviewer(SENIOR)
    )
    row.refresh_from_db()
    return row


def the_seller() -> Seller:
    return Seller.objects.get()


def link(about: str) -> str:
    text = OutgoingMail.objects.filter(key__startswith=f"sellers.slow:{about}").latest("pk").text
    return "/sell/not-me/" + text.partition("/sell/not-me/")[2].split()[0]


# --- Numbers


@pytest.mark.parametrize(
    ("typed", "kept", "is_iban"),
    [
        (IBAN, "DE89370400440532013000", True),
        ("gb82 west 1234 5698 7654 32", "GB82WEST12345698765432", True),
        ("123-456-7890", "1234567890", False),
        ("6217 0000 1000 0000 001", "6217000010000000001", False),
    ],
)
def test_an_account_is_read(typed: str, kept: str, is_iban: bool) -> None:
    read = read_account(typed)

    assert (read.number, read.is_iban, read.last_four) == (kept, is_iban, kept[-4:])


@pytest.mark.parametrize(
    "typed", ["DE89 3704 0044 0532 0130 01", "ZZ89370400440532013000", "", "1234", "my account", "é12345"]
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(WrongAccount):
        read_account(typed)


# --- The account


def test_an_account_takes_an_owner_a_reviewer_and_a_second_one(bob: User) -> None:
    shop = open_shop(bob)
    row = asked(shop, bob)
    assert the_seller().payoutaccounts.in_force().first() is None

    with pytest.raises(NeedsSecondPerson):
        services.accept_payout_account(row, by=a_reviewer(), confirmed=None)
    row.refresh_from_db()
    reviewer = a_reviewer(SENIOR)
    proposal = services.propose_payout_account(row, by=reviewer, because="The statement fits.")
    for nobody in (reviewer, a_reviewer(), bob):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=nobody)
    foureyes.confirm(proposal, by=a_reviewer(SENIOR))

    row.refresh_from_db()
    assert (row.status, row.decided_by) == (ChangeStatus.IN_FORCE, reviewer)
    newer = in_force(shop, bob, account="1234567890")
    row.refresh_from_db()
    assert (row.status, newer.status) == (ChangeStatus.REPLACED, ChangeStatus.IN_FORCE)


def test_the_number_is_kept_encrypted_and_shown_by_its_end(bob: User) -> None:
    shop = open_shop(with_second_factor(bob))
    in_force(shop, bob)
    browser = Client()
    browser.force_login(bob)

    page = browser.get(f"/desk/{shop.slug}/payouts/").text

    assert "… 3000" in page
    assert "DE89370400440532013000" not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, holder FROM sellers_payoutaccount")
        assert not any(word in str(cursor.fetchall()) for word in ("DE89", "Tanah"))


@pytest.mark.parametrize("role", [ShopRole.MANAGER, ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE])
def test_only_the_owner_asks(bob: User, carol: User, role: ShopRole) -> None:
    shop = open_shop(bob)
    works_in(shop, carol, role)

    for nobody in (carol, a_person(), a_reviewer()):
        with pytest.raises(NotYours):
            asked(shop, nobody)
        with pytest.raises(NotYours):
            services.ask_identity(shop.seller, by=nobody, facts={"city": "Bandung"})

    assert the_seller().payouts_paused_until is None


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (ShopRole.MANAGER, 404),
        (ShopRole.CATALOGUE, 404),
        (ShopRole.FULFILMENT, 404),
        (ShopRole.FINANCE, 200),
    ],
)
def test_finance_sees_and_the_others_do_not(bob: User, carol: User, role: ShopRole, said: int) -> None:
    shop = open_shop(bob)
    works_in(shop, with_second_factor(carol), role)
    browser = Client()
    browser.force_login(carol)

    page = browser.get(f"/desk/{shop.slug}/payouts/")

    assert page.status_code == said
    assert "Ask for it" not in page.text
    assert browser.post(f"/desk/{shop.slug}/payouts/", {"holder": "C", "account": IBAN}).status_code == 404
    assert browser.get(f"/desk/{shop.slug}/identity/").status_code == 404
    assert not PayoutAccount.objects.exists()


def test_without_a_second_factor_nothing_opens(bob: User) -> None:
    shop = open_shop(bob)
    browser = Client()
    browser.force_login(bob)

    for page in ("payouts", "identity", "leaving"):
        assert browser.get(f"/desk/{shop.slug}/{page}/").headers["Location"] == "/account/second-factor/"


def test_one_at_a_time_and_something_new(bob: User) -> None:
    shop = open_shop(bob)
    row = asked(shop, bob)

    with pytest.raises(AlreadyAsked):
        asked(shop, bob, account="1234567890")
    services.withdraw_change(row, by=bob)
    in_force(shop, bob)
    with pytest.raises(NothingChanges):
        asked(shop, bob)
    with pytest.raises(ImpossibleMove):
        services.withdraw_change(row, by=bob)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_nobody_but_reviewers_decides(bob: User, role: Role) -> None:
    shop = open_shop(bob)
    row, own = asked(shop, bob), a_reviewer()
    works_in(shop, own, ShopRole.CATALOGUE)
    change = services.ask_identity(shop.seller, by=bob, facts={"city": "Bandung"})
    alarm = services.raise_alarm(link("payout_account").split("/")[3])
    assert alarm

    for nobody in (a_reviewer(role), own, bob):
        with pytest.raises(MayNotDecide):
            services.propose_payout_account(row, by=nobody, because="So.")
        with pytest.raises(MayNotDecide):
            services.refuse_change(row, by=nobody, because="So.")
        with pytest.raises(MayNotDecide):
            services.accept_identity(change, by=nobody)
        with pytest.raises(MayNotDecide):
            services.settle_alarm(alarm, by=nobody, because="So.")


def test_refusing_needs_words_and_changes_nothing(bob: User, deliver: Deliver) -> None:
    row = asked(open_shop(bob), bob)
    with pytest.raises(ReasonMissing):
        services.refuse_change(row, by=a_reviewer(), because=" ")

    services.refuse_change(row, by=a_reviewer(), because="Another name.")
    deliver()

    assert "Another name." in Notification.objects.filter(user=bob, kind="slow_change_refused").get().notice.text
    with pytest.raises(ImpossibleMove):
        services.propose_payout_account(row, by=a_reviewer(), because="All the same.")


# --- Who sells


def test_an_identity_changes_when_a_reviewer_agrees(bob: User) -> None:
    shop = open_shop(bob)
    change = services.ask_identity(shop.seller, by=bob, facts={"legal_name": "PT Tanah Baru", "city": "Bandung"})
    assert (the_seller().legal_name, the_seller().city) == ("PT Tanah Liat Nusantara", "Jakarta")

    services.accept_identity(change, by=a_reviewer(), note="The deed fits.")

    assert (the_seller().legal_name, the_seller().city) == ("PT Tanah Baru", "Bandung")
    with pytest.raises(ImpossibleMove):
        services.accept_identity(IdentityChange.objects.get(), by=a_reviewer())


def test_what_changed_meanwhile_is_not_overwritten(bob: User) -> None:
    shop = open_shop(bob)
    change = services.ask_identity(shop.seller, by=bob, facts={"city": "Bandung"})
    Seller.objects.update(city="Surabaya")

    with pytest.raises(ImpossibleMove):
        services.accept_identity(change, by=a_reviewer())

    assert the_seller().city == "Surabaya"


def test_a_new_identity_is_checked_as_the_first_was(bob: User) -> None:
    shop = open_shop(bob)
    with pytest.raises(WrongNumber):
        services.ask_identity(
            shop.seller, by=bob, facts={"registration_number": "12", "registration_scheme": "id.npwp"}
        )
    with pytest.raises(IdentityIncomplete):
        services.ask_identity(shop.seller, by=bob, facts={"registration_number": ""})
    with pytest.raises(IdentityIncomplete):
        services.ask_identity(shop.seller, by=bob, facts={"legal_name": ""})
    with pytest.raises(NothingChanges):
        services.ask_identity(shop.seller, by=bob, facts={"city": "Jakarta"})


def test_a_number_of_another_register_than_is_asked_for_is_refused(bob: User) -> None:
    """As it is when they apply: whoever must have a NIB does not become an NPWP."""
    shop = open_shop(bob)
    a_requirement(
        CredentialKind.REGISTRATION,
        evidence=[EvidenceKind.REGISTER_EXTRACT],
        asks_number=True,
        schemes=["id.nib"],
        required_from=clock.now() + timedelta(days=30),
    )
    npwp = {"registration_number": "01.312.166.0-092.999", "registration_scheme": "id.npwp"}

    for facts in (npwp, {"registration_number": "HRB 12", "registration_scheme": "other"}):
        with pytest.raises(NumberNotTaken, match="NIB") as refused:
            services.ask_identity(shop.seller, by=bob, facts=facts)
        assert refused.value.code == "sellers.number_not_taken"
    with pytest.raises(WrongNumber):
        services.ask_identity(shop.seller, by=bob, facts={**npwp, "registration_scheme": ""})
    assert not IdentityChange.objects.exists()

    # What they have stays theirs, whatever is asked since.
    change = services.ask_identity(shop.seller, by=bob, facts={"street": "Jalan Baru 1"})
    services.withdraw_change(change, by=bob)
    nib = services.ask_identity(
        shop.seller, by=bob, facts={"registration_number": "9120 0000 12345", "registration_scheme": ""}
    )
    assert nib.facts["registration_scheme"] == "id.nib"


def test_a_number_of_an_unknown_register_stands_in_no_other_changes_way(bob: User) -> None:
    shop = open_shop(bob)
    unknown = {"registration_number": "HRB 12", "registration_scheme": "", "registration_check": "unknown_scheme"}
    Seller.objects.update(**unknown)

    change = services.ask_identity(the_seller(), by=bob, facts={**unknown, "street": "Jalan Baru 1"})

    assert change.facts == {"street": "Jalan Baru 1"}
    with pytest.raises(AlreadyAsked):
        services.ask_identity(shop.seller, by=bob, facts={"city": "Bogor"})
    with pytest.raises(WrongNumber):
        services.ask_identity(the_seller(), by=bob, facts={"registration_number": "HRB 13"})


# --- Money waits


def test_payouts_wait_three_days_from_each_step(bob: User) -> None:
    shop = open_shop(bob)
    start = clock.now()
    with clock.at(start):
        row = asked(shop, bob)
    assert the_seller().payouts_paused_until == start + PAUSE
    assert the_seller().payouts_paused_because == SlowChange.PAYOUT_ACCOUNT

    with clock.at(start + timedelta(days=2)):
        proposal = services.propose_payout_account(row, by=a_reviewer(), because="It fits.")
        foureyes.confirm(proposal, by=a_reviewer(SENIOR))

    end = start + timedelta(days=2) + PAUSE
    assert the_seller().payouts_paused_until == end
    assert not may_pay_out(paused_until=end, now=end - timedelta(seconds=1))
    assert may_pay_out(paused_until=end, now=end)
    assert may_pay_out(paused_until=None, now=end)


def test_everybody_and_the_addresses_that_we_know_are_told(bob: User, carol: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    works_in(shop, carol, ShopRole.CATALOGUE)

    asked(shop, bob)
    deliver()

    for person in (bob, carol):
        assert Notification.objects.filter(user=person, kind="slow_change_asked").count() == 1
    warned = OutgoingMail.objects.filter(key__startswith="sellers.slow:")
    assert set(warned.values_list("to", flat=True)) == {bob.email, shop.seller.contact_email}
    assert all(each.is_sensitive and "/sell/not-me/" in each.html for each in warned)
    assert not any("DE89" in each.text or "3000" in each.text for each in warned)


# --- This was not me


def test_the_link_stops_payouts_until_a_reviewer_has_looked(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    row = asked(shop, bob)
    proposal = services.propose_payout_account(row, by=a_reviewer(), because="It fits.")
    visitor, url = Client(), link("payout_account")

    assert "Stop payouts" in visitor.get(url).text
    assert not Alarm.objects.exists()
    assert "Payouts are stopped." in visitor.post(url).text
    visitor.post(url)

    alarm = Alarm.objects.get()
    assert the_seller().payouts_paused_until == UNTIL_LOOKED_AT
    # A second person does not agree to what has another look by then.
    with pytest.raises(CannotConfirm):
        foureyes.confirm(Proposal.objects.get(pk=proposal.pk), by=a_reviewer(SENIOR))
    with pytest.raises(ReasonMissing):
        services.settle_alarm(alarm, by=a_reviewer(), because="")
    settled = clock.now()
    with clock.at(settled):
        services.settle_alarm(alarm, by=a_reviewer(), because="I rang them: it was their brother.")
    assert the_seller().payouts_paused_until == settled + PAUSE
    visitor.post(url)
    assert the_seller().payouts_paused_until == settled + PAUSE
    deliver()
    assert Notification.objects.filter(user=bob, kind__in=["payouts_stopped", "payouts_go_on"]).count() == 2
    until = Notification.objects.get(user=bob, kind="payouts_go_on").notice.text
    assert f"from {moment(settled + PAUSE)} on" in until


def test_another_open_alarm_keeps_money_waiting(bob: User) -> None:
    shop = open_shop(bob)
    asked(shop, bob)
    services.ask_identity(shop.seller, by=bob, facts={"city": "Bandung"})
    for about in ("payout_account", "legal_identity"):
        Client().post(link(about))
    first, second = Alarm.objects.order_by("pk")

    services.settle_alarm(first, by=a_reviewer(), because="So.")
    assert the_seller().payouts_paused_until == UNTIL_LOOKED_AT
    services.settle_alarm(second, by=a_reviewer(), because="So.")

    assert the_seller().payouts_paused_until != UNTIL_LOOKED_AT
    assert Alarm.objects.filter(status=AlarmStatus.SETTLED).count() == 2


@pytest.mark.parametrize("token", ["x", "eyJzZWxsZXIiOjF9:1wX:abc"])
def test_a_link_that_is_not_ours_is_none(bob: User, token: str) -> None:
    open_shop(bob)

    assert Client().get(f"/sell/not-me/{token}/").status_code == 404
    assert Client().post(f"/sell/not-me/{token}/").status_code == 404
    assert not Alarm.objects.exists()


def test_nor_is_one_that_was_signed_for_something_else(bob: User, settings: Settings) -> None:
    asked(open_shop(bob), bob)
    url = link("payout_account")
    settings.SECRET_KEY = "another" * 10

    assert Client().post(url).status_code == 404
    assert the_seller().payouts_paused_until != UNTIL_LOOKED_AT


def test_an_owner_with_another_address_is_told_of_at_the_old_one(bob: User, carol: User, deliver: Deliver) -> None:
    shop, old = open_shop(bob), bob.email
    works_in(shop, carol, ShopRole.FINANCE)
    services.owner_changed_email(bob, old=old)
    services.owner_changed_email(carol, old=carol.email)
    deliver()

    assert the_seller().payouts_paused_because == SlowChange.OWNER_EMAIL
    [mail] = OutgoingMail.objects.filter(key__startswith="sellers.slow:owner_email")
    assert mail.to == old
    assert Notification.objects.filter(user=carol, kind="slow_change_made").count() == 1
    Client().post(link("owner_email"))
    assert the_seller().payouts_paused_until == UNTIL_LOOKED_AT


def test_the_page_of_the_address_does_all_that(bob: User) -> None:
    shop = open_shop(bob)
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True, primary=True)
    browser, old = Client(), bob.email
    browser.post("/accounts/login/", {"login": old, "password": "Bob opens the door"})

    browser.post("/accounts/email/", {"email": "mallory@new.example", "action_add": ""})
    mail = OutgoingMail.objects.filter(to="mallory@new.example").latest("pk")
    browser.post("/accounts/confirm-email/", {"code": code_in(mail)})

    bob.refresh_from_db()
    assert bob.email == "mallory@new.example"
    assert the_seller().payouts_paused_because == SlowChange.OWNER_EMAIL
    assert OutgoingMail.objects.get(key__startswith="sellers.slow:owner_email").to == old
    assert shop.seller.payouts_paused_until is None
