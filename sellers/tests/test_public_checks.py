"""What shoppers read of what was checked: each credential with its method and day, and nothing that was not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from core import clock
from core.formatting import day
from core.invariants import violations
from sellers.models import Credential, Seller, Shop, ShopRole
from sellers.selectors import checks_of
from sellers.services import accept_identity, approve_application, ask_identity
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
from sellers.vetting.states import Checker, CredentialKind, EvidenceKind, Method
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


# --- Who they are is another one by now


def renamed(shop: Shop, **facts: str) -> str:
    """A change of identity that a reviewer has agreed to; the day on which they did."""
    owner = shop.memberships.get(role=ShopRole.OWNER).user
    change = ask_identity(Seller.objects.get(shops=shop), by=owner, facts=facts)
    accept_identity(change, by=a_reviewer())
    return day(clock.now())


def registered(shop: Shop) -> str:
    """Their own number, found in the register by somebody; the day of it."""
    register = a_requirement(
        CredentialKind.REGISTRATION, name="Registration", evidence=[EvidenceKind.REGISTER_EXTRACT], asks_number=True
    )
    number, scheme = shop.seller.registration_number, shop.seller.registration_scheme
    verify_credential(
        claimed(register, shop=shop, subject=number, scheme=scheme), by=a_reviewer(), method=Method.REGISTER
    )
    return day(clock.now())


NOT_ASKED = "We did not ask the register whether this entry exists and is theirs."


def test_another_number_was_not_found_because_the_former_was(shop: Shop, later: Later) -> None:
    checked = registered(shop)
    assert any("Registration: found in the register" in line for line in said(shop, done=True))
    assert NOT_ASKED not in said(shop, done=False)
    later(timedelta(days=40))

    agreed = renamed(shop, registration_number="01.312.166.0-092.999")

    done, undone = said(shop, done=True), said(shop, done=False)
    assert f"A reviewer agreed to the present registration number, on {agreed}." in done
    assert not [line for line in done if line.startswith("Registration")]
    assert NOT_ASKED in undone
    assert (
        f"Registration: checked on {checked}, of another registration number than the one that they have since "
        f"{agreed}." in undone
    )
    # The number's own line has the day of the number.
    seller = Seller.objects.get(shops=shop)
    (line,) = [check for check in checks_of(seller) if check.text.startswith("The number")]
    assert line.on_date == clock.today()


def test_what_was_found_under_the_former_name_says_so_until_it_is_found_again(shop: Shop, later: Later) -> None:
    checked = registered(shop)
    later(timedelta(days=40))

    agreed = renamed(shop, legal_name="PT Tanah Baru")

    assert f"A reviewer agreed to the present legal name, on {agreed}." in said(shop, done=True)
    undone = said(shop, done=False)
    assert NOT_ASKED in undone
    assert (
        f"Registration: checked on {checked}, under another legal name than the one that they have since {agreed}."
        in undone
    )
    later(timedelta(days=1))
    registered(shop)
    assert any(line.startswith("Registration: found in the register") for line in said(shop, done=True))
    assert NOT_ASKED not in said(shop, done=False)


def test_a_name_and_a_number_that_came_back_are_the_ones_that_were_found(shop: Shop, later: Later) -> None:
    first = shop.seller.registration_number
    registered(shop)
    for name, number in (("PT Lain", "01.312.166.0-092.999"), (shop.seller.legal_name, first)):
        later(timedelta(days=1))
        renamed(shop, legal_name=name, registration_number=number)

    assert any(line.startswith("Registration: found in the register") for line in said(shop, done=True))
    assert NOT_ASKED not in said(shop, done=False)


def test_another_street_and_a_code_that_came_back_say_as_much_as_before(shop: Shop, later: Later) -> None:
    registered(shop)
    phone = a_requirement(CredentialKind.PHONE, name="Phone")
    verify_credential(claimed(phone, shop=shop), by=a_reviewer(), method=Method.CODE)
    later(timedelta(days=1))

    renamed(shop, street="Jalan Baru 1")
    assert any(line.startswith("Registration: found in the register") for line in said(shop, done=True))

    renamed(shop, legal_name="PT Tanah Baru")
    assert any(line.startswith("Phone: confirmed by a code") for line in said(shop, done=True))


def test_a_change_of_who_they_are_costs_readers_no_query(
    shop: Shop, later: Later, count_queries: CountQueries, deliver: Deliver
) -> None:
    registered(shop)
    later(timedelta(days=1))
    renamed(shop, legal_name="PT Tanah Baru")
    seller = Seller.objects.get(shops=shop)

    assert count_queries(lambda: checks_of(seller)) == 0
    deliver()
    assert not [found for _invariant, found in violations() if "said publicly" in found.sentence]


def test_the_page_of_the_shop_says_it(shop: Shop, later: Later) -> None:
    registered(shop)
    later(timedelta(days=1))
    renamed(shop, registration_number="01.312.166.0-092.999")

    page = Client().get(f"/shops/{shop.slug}/").text

    assert "of another registration number than the one that they have since" in page
    assert "found in the register" not in page
