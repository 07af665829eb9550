"""An application that is answered one item at a time, left and taken up again, and sent when it is whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.files import delete_private
from core.timers import sweep
from sellers.documents import UploadedDocument, inspect_document
from sellers.events import ApplicationAmended, ApplicationSubmitted
from sellers.facts import PARTS, ApplicationFacts, IncompleteApplication, check_answers
from sellers.models import Application, CredentialDocument
from sellers.registration import OTHER, CheckedNumber, WrongNumber, check_number
from sellers.rules import DRAFT_KEPT
from sellers.selectors.checklist import Item, checklist_of
from sellers.services.applying import AlreadyApplied, keep_document
from sellers.states import OPEN_TO_ANSWERS, ApplicationStatus, NumberCheck, SellerKind
from sellers.vetting.selectors import main_requirement, requirements_of
from sellers.vetting.services.claiming import Claim, claim_credential
from sellers.vetting.services.contacts import claim_known_contacts
from sellers.vetting.services.forgetting import forget_after_commit, forget_unless_needed
from sellers.vetting.services.outdated import end_outdated_claims
from taxonomy.models import Category

MOST_CATEGORIES = 40


class NotOpenToAnswers(DomainError):
    """The application is with the reviewers, or over: its answers stay as they are."""

    code = "sellers.not_open_to_answers"

    def __init__(self) -> None:
        super().__init__(_("This application cannot be changed now."))


class ItemsMissing(DomainError):
    """The application is not whole yet: `missing` names the items."""

    code = "sellers.items_missing"

    def __init__(self, missing: Sequence[Item]) -> None:
        names = ", ".join(str(item.title) for item in missing)
        super().__init__(
            _("Not sent yet. Still missing: %(names)s.") % {"names": names}, missing=[item.code for item in missing]
        )


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The document that shows who applies: the file, unless the one that we have stays, and what is said of it."""

    document: UploadedDocument | None = None
    evidence: str = ""
    registration_number: str = ""
    registration_scheme: str = ""
    expires_on: date | None = None


def begin_application(applicant: User, *, answers: Mapping[str, str]) -> Application:
    """
    Open a draft with who applies: kind, country and legal name.

    Raises IncompleteApplication, AlreadyApplied.
    """
    check_answers({name: answers.get(name, "") for name in PARTS["who"]})
    try:
        with transaction.atomic():
            return Application.objects.create(
                applicant=applicant,
                status=ApplicationStatus.DRAFT,
                contact_name=applicant.name,
                contact_email=applicant.email,
                language=applicant.language,
                **{name: answers[name] for name in PARTS["who"]},
            )
    except IntegrityError as error:
        if Application.objects.made_by(applicant).undecided().exists():
            raise AlreadyApplied from None
        raise error


def answer_parts(application: Application, *, by: User, answers: Mapping[str, str]) -> Application:
    """
    Keep these answers; the others stay. What was claimed about another address, phone, country or kind is over.

    Raises NotOpenToAnswers, IncompleteApplication.
    """
    given = {name: answers[name] for names in PARTS.values() for name in names if name in answers}
    check_answers(given)
    with transaction.atomic():
        _change(application, by, **given)
        if "country" in given or "kind" in given:
            _drop_number_of_others(application, by)
        end_outdated_claims(application)
    if "contact_email" in given:
        claim_known_contacts(application, by=by)
    return application


@transaction.atomic
def choose_categories(application: Application, *, by: User, categories: Sequence[Category]) -> Application:
    """Say what one means to sell; licences for it are asked for at once. Raises NotOpenToAnswers."""
    if len(categories) > MOST_CATEGORIES:
        raise IncompleteApplication(_("At most forty categories."), field="categories")
    _change(application, by)
    application.categories.set(categories)
    return application


def show_document(application: Application, *, by: User, proof: Proof) -> Application:
    """
    Keep the document that shows who applies, and of a business its number. Where a requirement asks for the same, it
    is claimed with it: nobody sends one file twice.

    Raises NotOpenToAnswers, IncompleteApplication, WrongNumber, and what inspect_document and claim_credential raise;
    then nothing has changed.
    """
    _check_open(application, by)
    requirement = main_requirement(application, requirements_of(application))
    number = _number(application, proof, among=requirement.schemes if requirement else ())
    if proof.document is None and application.document is None:
        raise IncompleteApplication(_("This is needed."), field="document")
    safe = inspect_document(proof.document) if proof.document else None
    file = keep_document(safe) if safe else application.document
    assert file is not None
    replaced = application.document if safe else None
    try:
        if requirement:
            scheme = number.scheme or (OTHER if number.number else "")
            subject = number.number if requirement.asks_number else ""
            claim = Claim(subject=subject, scheme=scheme if subject else "", expires_on=proof.expires_on)
            claim_credential(application, requirement, by=by, claim=claim, kept=[(proof.evidence, file)])
        with transaction.atomic():
            _change(
                application,
                by,
                document=file,
                registration_number=number.number,
                registration_scheme=number.scheme,
                registration_check=number.check,
            )
            end_outdated_claims(application)
            if replaced:
                forget_after_commit([replaced])
    except DomainError:
        if safe:
            forget_unless_needed(file)
        raise
    return application


def send_application(application: Application, *, by: User, undertakes: bool) -> Application:
    """
    Put what is whole into the reviewers' queue: a draft for the first time, or the answer to what was asked for.

    Raises NotOpenToAnswers, IncompleteApplication without the promise, ItemsMissing. Of two at once, one wins.
    """
    with transaction.atomic():
        # An answer that is changed at this moment waits, and is then refused.
        locked = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
        _check_open(locked, by)
        if missing := [item for item in checklist_of(locked) if item.is_missing]:
            raise ItemsMissing(missing)
        replace(facts_of(locked), undertakes=undertakes).checked()
        was, now = locked.status, clock.now()
        locked.move_to(ApplicationStatus.SUBMITTED, submitted_at=now, undertook_at=now)
        sent = ApplicationSubmitted if was == ApplicationStatus.DRAFT else ApplicationAmended
        announce(sent(application_id=locked.pk), actor=by)
    application.refresh_from_db()
    return application


def facts_of(application: Application) -> ApplicationFacts:
    """The answers so far, as if they were all given at once; the promise is not among them."""
    names = [name for part in PARTS.values() for name in part]
    scheme = application.registration_scheme or (OTHER if application.registration_number else "")
    return ApplicationFacts(
        **{name: getattr(application, name) for name in names},
        registration_number=application.registration_number,
        registration_scheme=scheme,
        undertakes=False,
    )


def forget_idle_drafts() -> int:
    """Delete the drafts on which nobody has worked for ninety days, with their documents; returns how many."""
    idle = Application.objects.filter(status=ApplicationStatus.DRAFT, submitted_at__lte=clock.now() - DRAFT_KEPT)
    return sweep(idle, forget_draft)


@transaction.atomic
def forget_draft(draft: Application) -> None:
    """Delete a draft with all that came with it. Raises ImpossibleMove when somebody has worked on it meanwhile."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.status != ApplicationStatus.DRAFT or locked.submitted_at != draft.submitted_at:
        raise ImpossibleMove(status=str(locked.status))
    shown = CredentialDocument.objects.filter(credential__application=locked).select_related("file")
    files = {each.file_id: each.file for each in shown}
    if locked.document:
        files[locked.document.pk] = locked.document
    locked.credentials.update(renews=None)
    locked.credentials.all().delete()
    locked.delete()
    for file in files.values():
        # After commit: a deletion cannot be rolled back.
        transaction.on_commit(lambda file=file: delete_private(file), robust=True)  # type: ignore[misc]


def _check_open(application: Application, by: User) -> None:
    if application.applicant_id != by.pk or application.status not in OPEN_TO_ANSWERS:
        raise NotOpenToAnswers


def _change(application: Application, by: User, **fields: object) -> None:
    """Set these while it is still the applicant's turn; of a draft, also when it was last worked on."""
    _check_open(application, by)
    if application.status == ApplicationStatus.DRAFT:
        fields["submitted_at"] = clock.now()
    same = Application.objects.filter(pk=application.pk, status=application.status)
    # Without fields it is only held until this transaction ends.
    if not same.update(**fields or {"status": application.status}):
        raise NotOpenToAnswers
    for name, value in fields.items():
        setattr(application, name, value)


def _number(application: Application, proof: Proof, *, among: Collection[str]) -> CheckedNumber:
    if proof.registration_number:
        return check_number(
            proof.registration_number, country=application.country, scheme=proof.registration_scheme, among=among
        )
    if SellerKind(application.kind).is_trader:
        raise IncompleteApplication(_("A business needs a registration number."), field="registration_number")
    return CheckedNumber("", "", NumberCheck.NOT_GIVEN)


def _drop_number_of_others(application: Application, by: User) -> None:
    """A number of another country's register says nothing here, and a private person has none."""
    if not application.registration_number:
        return
    facts, number = facts_of(application), CheckedNumber("", "", NumberCheck.NOT_GIVEN)
    if SellerKind(application.kind).is_trader:
        with suppress(WrongNumber):
            number = check_number(facts.registration_number, country=facts.country, scheme=facts.registration_scheme)
    _change(
        application,
        by,
        registration_number=number.number,
        registration_scheme=number.scheme,
        registration_check=number.check,
    )
