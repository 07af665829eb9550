"""Credentials on the desk: who sees and does what, and what the pages say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import with_second_factor
from core import clock
from core.files import record_view
from core.formatting import day
from core.models import Trace
from sellers.models import Credential, CredentialCheck, Requirement, Seller, Shop, ShopRole
from sellers.tests.factories import PDF, a_person, a_reviewer, open_shop, works_in
from sellers.tests.fixtures import As
from sellers.tests.vetting_factories import a_licence, a_requirement, claimed, files_of, held
from sellers.vetting.services import (
    begin_check,
    refuse_credential,
    revoke_credential,
    save_requirement,
    verify_credential,
    work_out_all_ends,
)
from sellers.vetting.states import CredentialKind, CredentialStatus, EvidenceKind, Method
from taxonomy.models import Category
from taxonomy.tests.factories import a_category

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], object]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob))


@pytest.fixture
def insurance() -> Requirement:
    return a_requirement(name="Liability insurance", holds_days=100, kept_days=90, area="ID")


def url(shop: Shop, requirement: Requirement) -> str:
    return reverse("sellers:credential", args=[shop.slug, requirement.code])


def a_file(name: str = "policy.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(**more: Any) -> dict[str, Any]:
    return {"evidence": EvidenceKind.CERTIFICATE, "document": a_file(), **more}


def words_of(page: Any) -> str:
    return " ".join(page.text.split())


def test_the_page_says_why_who_sees_it_and_when_it_is_deleted(
    as_: As, shop: Shop, bob: User, insurance: Requirement
) -> None:
    page = words_of(as_(bob).get(url(shop, insurance)))

    assert "It pays when somebody is hurt." in page
    assert "You and our reviewers." in page
    assert "The documents 90 days after it is over" in page
    assert "Not shown yet." in page
    assert "One of these is enough: certificate." in page


def test_an_owner_shows_it_and_takes_it_back(as_: As, shop: Shop, bob: User, insurance: Requirement) -> None:
    client = as_(bob)
    page = words_of(client.post(url(shop, insurance), sent(), follow=True))
    assert "It has reached us." in page
    assert "a reviewer has not decided yet" in page
    credential = Credential.objects.get()
    assert credential.seller == shop.seller

    client.post(reverse("sellers:withdraw_claim", args=[shop.slug, credential.number]))
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.WITHDRAWN
    assert "Not shown yet." in words_of(client.get(url(shop, insurance)))


def test_a_renewal_leaves_the_old_one_in_force(
    as_: As, shop: Shop, bob: User, insurance: Requirement, later: Later
) -> None:
    held(insurance, shop=shop)
    later(timedelta(days=80))

    assert "Verified; ends in 20 days" in words_of(as_(bob).get(url(shop, insurance)))
    page = words_of(as_(bob).post(url(shop, insurance), sent(), follow=True))

    assert "Verified; ends in 20 days" in page
    shop.seller.refresh_from_db()
    assert shop.seller.sells_until > clock.now()
    renewal = Credential.objects.latest("pk")
    verify_credential(renewal, by=a_reviewer())
    assert f"Verified until {day(renewal.valid_until)}." in words_of(as_(bob).get(url(shop, insurance)))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", ["waiting", "verified", "forever", "expired", "refused", "revoked", "waived"])
def test_each_state_stands_in_plain_words(
    as_: As, shop: Shop, bob: User, insurance: Requirement, later: Later, state: str
) -> None:
    if state == "forever":
        insurance.holds_days = None
        save_requirement(insurance, by=None)
    credential = claimed(insurance, shop=shop)
    reviewer = a_reviewer()
    match state:
        case "refused":
            refuse_credential(credential, by=reviewer, because="It names somebody else.")
        case "waived":
            verify_credential(credential, by=reviewer, method=Method.WAIVED)
        case "waiting":
            begin_check(credential, by=reviewer)
        case _verified:
            verify_credential(credential, by=reviewer)
    if state == "revoked":
        revoke_credential(credential, by=reviewer, because="Forged.")
    if state == "expired":
        later(timedelta(days=100, minutes=1))

    said = {
        "waiting": "a reviewer has not decided yet.",
        "verified": "Verified until",
        "forever": "Verified, without an end.",
        "expired": "Expired on",
        "refused": "The reason: It names somebody else.",
        "revoked": "The reason: Forged.",
        "waived": "two of our staff decided so",
    }[state]
    for page in (url(shop, insurance), reverse("storefront:credentials", args=[shop.slug])):
        assert said in words_of(as_(bob).get(page))


def test_a_refusal_stands_beside_its_field_and_nothing_is_kept(
    as_: As, shop: Shop, bob: User, insurance: Requirement
) -> None:
    page = words_of(as_(bob).post(url(shop, insurance), sent(document=a_file("trick.pdf", b"MZ not a document"))))

    assert "Send a PDF, or a picture as JPEG, PNG or WebP." in page
    assert not Credential.objects.exists()


def test_a_new_account_is_compared_with_the_name_as_the_first_was(as_: As, shop: Shop, bob: User) -> None:
    bank = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True, evidence=[EvidenceKind.BANK_STATEMENT])
    account = {"subject": "DE89 3704 0044 0532 0130 00", "evidence": "bank_statement"}
    as_(bob).post(url(shop, bank), account | {"document": a_file()})
    assert not Credential.objects.exists()

    as_(bob).post(url(shop, bank), account | {"document": a_file(), "holder": "Somebody Else"})

    credential = Credential.objects.get()
    assert credential.holder == "Somebody Else"
    assert credential.checks.get(check_code="name").outcome == "suspicious"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "\u202egnp.exe", "a" * 119, "ظ" * 20])
def test_hostile_text_stays_text(as_: As, shop: Shop, bob: User, text: str) -> None:
    register = a_requirement(CredentialKind.LICENCE, asks_number=True, evidence=[EvidenceKind.LICENCE])
    answer = as_(bob).post(
        url(shop, register), {"subject": text[:60], "issuer": text, "evidence": "licence", "document": a_file()}
    )

    assert answer.status_code == 302
    for page in (answer.headers["Location"], reverse("storefront:credentials", args=[shop.slug])):
        seen = as_(bob).get(page)
        assert seen.status_code == 200
        assert "<script>alert" not in seen.text
        # What turns the direction of writing turns nothing but itself.
        assert seen.text.count("\u202e") == seen.text.count("<bdi>\u202e")


def test_documents_are_the_owners_and_every_look_is_on_record(
    as_: As, shop: Shop, bob: User, insurance: Requirement
) -> None:
    credential = held(insurance, shop=shop)
    [file] = files_of(credential)
    where = reverse("sellers:credential_document", args=[shop.slug, credential.number, 1])

    answer = as_(bob).get(where)

    assert answer.status_code == 200
    assert f'filename="credential-{credential.number}-1.pdf"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    trace = Trace.objects.get(thing=f"core.privatefile:{file.pk}")
    assert trace.actor == bob
    assert as_(bob).get(where.replace("/1/", "/2/")).status_code == 404
    assert as_(bob).get(where.replace("/1/", "/0/")).status_code == 404


def test_the_owner_reads_who_opened_it_by_number_and_never_by_name(
    as_: As, shop: Shop, bob: User, rita: User, insurance: Requirement
) -> None:
    credential = held(insurance, shop=shop)
    assert "Nobody but you." in words_of(as_(bob).get(url(shop, insurance)))
    record_view(files_of(credential)[0], viewer=rita, role="reviewer", about=[bob.pk], because="To decide.")

    page = words_of(as_(bob).get(url(shop, insurance)))
    assert "Nobody but you." not in page
    assert rita.name not in page


@pytest.mark.parametrize("role", [ShopRole.MANAGER, ShopRole.FINANCE])
def test_those_who_run_it_or_keep_the_money_look_and_do_nothing(
    as_: As, shop: Shop, insurance: Requirement, role: ShopRole
) -> None:
    credential = claimed(insurance, shop=shop)
    other = with_second_factor(a_person("Mona"))
    works_in(shop, other, role)
    client = as_(other)

    assert client.get(reverse("storefront:credentials", args=[shop.slug])).status_code == 200
    page = client.get(url(shop, insurance))
    assert page.status_code == 200
    assert "Send it" not in page.text
    assert "Download" not in page.text
    assert "Take it back" not in page.text
    assert client.post(url(shop, insurance), sent()).status_code == 404
    assert client.post(reverse("sellers:withdraw_claim", args=[shop.slug, credential.number])).status_code == 404
    assert client.get(reverse("sellers:credential_document", args=[shop.slug, credential.number, 1])).status_code == 404
    assert client.post(reverse("sellers:certify", args=[shop.slug])).status_code == 404
    assert Credential.objects.get().status == CredentialStatus.CLAIMED


@pytest.mark.parametrize("who", ["catalogue", "fulfilment", "stranger", "neighbour", "staff", "anonymous"])
def test_nobody_else_finds_any_of_it(as_: As, shop: Shop, insurance: Requirement, client: Any, who: str) -> None:
    credential = claimed(insurance, shop=shop)
    match who:
        case "catalogue" | "fulfilment":
            works_in(shop, person := a_person(), who)
        case "neighbour":
            person = with_second_factor(a_person())
            open_shop(person, name="Next door", country="DE", currency="EUR")
        case "staff":
            person = a_reviewer()
        case _other:
            person = a_person()
    browser = client if who == "anonymous" else as_(person)
    pages = [
        reverse("storefront:credentials", args=[shop.slug]),
        url(shop, insurance),
        reverse("sellers:certify", args=[shop.slug]),
        reverse("sellers:credential_document", args=[shop.slug, credential.number, 1]),
    ]

    wanted = 302 if who == "anonymous" else 404
    assert {browser.get(page).status_code for page in pages} == {wanted}
    posts = [url(shop, insurance), reverse("sellers:withdraw_claim", args=[shop.slug, credential.number]), pages[2]]
    assert {browser.post(page, sent()).status_code for page in posts} == {wanted}
    assert Credential.objects.get().status == CredentialStatus.CLAIMED


def test_another_sellers_claim_is_not_found_on_ones_own_desk(as_: As, shop: Shop, insurance: Requirement) -> None:
    theirs = claimed(insurance, shop=shop)
    carol = with_second_factor(a_person())
    own = open_shop(carol, name="Next door", country="DE", currency="EUR")

    assert as_(carol).post(reverse("sellers:withdraw_claim", args=[own.slug, theirs.number])).status_code == 404
    assert as_(carol).get(reverse("sellers:credential_document", args=[own.slug, theirs.number, 1])).status_code == 404


def test_an_owner_without_a_second_factor_is_asked_to_set_one_up(as_: As, carol: User) -> None:
    shop, insurance = open_shop(carol, name="Next door"), a_requirement()
    pages = [reverse("storefront:credentials", args=[shop.slug]), url(shop, insurance)]

    assert {as_(carol).get(page).status_code for page in pages} == {302}
    assert as_(carol).post(url(shop, insurance), sent()).status_code == 302
    assert not Credential.objects.exists()


def test_a_category_has_its_name_in_the_readers_language(as_: As, shop: Shop, bob: User) -> None:
    licence = a_licence(a_category("pantry", name="Pantry"))

    for page in (reverse("storefront:credentials", args=[shop.slug]), url(shop, licence)):
        assert "Pantry (id)" in as_(bob).get(f"/id{page}").text
        assert "Pantry (id)" not in as_(bob).get(page).text


def test_what_is_asked_of_others_is_not_there(as_: As, shop: Shop, bob: User) -> None:
    chinese = a_requirement(area="CN")
    much = a_requirement(threshold_count=200)

    assert as_(bob).get(url(shop, chinese)).status_code == 404
    assert as_(bob).get(url(shop, much)).status_code == 404


def test_the_desk_says_what_needs_somebody_today(as_: As, shop: Shop, bob: User, later: Later) -> None:
    desk = reverse("storefront:desk", args=[shop.slug])
    work_out_all_ends()
    assert "Look at the credentials" not in as_(bob).get(desk).text

    insurance = a_requirement(name="Liability insurance", holds_days=70)
    work_out_all_ends()
    page = words_of(as_(bob).get(desk))
    assert "Not there: Liability insurance." in page
    assert "Nothing of yours is on sale until everything" in page
    said = as_(bob).get(f"/api/v1/desk/{shop.slug}/").json()["credentials"]
    assert (said["missing"], said["is_stopped"], said["ending"]) == (["Liability insurance"], True, [])

    credential = held(insurance, shop=shop)
    assert "Look at the credentials" not in as_(bob).get(desk).text
    later(timedelta(days=15))
    assert f"Liability insurance ends on {day(credential.valid_until)}." in words_of(as_(bob).get(desk))  # type: ignore[arg-type]


def test_certifying_from_the_page(as_: As, shop: Shop, bob: User, later: Later) -> None:
    where = reverse("sellers:certify", args=[shop.slug])
    page = words_of(as_(bob).get(where))
    assert "Jalan Kemang Raya 8" in page
    assert "It is due by" in page

    answer = as_(bob).post(where, follow=True)

    assert "Thank you. We ask again in a year." in words_of(answer)
    assert Seller.objects.get(pk=shop.seller_id).certified_at is not None


def test_an_account_is_shown_with_its_holder_who_is_compared_with_the_seller_of_now(
    as_: As, shop: Shop, bob: User
) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True, evidence=[EvidenceKind.BANK_STATEMENT])
    given = {"subject": "DE89370400440532013000", "evidence": "bank_statement"}
    refused = as_(bob).post(url(shop, account), {**given, "document": a_file()})
    assert refused.context["form"].errors.keys() == {"holder"}
    Seller.objects.update(legal_name="PT Baru Sekali")

    as_(bob).post(url(shop, account), {**given, "document": a_file(), "holder": "Baru Sekali, PT"})
    program = {**given, "document": a_file(content=PDF + b"%%"), "holder": "Somebody Else"}
    as_(bob).post(f"/api/v1/desk/{shop.slug}/credentials/{account.code}/claim/", program)

    names = CredentialCheck.objects.filter(check_code="name").order_by("pk").values_list("outcome", flat=True)
    assert list(names) == ["passed", "suspicious"]


def test_the_category_is_named_in_the_readers_language(as_: As, shop: Shop, bob: User) -> None:
    food = a_category("food", name="Food")
    Category.objects.filter(pk=food.pk).update(translations={"id": "Makanan"})
    licence = a_licence(food)

    page = as_(bob).get(f"/id{url(shop, licence)}").text

    assert "“Makanan”" in page
    assert "“Food”" not in page
