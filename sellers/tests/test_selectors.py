from datetime import date

import pytest

from accounts.models import User
from core import clock
from sellers.models import Seller, SellerKind
from sellers.selectors import checks_of, identity_of, steps_of
from sellers.services import amend_application, approve_application, refuse_application, request_more, suspend_seller
from sellers.tests.factories import an_application, open_shop, some_facts
from sellers.tests.fixtures import CountQueries


def seller_of(**facts: object) -> Seller:
    return open_shop(**facts).seller  # type: ignore[arg-type]


def said(seller: Seller, *, done: bool) -> str:
    return " ".join(check.text for check in checks_of(seller) if check.done is done)


def test_a_number_of_the_right_format_is_not_called_verified(db: None) -> None:
    seller = seller_of()

    assert "has the right format" in said(seller, done=True)
    assert "verified" not in said(seller, done=True)
    assert "did not ask the register" in said(seller, done=False)


def test_a_check_digit_is_called_that_and_no_more(db: None) -> None:
    seller = seller_of(country="CH", currency="CHF", registration_number="CHE-100.155.212", registration_scheme="")

    assert "verified by its check digit" in said(seller, done=True)
    assert "did not ask the register" in said(seller, done=False)


def test_an_unknown_scheme_is_said_to_be_unchecked(db: None) -> None:
    number = {"registration_number": "HRB 1", "registration_scheme": "other"}
    seller = seller_of(country="DE", currency="EUR", kind=SellerKind.SOLE_TRADER, **number)

    assert "scheme is not known to us" in said(seller, done=False)


def test_what_was_not_done_is_always_said(db: None) -> None:
    seller = seller_of(kind=SellerKind.PRIVATE_PERSON, registration_number="")

    assert "there is no registration number" in said(seller, done=False)
    assert "did not visit the address" in said(seller, done=False)
    assert "bank account" in said(seller, done=False)


def test_every_check_that_was_done_has_its_day(db: None) -> None:
    seller = seller_of()

    assert {check.on_date for check in checks_of(seller) if check.done} == {clock.today()}
    assert all(isinstance(check.on_date, date) for check in checks_of(seller) if check.done)


def test_a_suspended_seller_has_no_approval_that_holds(rita: User) -> None:
    seller = seller_of()
    assert "The approval holds until" in said(seller, done=True)

    suspend_seller(seller, by=rita, because="Dissolved.")

    assert "The approval holds until" not in said(seller, done=True)


def test_the_identity_of_a_trader_is_complete(db: None) -> None:
    seller = seller_of(registration_number="01.312.166.0-091.000")
    lines = {line.label: line.text for line in identity_of(seller)}

    assert lines["Sold by"] == "PT Tanah Liat Nusantara"
    assert lines["Address"] == "Jalan Kemang Raya 8, 12730 Jakarta, Indonesia"
    assert lines["Registration"] == "NPWP, 013121660091000 (format ok)"
    assert (lines["E-mail"], lines["Phone"]) == ("halo@tanahliat.example", "+62 21 555 0100")


def test_of_a_private_person_only_kind_and_place_are_public(db: None) -> None:
    seller = seller_of(kind=SellerKind.PRIVATE_PERSON, registration_number="", legal_name="Siti Rahma")

    text = " ".join(line.text for line in identity_of(seller)) + said(seller, done=True) + said(seller, done=False)

    for secret in ("Siti", "Kemang", "halo@", "555"):
        assert secret not in text
    assert "Jakarta, Indonesia" in text


def test_reading_about_a_seller_costs_nothing_more(db: None, count_queries: CountQueries) -> None:
    seller = seller_of()

    assert count_queries(lambda: (checks_of(seller), identity_of(seller))) == 0


@pytest.mark.parametrize("outcome", ["approved", "refused"])
def test_the_steps_tell_the_whole_story(bob: User, rita: User, outcome: str) -> None:
    application = an_application(bob)
    assert [step.state for step in steps_of(application)] == ["done", "now", "next"]

    request_more(application, by=rita, what="The second page.")
    assert [step.title for step in steps_of(application)][-2:] == ["Your answer", "Decision"]
    amend_application(application, by=bob, facts=some_facts())
    if outcome == "approved":
        approve_application(application, by=rita)
    else:
        refuse_application(application, by=rita, because="No.")

    steps = steps_of(application)
    last = {"approved": "Approved: your shop is open", "refused": "Refused"}[outcome]
    assert [step.title for step in steps] == ["You applied", "We asked for more", "You answered", last]
    assert steps[1].place == "The second page."
    assert {step.state for step in steps} == {"done"}
