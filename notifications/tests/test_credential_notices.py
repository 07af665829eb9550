"""Who hears of what happens to credentials, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from accounts.models import User
from core.models import OutgoingMail
from notifications.catalogue import Notice
from notifications.models import Notification
from sellers.models import Requirement, Shop, ShopRole
from sellers.services import renew_approval
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop, works_in
from sellers.tests.vetting_factories import a_requirement, claimed, held
from sellers.vetting.services import (
    certify_facts,
    expire_credentials,
    note_sales,
    refuse_credential,
    remind_of_certifications,
    revoke_credential,
    warn_of_ends,
)

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], object]
Deliver = Callable[[], int]
DAY = timedelta(days=1)


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


@pytest.fixture
def insurance() -> Requirement:
    names = {"id": {"name": "Asuransi tanggung gugat", "why": "Karena."}}
    return a_requirement(name="Liability insurance", holds_days=100, translations=names, area="ID")


def told(kind: str) -> dict[str, Notice]:
    found = Notification.objects.filter(kind=kind).select_related("user")
    return {each.user.email: Notice(each.kind, each.particulars) for each in found}


def the_team(shop: Shop) -> User:
    manager = a_person("Mona")
    works_in(shop, manager, ShopRole.MANAGER)
    works_in(shop, a_person("Finn"), ShopRole.FINANCE)
    return manager


def test_the_owner_hears_of_a_decision_with_its_reason(
    shop: Shop, bob: User, insurance: Requirement, deliver: Deliver
) -> None:
    the_team(shop)
    refuse_credential(claimed(insurance, shop=shop), by=a_reviewer(), because="It names somebody else.")
    revoke_credential(held(insurance, shop=shop), by=a_reviewer(), because="Forged.")
    deliver()

    assert set(told("credential_verified")) == {bob.email}
    [refused], [revoked] = told("credential_refused").values(), told("credential_revoked").values()
    assert "Liability insurance" in refused.title
    assert "It names somebody else." in refused.text
    assert "Forged." in revoked.text
    assert "off sale from this moment" in revoked.text
    assert refused.url == f"/desk/{shop.slug}/credentials/{insurance.code}/"
    mails = [mail for mail in OutgoingMail.objects.filter(to=bob.email) if "Liability insurance" in mail.subject]
    assert len(mails) == 3
    assert all("<h1>" in mail.html for mail in mails)


def test_owner_and_manager_hear_of_the_end_before_and_when_it_comes(
    shop: Shop, bob: User, insurance: Requirement, deliver: Deliver, later: Later
) -> None:
    manager = the_team(shop)
    held(insurance, shop=shop)
    for wait in (41 * DAY, 30 * DAY, 23 * DAY):
        later(wait)
        assert warn_of_ends() == 1
    deliver()
    assert Notification.objects.filter(kind="credential_ends_soon", user=bob).count() == 3
    assert set(told("credential_ends_soon")) == {bob.email, manager.email}

    later(8 * DAY)
    expire_credentials()
    deliver()
    assert set(told("credential_expired")) == {bob.email, manager.email}


def test_what_was_renewed_in_time_expires_in_silence(
    shop: Shop, insurance: Requirement, deliver: Deliver, later: Later
) -> None:
    held(insurance, shop=shop)
    later(60 * DAY)
    held(insurance, shop=shop)
    later(41 * DAY)
    assert expire_credentials() == 1
    deliver()

    assert told("credential_expired") == {}


def test_an_applicant_hears_what_of_theirs_was_refused(bob: User, insurance: Requirement, deliver: Deliver) -> None:
    application = an_application(bob)
    refuse_credential(claimed(insurance, application=application), by=a_reviewer(), because="Too blurred.")
    deliver()

    [notice] = told("claim_refused").values()
    assert "Too blurred." in notice.text
    assert notice.url == f"/sell/applications/{application.number}/"


def test_what_sales_reached_names_the_day(shop: Shop, bob: User, deliver: Deliver) -> None:
    a_requirement(name="Tax number", threshold_count=200)
    note_sales(shop.seller, sales=200, turnover=1, currency="IDR")
    deliver()

    [notice] = told("requirement_reached").values()
    assert "Tax number" in notice.title
    assert "selling stops at that moment" in notice.text


def test_the_yearly_question_leads_to_its_page(shop: Shop, bob: User, deliver: Deliver, later: Later) -> None:
    later(336 * DAY)
    renew_approval(shop.seller, by=a_reviewer(), because="Still registered.")
    remind_of_certifications()
    deliver()

    [notice] = told("certification_due").values()
    assert notice.url == f"/desk/{shop.slug}/certify/"
    shop.seller.refresh_from_db()
    certify_facts(shop.seller, by=bob)
    assert remind_of_certifications() == 0


def test_the_name_is_in_the_readers_language(shop: Shop, bob: User, insurance: Requirement, deliver: Deliver) -> None:
    held(insurance, shop=shop)
    deliver()
    [notice] = told("credential_verified").values()

    with translation.override("id"):
        assert "Asuransi tanggung gugat" in notice.title
