"""What software finds about a claim: each check by itself, and what follows from all of them."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from PIL import Image, ImageDraw, ImageFilter

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.errors import DomainError
from sellers.models import BlockedNumber, DocumentMark, Seller
from sellers.selectors.checklist import checklist_of, item_of
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop
from sellers.tests.vetting_factories import a_claim, said
from sellers.vetting.checks.names import ALIKE, SAME, alikeness
from sellers.vetting.likeness import NEAR, distance, marks_near, marks_of
from sellers.vetting.selectors import sentence_of
from sellers.vetting.services import block_number, unblock_number
from sellers.vetting.states import Checker, CheckOutcome, CredentialKind, CredentialStatus

NAMES = ("PT Gerabah Baru", "PT Tanah Liat Nusantara")


def a_page(words: str = "Certificate", *, size: tuple[int, int] = (1000, 1400), ink: str = "black") -> Image.Image:
    """A page with a heading, lines and a seal whose place follows from the words."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    scale = size[0] / 1000
    for row in range(40):
        long = sum(words.encode()) * (row + 3) * 7919 % 700 + 150
        pen.rectangle([scale * 100, scale * (100 + 30 * row), scale * (100 + long), scale * (112 + 30 * row)], fill=ink)
    return page


def written(page: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    page.save(file, kind, **options)
    return file.getvalue()


# --- Documents


@pytest.mark.parametrize(
    ("page", "outcome", "because"),
    [
        (a_page(), CheckOutcome.PASSED, ""),
        (a_page(size=(300, 420)), CheckOutcome.SUSPICIOUS, "small"),
        (a_page(ink="#f4f4f4"), CheckOutcome.SUSPICIOUS, "faint"),
        (a_page().filter(ImageFilter.GaussianBlur(6)), CheckOutcome.SUSPICIOUS, "blurred"),
    ],
)
def test_what_a_person_could_not_read_is_noticed(db: None, page: Image.Image, outcome: str, because: str) -> None:
    assert said(a_claim(content=written(page)), "legible") == (outcome, because)


def test_a_pdf_is_looked_at_by_its_first_page_and_counted(db: None) -> None:
    first, *others = [a_page(f"page {n}") for n in range(3)]
    credential = a_claim(content=written(first, "PDF", save_all=True, append_images=others))

    assert said(credential, "legible") == (CheckOutcome.PASSED, "")
    document = credential.documents.get()
    assert document.pages == 3
    assert document.marks.count() == 4


def test_a_book_and_a_document_without_a_page_are_for_people(db: None) -> None:
    pages = [a_page(size=(100, 140)) for _n in range(21)]
    book = a_claim(content=written(pages[0], "PDF", save_all=True, append_images=pages[1:]))
    assert said(book, "legible") == (CheckOutcome.SUSPICIOUS, "many_pages")

    empty = a_claim(content=b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
    assert said(empty, "legible") == (CheckOutcome.COULD_NOT, "not_drawn")


def test_the_child_draws_a_pdf_under_its_limits(db: None, picture_child: None) -> None:
    assert said(a_claim(content=written(a_page(), "PDF")), "legible")[0] == CheckOutcome.PASSED


def test_the_same_document_of_somebody_else_is_noticed_and_ones_own_is_not(db: None) -> None:
    application, page = an_application(), written(a_page(), "PDF")
    assert said(a_claim(content=page, application=application), "same_document")[0] == CheckOutcome.PASSED
    assert said(a_claim(content=page, application=application), "same_document")[0] == CheckOutcome.PASSED

    assert said(a_claim(content=page), "same_document") == (CheckOutcome.SUSPICIOUS, "same")


def test_a_document_that_was_saved_smaller_and_worse_is_still_the_same(db: None) -> None:
    a_claim(content=written(a_page()))

    worse = a_page().resize((700, 980)).filter(ImageFilter.GaussianBlur(1))
    assert said(a_claim(content=written(worse, "JPEG", quality=55)), "same_document") == (
        CheckOutcome.SUSPICIOUS,
        "near",
    )
    assert said(a_claim(content=written(a_page("Quite another paper"))), "same_document")[0] == CheckOutcome.PASSED


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_document_that_was_turned_is_still_the_same(db: None, degrees: int) -> None:
    a_claim(content=written(a_page()))

    turned = a_page().rotate(degrees, expand=True)
    assert said(a_claim(content=written(turned, "PDF")), "same_document") == (CheckOutcome.SUSPICIOUS, "near")
    another = a_page("Quite another paper").rotate(degrees, expand=True)
    assert said(a_claim(content=written(another)), "same_document")[0] == CheckOutcome.PASSED


def test_every_near_likeness_shares_a_mark_and_few_others_do() -> None:

    chance = random.Random(20261127)
    for _round in range(300):
        bits = chance.getrandbits(64)
        turned = bits
        for place in chance.sample(range(64), chance.randint(0, NEAR)):
            turned ^= 1 << place
        one, other = f"{bits:016x}", f"{turned:016x}"
        assert distance(one, other) <= NEAR
        assert set(marks_near(one)) & set(marks_of(other))
    assert marks_of("") == []
    assert len(marks_near("0123456789abcdef")) == 68


def test_a_near_document_is_found_by_an_index(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows as a whole")
    marks = DocumentMark.objects.filter(mark__in=marks_near("0123456789abcdef"))

    assert "USING INDEX" in marks.explain()


@pytest.mark.parametrize(
    ("given", "outcome", "because"),
    [
        ({"days": 400}, CheckOutcome.PASSED, ""),
        ({"days": 10}, CheckOutcome.SUSPICIOUS, "ends_soon"),
        ({"days": 0, "issued": 0}, CheckOutcome.SUSPICIOUS, "dates"),
    ],
)
def test_when_it_ends_is_looked_at(db: None, given: dict[str, int], outcome: str, because: str) -> None:
    today = clock.today()
    dates: dict[str, Any] = {"expires_on": today + timedelta(days=given["days"])}
    if "issued" in given:
        dates["issued_on"] = today

    assert said(a_claim(content=written(a_page()), **dates), "expiry") == (outcome, because)


# --- Numbers that are somewhere else


def test_a_number_of_somebody_else_is_noticed_without_saying_whose(db: None) -> None:
    first = a_claim(CredentialKind.BANK_ACCOUNT, subject="DE89370400440532013000", evidence=[], asks_number=True)
    assert said(first, "same_number")[0] == CheckOutcome.PASSED

    second = a_claim(CredentialKind.BANK_ACCOUNT, subject="DE89 3704 0044 0532 0130 00", evidence=[], asks_number=True)

    assert said(second, "same_number") == (CheckOutcome.SUSPICIOUS, "elsewhere")
    row = second.checks.get(check_code="same_number")
    assert first.number not in str(row.facts) + sentence_of(row)
    # An applicant learns nothing of it: they could ask for whoever's number sells here.
    for each in (first, second):
        item = item_of(checklist_of(each.application), each.requirement.code)
        assert item is not None
        assert list(item.findings) == ["The IBAN is verified by its check digits."]


def test_a_blocked_number_fails_until_it_is_unblocked(db: None) -> None:
    senior = a_reviewer(Role.SENIOR_REVIEWER)
    number: dict[str, Any] = {
        "kind": CredentialKind.TAX_NUMBER,
        "number": "DE 136 695 976",
        "because": "The firm was dissolved.",
    }
    blocked = block_number(**number, by=senior)
    assert "136695976" not in blocked.digest
    germany = an_application(country="DE", currency="EUR")
    given: dict[str, Any] = {"evidence": [], "asks_number": True, "checked_by": Checker.SOFTWARE}

    credential = a_claim(CredentialKind.TAX_NUMBER, application=germany, subject="DE136695976", **given)
    assert said(credential, "blocklist") == (CheckOutcome.FAILED, "blocked")
    assert credential.status == CredentialStatus.CLAIMED

    unblock_number(blocked, by=senior)
    again = a_claim(CredentialKind.TAX_NUMBER, application=germany, subject="DE136695976", **given)
    assert again.status == CredentialStatus.VERIFIED


@pytest.mark.parametrize("who", ["mallory", "rita"])
def test_only_senior_reviewers_block(db: None, request: pytest.FixtureRequest, who: str) -> None:
    person: User = request.getfixturevalue(who)

    with pytest.raises(DomainError):
        block_number(kind=CredentialKind.PHONE, number="+62 1", because="No.", by=person)
    assert not BlockedNumber.objects.exists()


# --- Names


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("PT Tanah Liat Nusantara", "Tanah Liat Nusantara, PT", SAME, 100),
        ("ООО «Глина»", "Glina LLC", SAME, 100),
        ("龙泉青瓷有限公司", "Longquan Qingci Co., Ltd.", SAME, 100),
        ("Müller Keramik GmbH", "Muller Keramik", SAME, 100),
        ("Budi Santoso", "SANTOSO BUDI", SAME, 100),
        ("Paolo Reyes", "Pablo Reyes", SAME, 100),
        ("PT Tanah Liat Nusantara", "Tanah Liat Nusa", ALIKE, SAME),
        ("PT Tanah Liat", "PT Sumber Makmur", 0, ALIKE),
        ("Limited", "GmbH", 0, ALIKE),
        ("", "GmbH", 0, 0),
    ],
)
def test_names_are_compared_across_scripts_and_forms(one: str, other: str, least: float, most: float) -> None:
    assert least <= alikeness(one, other) <= most


def test_an_account_must_be_of_the_business_and_not_of_whoever_answers(db: None) -> None:
    account: dict[str, Any] = {"subject": "DE89370400440532013000", "asks_number": True, "evidence": []}
    kind = CredentialKind.BANK_ACCOUNT

    assert said(a_claim(kind, holder="PT TANAH LIAT NUSANTARA", **account), "name")[0] == CheckOutcome.PASSED
    assert said(a_claim(kind, holder="Budi Santoso", **account), "name") == (CheckOutcome.SUSPICIOUS, "another")
    assert said(a_claim(holder="Santoso, Budi", content=written(a_page())), "name")[0] == CheckOutcome.PASSED


def test_a_seller_is_known_by_the_name_that_they_have_now(db: None) -> None:
    seller = open_shop().seller
    Seller.objects.filter(pk=seller.pk).update(legal_name="PT Gerabah Baru")
    account: dict[str, Any] = {"subject": "DE89370400440532013000", "asks_number": True, "evidence": []}
    account["application"] = seller.application

    now, before = (a_claim(CredentialKind.BANK_ACCOUNT, holder=name, **account) for name in NAMES)

    assert said(now, "name")[0] == CheckOutcome.PASSED
    assert said(before, "name") == (CheckOutcome.SUSPICIOUS, "another")


def test_no_check_keeps_a_name_or_a_number(db: None) -> None:
    credential = a_claim(holder="Budi Santoso", subject="12345678", content=written(a_page()))

    kept = str(list(credential.checks.values("facts")))
    assert "Budi" not in kept
    assert "12345678" not in kept


def test_somebody_without_an_application_of_ours_is_not_in_the_way(db: None) -> None:
    # Two people, one phone in the office: noticed, and no more than that.
    for _each in range(2):
        credential = a_claim(
            CredentialKind.PHONE,
            application=an_application(a_person(), contact_phone="+62 21 1"),
            subject="+62 21 1",
            evidence=[],
        )
    assert said(credential, "same_number")[0] == CheckOutcome.SUSPICIOUS
    assert credential.status == CredentialStatus.CLAIMED
