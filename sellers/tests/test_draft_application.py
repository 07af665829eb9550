"""An application that is answered item by item, left, taken up again, and sent when it is whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from core import clock
from core.models import PrivateFile
from sellers import services
from sellers.desk_forms import ClaimForm as DeskForm
from sellers.events import ApplicationAmended, ApplicationSubmitted
from sellers.facts import PARTS, IncompleteApplication
from sellers.item_forms import ClaimForm, ProofForm
from sellers.models import Application, Credential, SellerKind
from sellers.registration import NumberNotTaken, WrongNumber
from sellers.selectors.checklist import Item, ItemState, checklist_of, item_of
from sellers.services import ItemsMissing, NotOpenToAnswers, Proof
from sellers.services.applying import AlreadyApplied
from sellers.states import ApplicationStatus, NumberCheck
from sellers.tests.factories import PDF, a_document, a_reviewer, an_application, some_facts
from sellers.tests.fixtures import Announced, Later, OnCommit
from sellers.tests.vetting_factories import a_licence, a_requirement, claimed, files_of
from sellers.vetting.services import (
    ClaimRefused,
    CredentialsMissing,
    begin_check,
    refuse_credential,
    verify_credential,
)
from sellers.vetting.states import Checker, CredentialKind, CredentialStatus, EvidenceKind, Method
from taxonomy.models import Category
from taxonomy.tests.factories import a_category

NUMBER = "01.312.166.0-091.000"
# It has a version of its own, which nobody else has sent.
OTHER_PDF = PDF + b"%% another\n"
FORMS = (ClaimForm, DeskForm)


@pytest.fixture
def category(db: None) -> Category:
    return a_category("food", name="Food")


def a_begun(applicant: User, **answers: Any) -> Application:
    who = {"kind": SellerKind.COMPANY, "country": "ID", "legal_name": "PT Tanah Liat"}
    return services.begin_application(applicant, answers=who | answers)


def a_whole(applicant: User, **answers: Any) -> Application:
    """A draft of which every part is answered, with its document."""
    draft = a_begun(applicant, **{name: answers[name] for name in PARTS["who"] if name in answers})
    facts = some_facts().__dict__ | answers
    given = {name: facts[name] for part in ("place", "contact", "shop") for name in PARTS[part]}
    services.answer_parts(draft, by=applicant, answers=given)
    number = NUMBER if draft.kind != SellerKind.PRIVATE_PERSON else ""
    return services.show_document(draft, by=applicant, proof=Proof(document=a_document(), registration_number=number))


def the(application: Application, code: str) -> Item:
    item = item_of(checklist_of(application), code)
    assert item is not None
    return item


def test_a_draft_begins_with_three_answers_and_is_no_bodys_business_yet(bob: User, announced: Announced) -> None:
    draft = a_begun(bob)

    assert (draft.status, draft.contact_email) == (ApplicationStatus.DRAFT, bob.email)
    assert not Application.objects.sent().exists()
    assert announced(ApplicationSubmitted) == []
    states = {item.code: item.state for item in checklist_of(draft)}
    assert states["who"] == ItemState.DONE
    assert states["place"] == states["document"] == ItemState.TO_DO


@pytest.mark.parametrize("gap", PARTS["who"])
def test_without_one_of_the_three_nothing_begins(bob: User, gap: str) -> None:
    with pytest.raises(IncompleteApplication) as refusal:
        a_begun(bob, **{gap: ""})

    assert refusal.value.details["field"] == gap
    assert not Application.objects.exists()


def test_one_application_at_a_time_and_drafts_count(bob: User) -> None:
    a_begun(bob)

    with pytest.raises(AlreadyApplied):
        a_begun(bob)
    with pytest.raises(AlreadyApplied):
        an_application(bob)


def test_what_is_missing_is_named_and_nothing_is_sent(bob: User, announced: Announced) -> None:
    draft = a_begun(bob)

    with pytest.raises(ItemsMissing) as refusal:
        services.send_application(draft, by=bob, undertakes=True)

    assert refusal.value.details["missing"] == ["place", "contact", "document", "shop"]
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    assert announced(ApplicationSubmitted) == []


def test_a_whole_draft_is_sent_with_the_promise(bob: User, announced: Announced) -> None:
    draft = a_whole(bob)
    with pytest.raises(IncompleteApplication):
        services.send_application(draft, by=bob, undertakes=False)

    sent = services.send_application(draft, by=bob, undertakes=True)

    assert sent.status == ApplicationStatus.SUBMITTED
    assert sent.registration_scheme == "id.npwp"
    assert announced(ApplicationSubmitted) == [ApplicationSubmitted(application_id=draft.pk)]
    for change in (
        lambda: services.answer_parts(sent, by=bob, answers={"city": "Bandung"}),
        lambda: services.choose_categories(sent, by=bob, categories=[]),
        lambda: services.show_document(sent, by=bob, proof=Proof(registration_number=NUMBER)),
        lambda: services.send_application(sent, by=bob, undertakes=True),
    ):
        with pytest.raises(NotOpenToAnswers):
            change()


def test_another_person_answers_nothing(bob: User, mallory: User) -> None:
    draft = a_whole(bob)

    for change in (
        lambda: services.answer_parts(draft, by=mallory, answers={"city": "Nowhere"}),
        lambda: services.send_application(draft, by=mallory, undertakes=True),
        lambda: services.show_document(draft, by=mallory, proof=Proof(registration_number=NUMBER)),
    ):
        with pytest.raises(NotOpenToAnswers):
            change()
    with pytest.raises(ClaimRefused):
        claimed(a_requirement(), application=draft, by=mallory)

    draft.refresh_from_db()
    assert (draft.status, draft.city) == (ApplicationStatus.DRAFT, "Jakarta")


def test_a_wrong_number_changes_nothing_and_keeps_no_file(
    bob: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    draft = a_whole(bob)
    first = draft.document

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(WrongNumber):
        services.show_document(draft, by=bob, proof=Proof(document=a_document(), registration_number="12"))

    draft.refresh_from_db()
    assert draft.document == first
    assert PrivateFile.objects.filter(deleted_at=None).count() == 1


def test_the_document_is_the_evidence_of_the_registration_and_sent_once(bob: User) -> None:
    register = a_requirement(
        CredentialKind.REGISTRATION, code="register", evidence=[EvidenceKind.REGISTER_EXTRACT], asks_number=True
    )

    draft = a_whole(bob)

    credential = Credential.objects.get(requirement=register)
    assert (credential.subject, credential.scheme) == (draft.registration_number, "id.npwp")
    assert files_of(credential) == [draft.document]
    assert not the(draft, "document").is_missing
    assert item_of(checklist_of(draft), "register") is None
    assert services.send_application(draft, by=bob, undertakes=True).status == ApplicationStatus.SUBMITTED


def test_a_number_of_another_register_is_neither_offered_nor_taken(bob: User) -> None:
    register = a_requirement(
        CredentialKind.REGISTRATION, evidence=[EvidenceKind.REGISTER_EXTRACT], asks_number=True, schemes=["id.nib"]
    )
    draft = a_begun(bob)

    proof_form = ProofForm(application=draft, requirement=register, credential=None)
    forms = (proof_form["registration_scheme"], *(each(requirement=register, country="ID")["scheme"] for each in FORMS))
    for offered in map(str, forms):
        assert "NIB" in offered
        assert "NPWP" not in offered
        assert "other" not in offered
    proof = Proof(document=a_document(), registration_number=NUMBER, registration_scheme="id.npwp")
    with pytest.raises(NumberNotTaken, match="NIB"):
        services.show_document(draft, by=bob, proof=proof)
    assert not Credential.objects.exists()

    services.show_document(draft, by=bob, proof=Proof(document=a_document(), registration_number="9120 0000 12345"))
    assert Credential.objects.get().scheme == draft.registration_scheme == "id.nib"


def test_what_was_verified_of_another_number_counts_no_more(bob: User, rita: User) -> None:
    register = a_requirement(CredentialKind.REGISTRATION, evidence=[EvidenceKind.REGISTER_EXTRACT], asks_number=True)
    sent = services.send_application(a_whole(bob), by=bob, undertakes=True)
    first = Credential.objects.get()
    verify_credential(first, by=rita)
    asked = services.request_more(sent, by=rita, what="A number that we can read.")

    services.show_document(asked, by=bob, proof=Proof(registration_number="01.312.166.0-091.001"))
    services.send_application(asked, by=bob, undertakes=True)

    first.refresh_from_db()
    assert first.status == CredentialStatus.REVOKED
    with pytest.raises(CredentialsMissing):
        services.approve_application(asked, by=rita)
    verify_credential(Credential.objects.open().get(requirement=register), by=rita)
    assert services.approve_application(asked, by=rita)


def test_a_claim_that_is_refused_leaves_the_document_as_it_was(
    bob: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    identity = {"evidence": [EvidenceKind.PASSPORT, EvidenceKind.ID_CARD], "asks_expiry": True}
    a_requirement(CredentialKind.IDENTITY, **identity)
    draft = a_begun(bob, kind=SellerKind.PRIVATE_PERSON)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ClaimRefused):
        services.show_document(draft, by=bob, proof=Proof(document=a_document(), evidence="passport"))
    assert not PrivateFile.objects.filter(deleted_at=None).exists()

    proof = Proof(document=a_document(), evidence="passport", expires_on=date(2031, 1, 1))
    services.show_document(draft, by=bob, proof=proof)
    assert not the(draft, "document").is_missing


def test_a_new_document_replaces_the_old_one_everywhere(
    bob: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    a_requirement(CredentialKind.REGISTRATION, evidence=[EvidenceKind.REGISTER_EXTRACT])
    with django_capture_on_commit_callbacks(execute=True):
        draft = a_whole(bob)
    old = draft.document

    with django_capture_on_commit_callbacks(execute=True):
        proof = Proof(document=a_document(content=OTHER_PDF), registration_number=NUMBER)
        services.show_document(draft, by=bob, proof=proof)

    old.refresh_from_db()
    assert old.deleted_at is not None
    assert files_of(Credential.objects.open().get()) == [draft.document]


def test_a_licence_is_asked_for_with_the_category_and_is_no_must(bob: User, category: Category) -> None:
    licence = a_licence(category)
    draft = a_whole(bob)
    assert item_of(checklist_of(draft), licence.code) is None

    services.choose_categories(draft, by=bob, categories=[category])

    item = the(draft, licence.code)
    assert (item.state, item.is_required) == (ItemState.TO_DO, False)
    assert item.without == f"Without it you can sell everything but what belongs to “{category.name}”."
    assert services.send_application(draft, by=bob, undertakes=True).status == ApplicationStatus.SUBMITTED


def test_what_is_required_from_a_later_day_is_no_must_yet(bob: User) -> None:
    later_on = a_requirement(required_from=clock.now() + timedelta(days=30))
    draft = a_whole(bob)

    assert the(draft, later_on.code).is_required is False
    services.send_application(draft, by=bob, undertakes=True)


def test_what_was_sent_whole_can_be_shown_until_somebody_begins_to_read_it(bob: User) -> None:
    insurance = a_requirement()
    application = an_application(bob)
    first = claimed(insurance, application=application)

    second = claimed(insurance, application=application)
    first.refresh_from_db()
    assert first.status == CredentialStatus.WITHDRAWN

    begin_check(second, by=a_reviewer())
    with pytest.raises(ClaimRefused):
        claimed(insurance, application=application)
    second.refresh_from_db()
    assert second.status == CredentialStatus.CHECKING


def test_the_answer_to_a_request_needs_another_one_of_what_was_refused(
    bob: User, rita: User, announced: Announced
) -> None:
    insurance = a_requirement()
    application = an_application(bob)
    refuse_credential(claimed(insurance, application=application), by=rita, because="It is of another firm.")
    services.request_more(application, by=rita, what="Please send your own insurance.")

    item = the(application, insurance.code)
    assert (item.state, item.words) == (ItemState.REFUSED, "It is of another firm.")
    with pytest.raises(ItemsMissing):
        services.send_application(application, by=bob, undertakes=True)

    claimed(insurance, application=application)
    services.send_application(application, by=bob, undertakes=True)
    assert announced(ApplicationAmended) == [ApplicationAmended(application_id=application.pk)]


def test_another_country_ends_what_was_claimed_about_the_first(bob: User) -> None:
    register = {"evidence": [EvidenceKind.REGISTER_EXTRACT], "asks_number": True}
    a_requirement(CredentialKind.REGISTRATION, **register)
    draft = a_whole(bob)

    services.answer_parts(draft, by=bob, answers={"country": "DE"})

    assert draft.registration_number == ""
    assert Credential.objects.get().status == CredentialStatus.WITHDRAWN
    assert the(draft, "document").state == ItemState.TO_DO


def test_the_accounts_own_address_counts_at_once_and_another_one_does_not(bob: User) -> None:
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True, primary=True)
    email = a_requirement(
        CredentialKind.EMAIL, code="email", evidence=[], asks_number=True, checked_by=Checker.SOFTWARE
    )
    draft = a_whole(bob, contact_email=bob.email)

    credential = Credential.objects.get(requirement=email)
    assert (credential.status, credential.method) == (CredentialStatus.VERIFIED, Method.CODE)
    assert the(draft, "email").state == ItemState.CHECKED

    services.answer_parts(draft, by=bob, answers={"contact_email": "other@example.com"})
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.REVOKED
    assert the(draft, "email").state == ItemState.TO_DO


def test_a_draft_that_nobody_touches_is_deleted_with_its_documents(
    bob: User, later: Later, django_capture_on_commit_callbacks: OnCommit
) -> None:
    insurance = a_requirement()
    draft = a_whole(bob)
    with django_capture_on_commit_callbacks(execute=True):
        claimed(insurance, application=draft)
    files = list(PrivateFile.objects.all())
    later(timedelta(days=89))
    assert services.forget_idle_drafts() == 0

    later(timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_idle_drafts() == 1

    assert not Application.objects.exists()
    assert not Credential.objects.exists()
    assert len(files) == 2
    assert not PrivateFile.objects.filter(deleted_at=None).exists()


def test_a_draft_that_was_worked_on_and_one_that_was_sent_stay(bob: User, carol: User, later: Later) -> None:
    draft = a_begun(bob)
    services.send_application(a_whole(carol), by=carol, undertakes=True)
    later(timedelta(days=60))
    services.answer_parts(draft, by=bob, answers={"city": "Bandung"})

    later(timedelta(days=60))

    assert services.forget_idle_drafts() == 0
    assert Application.objects.count() == 2


def test_giving_up_ends_claims_and_deletes_their_documents(
    bob: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    draft = a_whole(bob)
    claimed(a_requirement(), application=draft)

    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw_application(draft, by=bob)

    assert Credential.objects.get().status == CredentialStatus.WITHDRAWN
    assert not PrivateFile.objects.filter(deleted_at=None).exists()
    assert services.begin_application(bob, answers={"kind": "company", "country": "ID", "legal_name": "Again"})


def test_what_was_claimed_in_a_refused_application_goes_after_half_a_year(
    bob: User, rita: User, later: Later, django_capture_on_commit_callbacks: OnCommit
) -> None:
    application = an_application(bob)
    claimed(a_requirement(), application=application)
    services.refuse_application(application, by=rita, because="No such name in the register.")
    later(timedelta(days=180))
    services.forget_documents()
    assert PrivateFile.objects.filter(deleted_at=None).count() == 2

    later(timedelta(days=5))
    with django_capture_on_commit_callbacks(execute=True):
        services.forget_documents()

    assert not PrivateFile.objects.filter(deleted_at=None).exists()
    assert Credential.objects.get().status == CredentialStatus.WITHDRAWN


def test_a_private_person_keeps_no_number_of_a_business(bob: User) -> None:
    draft = a_whole(bob)
    assert draft.registration_number

    services.answer_parts(draft, by=bob, answers={"kind": "private_person"})

    draft.refresh_from_db()
    assert (draft.registration_number, draft.registration_scheme) == ("", "")
    assert draft.registration_check == NumberCheck.NOT_GIVEN
