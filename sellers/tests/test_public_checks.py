"""What shoppers read of what was checked: each credential with its method and day, and nothing that was not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from core import clock
from core.formatting import day
from core.invariants import violations
from sellers.models import Credential, Seller, Shop
from sellers.selectors import checks_of
from sellers.services import approve_application
from sellers.tests.factories import a_reviewer, an_application, open_shop
from sellers.tests.fixtures import CountQueries, Deliver
from sellers.tests.vetting_factories import a_licence, a_requirement, claimed, held
from sellers.vetting.services import (
    refuse_credential,
    revoke_credential,
    save_requirement,
    verify_credential,
    work_out_all_ends,
)
from sellers.vetting.states import Checker, CredentialKind, Method
from taxonomy.tests.factories import a_category

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], object]
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def said(shop: Shop, *, done: bool) -> list[str]:
    seller = Seller.objects.get(shops=shop)
    return [check.text for check in checks_of(seller) if check.done is done]


def test_a_document_that_was_read_stands_there_with_its_days(shop: Shop) -> None:
    credential = held(a_requirement(name="Liability insurance", holds_days=90), shop=shop)

    now, until = day(clock.now()), day(credential.valid_until)  # type: ignore[arg-type]
    assert f"Liability insurance: a reviewer read this document on {now}: certificate. It holds until {until}." in said(
        shop, done=True
    )


def test_what_was_taken_back_of_an_application_was_never_public() -> None:
    application, rita = an_application(), a_reviewer()
    insurance = a_requirement(name="Liability insurance")
    revoke_credential(held(insurance, application=application, by=rita), by=rita, because="The wrong one.")
    held(insurance, application=application, by=rita)

    shop = approve_application(application, by=rita)

    assert "taken back" not in " ".join(said(shop, done=False))
    assert any("Liability insurance: a reviewer read" in words for words in said(shop, done=True))


def test_a_check_digit_is_no_answer_of_the_bank_and_the_number_stays_private(shop: Shop) -> None:
    bank = a_requirement(
        CredentialKind.BANK_ACCOUNT, name="Bank account", evidence=[], asks_number=True, checked_by=Checker.SOFTWARE
    )
    held(bank, shop=shop, subject=IBAN)

    words = " ".join(said(shop, done=True))
    assert "the IBAN is verified by its check digit" in words
    assert "we did not ask the bank" in words
    seen = words + " ".join(said(shop, done=False)) + str(Seller.objects.get(shops=shop).checked)
    assert "0532" not in seen
    assert "3000" not in seen


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (Method.CODE, "confirmed by a code that we sent"),
        (Method.REGISTER, "found in the register"),
        (Method.FORMAT, "the format is right"),
        (Method.CHECK_DIGIT, "verified by its check digit"),
    ],
)
def test_a_method_says_no_more_than_what_was_done(shop: Shop, method: Method, words: str) -> None:
    credential = claimed(a_requirement(CredentialKind.PHONE, name="Phone"), shop=shop)
    verify_credential(credential, by=a_reviewer(), method=method)

    assert any(line.startswith("Phone") and words in line for line in said(shop, done=True))


def test_what_two_waived_was_not_checked(shop: Shop) -> None:
    credential = claimed(a_requirement(), shop=shop)
    verify_credential(credential, by=a_reviewer(), method=Method.WAIVED)

    assert any("two of our staff decided so" in line for line in said(shop, done=False))


def test_what_is_asked_and_was_not_shown_is_said(shop: Shop) -> None:
    a_requirement(name="Liability insurance")
    a_requirement(name="Chinese licence", area="CN")
    a_licence(a_category("pantry"), name="Permit for food")
    work_out_all_ends()

    lines = said(shop, done=False)
    assert "Liability insurance: nothing was shown." in lines
    assert not [line for line in lines if "Chinese" in line or "Permit" in line]


def test_a_claim_and_a_refusal_change_nothing_publicly(shop: Shop) -> None:
    requirement = a_requirement()
    work_out_all_ends()
    before = said(shop, done=False)

    credential = claimed(requirement, shop=shop)
    assert said(shop, done=False) == before
    refuse_credential(credential, by=a_reviewer(), because="It names somebody else, of Sunset Road 5.")
    assert said(shop, done=False) == before


def test_what_expired_says_so_at_that_very_moment_and_stays(shop: Shop, later: Later) -> None:
    held(a_requirement(name="Liability insurance", holds_days=10), shop=shop)
    first, end = day(clock.now()), day(clock.now() + timedelta(days=10))

    later(timedelta(days=10, minutes=1))

    assert f"Liability insurance: verified on {first}, expired on {end}." in said(shop, done=False)
    assert not [line for line in said(shop, done=True) if "insurance" in line]


def test_what_was_taken_back_leaves_a_line_even_after_another_one(shop: Shop) -> None:
    requirement = a_requirement(name="Liability insurance")
    revoke_credential(held(requirement, shop=shop), by=a_reviewer(), because="Forged.")
    held(requirement, shop=shop)

    assert any("taken back by us" in line for line in said(shop, done=False))
    assert any(line.startswith("Liability insurance: a reviewer read") for line in said(shop, done=True))
    assert "Forged" not in str(Seller.objects.get(shops=shop).checked)


def test_a_renewal_takes_the_place_of_what_it_renews(shop: Shop, later: Later) -> None:
    requirement = a_requirement(name="Liability insurance", holds_days=100)
    held(requirement, shop=shop)
    later(timedelta(days=60))
    held(requirement, shop=shop)

    assert len([line for line in said(shop, done=True) if "insurance" in line]) == 1


def test_what_is_no_longer_asked_stays_with_what_was_found(shop: Shop) -> None:
    requirement = a_requirement(name="Liability insurance")
    held(requirement, shop=shop)
    requirement.is_active = False
    save_requirement(requirement, by=None)
    work_out_all_ends()

    assert any("Liability insurance" in line for line in said(shop, done=True))


def test_it_is_in_the_readers_language(shop: Shop) -> None:
    names = {"id": {"name": "Asuransi tanggung gugat", "why": "Karena."}}
    held(a_requirement(name="Liability insurance", translations=names), shop=shop)

    with translation.override("id"):
        assert any("Asuransi tanggung gugat" in line for line in said(shop, done=True))


def test_reading_costs_no_query_and_keeping_the_same_for_twenty(shop: Shop, count_queries: CountQueries) -> None:
    held(a_requirement(), shop=shop)
    of_one = count_queries(work_out_all_ends)
    for _ in range(20):
        held(a_requirement(), shop=shop)
    seller = Seller.objects.get(shops=shop)

    assert count_queries(lambda: checks_of(seller)) == 0
    assert len([check for check in checks_of(seller) if "insurance" in check.text]) == 21
    assert count_queries(work_out_all_ends) == of_one


def test_the_invariant_notices_a_slip_that_says_something_else(shop: Shop, deliver: Deliver) -> None:
    held(a_requirement(), shop=shop)
    deliver()
    assert not list(violations())

    Credential.objects.update(method=Method.REGISTER)

    assert [found for _invariant, found in violations() if "said publicly" in found.sentence]
