"""Who owns a brand and who may offer it: asked for, answered by the right person, taken away, over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core import clock, foureyes
from core.audit import key_of
from core.errors import ImpossibleMove
from core.files import FileIsGone, read_private
from core.foureyes import NeedsSecondPerson, NotTheSecondPerson
from core.models import PrivateFile, Trace
from sellers.documents import DocumentRefused
from sellers.models import BrandAuthorisation, Shop
from sellers.rules import BRAND_HOLDS, OWNER_ANSWERS_WITHIN, REFUSED_DOCUMENT_KEPT
from sellers.selectors import brands_of
from sellers.services import (
    AlreadyClaimed,
    BrandHasOwner,
    NotYoursToAuthorise,
    ReasonMissing,
    UnknownBrand,
    authorise_seller,
    claim_brand,
    expire_authorisations,
    forget_brand_papers,
    grant_claim,
    propose_brand_owner,
    refuse_claim,
    revoke_authorisation,
    suspend_seller,
    withdraw_claim,
)
from sellers.states import BrandRole
from sellers.tests.brands import a_brand_owner, a_claim, a_protected_brand, authorised, owned
from sellers.tests.factories import a_document, a_person, a_reviewer, open_shop, works_in
from sellers.tests.fixtures import CountQueries
from taxonomy.models import Brand

At = Callable[[datetime], Any]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, name="Bob's")


def owner_of(shop: Shop) -> User:
    return shop.memberships.get(role="owner").user


def test_whose_a_brand_is_takes_two_and_protects_it(shop: Shop, bob: User, rita: User) -> None:
    claim = a_claim(shop, "Mizu", role=BrandRole.OWNER, trademark_number="018", trademark_office="EUIPO")
    brand = Brand.objects.get(name="Mizu")
    assert not brand.is_protected
    with pytest.raises(NeedsSecondPerson):
        grant_claim(BrandAuthorisation.objects.get(pk=claim.pk), by=rita)

    proposal = propose_brand_owner(claim, by=rita, because="EUIPO names them.")
    member = a_reviewer(Role.SENIOR_REVIEWER)
    works_in(shop, member, "finance")
    for person in (rita, member, a_reviewer(), a_reviewer(Role.ADMIN)):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=person)
    foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))

    claim.refresh_from_db()
    brand.refresh_from_db()
    assert (claim.status, claim.decided_as, claim.holds) == ("granted", "reviewer", True)
    assert (brand.is_protected, brand.trademark_number) == (True, "018")
    other = a_claim(open_shop(), "Mizu", role=BrandRole.OWNER)
    again = propose_brand_owner(other, by=rita, because="They say so.")
    with pytest.raises(BrandHasOwner):
        foureyes.confirm(again, by=a_reviewer(Role.SENIOR_REVIEWER))


def test_nothing_is_asked_for_that_needs_no_asking(shop: Shop, bob: User) -> None:
    with pytest.raises(UnknownBrand):
        a_claim(shop, "Nowhere")
    a_protected_brand()
    with pytest.raises(DocumentRefused):
        claim_brand(shop, by=bob, brand="Hoshi", document=a_document(content=b"MZ"))
    a_claim(shop)
    with pytest.raises(AlreadyClaimed):
        a_claim(shop, "HOSHI")
    owned(shop, "Mizu")
    with pytest.raises(AlreadyClaimed):
        a_claim(shop, "mizu")
    assert BrandAuthorisation.objects.count() == 2


def test_the_owner_answers_and_a_reviewer_only_after_a_while(shop: Shop, rita: User, at: At) -> None:
    others, _brand = a_brand_owner()
    claim = a_claim(shop)

    with pytest.raises(NotYoursToAuthorise, match="14 days"):
        grant_claim(claim, by=rita)
    with at(clock.now() + OWNER_ANSWERS_WITHIN):
        assert grant_claim(claim, by=rita).decided_as == "reviewer"
    other = open_shop()
    assert grant_claim(a_claim(other), by=owner_of(others)).decided_as == "owner"
    # Whoever was authorised by a reviewer can lose it by the owner, and the other way round.
    revoke_authorisation(claim, by=owner_of(others), because="We do not know them.")
    revoke_authorisation(BrandAuthorisation.objects.get(seller=other.seller), by=rita, because="A forged letter.")


def wrong_people(shop: Shop, others: Shop) -> list[User]:
    """Everybody to whom an answer is not left: of the staff, of either shop, and from the street."""
    keeper, own_manager, stranger = a_person("Keeper"), a_person("Manager"), open_shop()
    works_in(others, keeper, "catalogue")
    works_in(shop, own_manager, "manager")
    staff = [a_reviewer(role) for role in Role if role not in (Role.REVIEWER, Role.SENIOR_REVIEWER)]
    return [*staff, keeper, own_manager, owner_of(shop), owner_of(stranger), a_person("Shopper")]


def test_nobody_else_answers_takes_away_or_authorises(shop: Shop) -> None:
    others, brand = a_brand_owner()
    claim, third = a_claim(shop), open_shop()
    held = authorise_seller(brand, open_shop().seller, by=owner_of(others))

    for person in wrong_people(shop, others):
        for act in (
            lambda person=person: grant_claim(claim, by=person),
            lambda person=person: refuse_claim(claim, by=person, because="x"),
            lambda person=person: authorise_seller(brand, third.seller, by=person),
        ):
            with pytest.raises(NotYoursToAuthorise):
                act()
    for person in wrong_people(third, others):
        with pytest.raises(NotYoursToAuthorise):
            revoke_authorisation(held, by=person, because="x")
    # A reviewer decides about claims, and authorises nobody who has not asked.
    with pytest.raises(NotYoursToAuthorise):
        authorise_seller(brand, third.seller, by=a_reviewer())
    assert BrandAuthorisation.objects.filter(status="granted").count() == 2


def test_a_suspended_owner_authorises_nobody(shop: Shop, rita: User) -> None:
    others, brand = a_brand_owner()
    suspend_seller(others.seller, by=rita, because="A question.")

    with pytest.raises(NotYoursToAuthorise):
        authorise_seller(brand, shop.seller, by=owner_of(others))
    # Then reviewers answer at once.
    assert grant_claim(a_claim(shop), by=rita).status == "granted"


def test_an_owner_is_not_authorised_by_itself(shop: Shop) -> None:
    held = owned(shop)

    with pytest.raises(AlreadyClaimed):
        authorise_seller(held.brand, shop.seller, by=owner_of(shop))


def test_it_holds_for_a_year_and_is_renewed_by_the_next(shop: Shop, at: At) -> None:
    brand = a_protected_brand()
    first = authorised(shop, brand)
    with at(clock.now() + timedelta(days=300)):
        second = authorised(shop, brand)
        first.refresh_from_db()
        assert (first.status, second.valid_until) == ("expired", clock.now() + BRAND_HOLDS)
        assert expire_authorisations() == 0
    with at(clock.now() + timedelta(days=300) + BRAND_HOLDS):
        assert not BrandAuthorisation.objects.holding().exists()
        assert not second.holds
        assert (expire_authorisations(), expire_authorisations()) == (1, 0)


def test_words_are_needed_to_say_no(shop: Shop, rita: User) -> None:
    brand = a_protected_brand()
    claim = a_claim(shop)

    with pytest.raises(ReasonMissing):
        refuse_claim(claim, by=rita, because=" ")
    refuse_claim(BrandAuthorisation.objects.get(pk=claim.pk), by=rita, because="The letter names another shop.")
    with pytest.raises(ImpossibleMove):
        grant_claim(BrandAuthorisation.objects.get(pk=claim.pk), by=rita)
    held = authorised(shop, brand)
    with pytest.raises(ReasonMissing):
        revoke_authorisation(held, by=rita, because="")
    assert list(Trace.objects.of(key_of(held)).values_list("act", flat=True)) == ["sellers.granted_brand"]


def test_papers_go_when_nobody_needs_them(
    shop: Shop, rita: User, at: At, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    a_protected_brand()
    a_protected_brand("Mizu")
    withdrawn, refused, held = a_claim(shop), a_claim(shop, "Mizu"), authorised(open_shop(), Brand.objects.all()[0])
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_claim(withdrawn, by=owner_of(shop))
    refuse_claim(refused, by=rita, because="No.")
    assert withdrawn.evidence is not None
    assert refused.evidence is not None
    assert held.evidence is not None
    with pytest.raises(FileIsGone):
        read_private(withdrawn.evidence)

    with at(clock.now() + REFUSED_DOCUMENT_KEPT - timedelta(days=1)):
        assert forget_brand_papers() == 0
    with at(clock.now() + REFUSED_DOCUMENT_KEPT + timedelta(days=1)):
        assert forget_brand_papers() == 1
    assert PrivateFile.objects.get(pk=refused.evidence.pk).deleted_at is not None
    assert read_private(held.evidence)


def test_the_pages_of_owner_and_asker(shop: Shop, bob: User, client: Client) -> None:
    others, _brand = a_brand_owner()
    owner = with_second_factor(owner_of(others))
    claim = a_claim(shop, words="We buy from your agent.")
    client.force_login(owner)
    page = reverse("sellers:brands", args=[others.slug])

    assert "We buy from your agent." in client.get(page).text
    paper = reverse("sellers:brand_paper", args=[others.slug, claim.number])
    assert client.get(paper).headers["Content-Disposition"].startswith("attachment")
    client.post(reverse("sellers:brand_refuse", args=[others.slug, claim.number]), {"because": ""})
    claim.refresh_from_db()
    assert claim.status == "claimed"
    client.post(reverse("sellers:brand_grant", args=[others.slug, claim.number]))
    claim.refresh_from_db()
    assert claim.status == "granted"
    third = open_shop(name="Third")
    held = BrandAuthorisation.objects.get(role="owner")
    address = f"http://localhost:8000/id/shops/{third.slug}/"
    client.post(reverse("sellers:brand_authorise", args=[others.slug, held.number]), {"shop": address})
    assert BrandAuthorisation.objects.holding().filter(seller=third.seller).exists()
    wrong = client.post(reverse("sellers:brand_authorise", args=[others.slug, held.number]), {"shop": "<b>nowhere"})
    assert "There is no such shop." in wrong.text
    assert "<b>nowhere" not in wrong.text
    client.post(reverse("sellers:brand_revoke", args=[others.slug, claim.number]), {"because": "<b>No</b> more."})

    client.force_login(with_second_factor(bob))
    # What one asked for oneself, one cannot grant; and another's brand one does not run.
    for name in ("grant", "refuse", "revoke"):
        assert client.post(reverse(f"sellers:brand_{name}", args=[shop.slug, claim.number])).status_code == 404
    text = client.get(reverse("sellers:brands", args=[shop.slug])).text
    assert "&lt;b&gt;No&lt;/b&gt; more." in text
    sent = {"brand": "Nowhere", "role": "authorised", "document": _file()}
    answer = client.post(reverse("sellers:brands", args=[shop.slug]), sent)
    assert "not on the register" in answer.text
    client.post(reverse("sellers:brands", args=[shop.slug]), sent | {"role": "owner", "document": _file()})
    assert BrandAuthorisation.objects.get(brand__name="Nowhere").status == "claimed"


def test_a_brand_owner_reads_the_name_of_a_business_and_of_a_person_their_shops(db: None, client: Client) -> None:
    others, brand = a_brand_owner()
    person = open_shop(name="Siti's bowls", kind="private_person", registration_number="", legal_name="Siti Rahma")
    firm = open_shop(name="Firm's", legal_name="PT Gerabah Baru")
    for shop in (person, firm):
        a_claim(shop)
    third = open_shop(name="Dewi's", kind="private_person", registration_number="", legal_name="Dewi Lestari")
    authorise_seller(brand, third.seller, by=owner_of(others))
    client.force_login(with_second_factor(owner_of(others)))

    page = client.get(reverse("sellers:brands", args=[others.slug])).text
    api = client.get(f"/api/v1/desk/{others.slug}/brands/asked/").text

    for text in (page, api):
        assert "Siti Rahma" not in text
        assert "Dewi Lestari" not in text
        for name in ("Siti", "PT Gerabah Baru", "Dewi"):
            assert name in text


def test_the_owners_page_costs_the_same_for_one_asker_as_for_five(db: None, count_queries: CountQueries) -> None:
    others, _brand = a_brand_owner()
    a_claim(open_shop(kind="private_person", registration_number=""))

    def read() -> list[str]:
        return [each.seller.name_for_others() for each in brands_of(others).asking]

    cost = count_queries(read)
    for _each in range(4):
        a_claim(open_shop(kind="private_person", registration_number=""))

    assert len(read()) == 5
    assert count_queries(read) == cost


def test_an_owner_who_may_not_sell_reads_nobodys_claims_and_papers(shop: Shop, rita: User, client: Client) -> None:
    others, _brand = a_brand_owner()
    claim = a_claim(shop, words="We buy from your agent.")
    suspend_seller(others.seller, by=rita, because="A question.")
    client.force_login(with_second_factor(owner_of(others)))

    assert "We buy from your agent." not in client.get(reverse("sellers:brands", args=[others.slug])).text
    assert client.get(reverse("sellers:brand_paper", args=[others.slug, claim.number])).status_code == 404
    own = BrandAuthorisation.objects.get(seller=others.seller)
    assert client.get(reverse("sellers:brand_paper", args=[others.slug, own.number])).status_code == 200


def _file() -> Any:
    return SimpleUploadedFile("deed.pdf", a_document().content)
