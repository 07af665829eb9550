"""Ending what an applicant claimed, once their own answers say otherwise or the application is over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from core import clock
from core.events import announce
from sellers.models import Application
from sellers.registration import scheme_of
from sellers.vetting.events import CredentialRevoked
from sellers.vetting.models import Credential
from sellers.vetting.numbers import contact_in, is_same
from sellers.vetting.rules import reaches
from sellers.vetting.selectors import main_requirement, requirements_of
from sellers.vetting.services.forgetting import forget_after_commit
from sellers.vetting.states import HELD, OPEN, CredentialKind, CredentialStatus, Method


def end_outdated_claims(application: Application) -> None:
    """
    Withdraw what waits, and revoke what was verified, about another address, phone, number, country or kind than the
    application names now. Part of the transaction that changes it.
    """
    main = main_requirement(application, requirements_of(application))
    live = Credential.objects.filter(application=application, status__in=[*OPEN, *HELD])
    for credential in live.select_related("requirement"):
        is_main = credential.requirement == main
        if is_outdated(credential, application) or (is_main and _is_of_another_number(credential, application)):
            _end(credential, because=_("The application names another one now."))


def end_claims(application: Application) -> None:
    """
    End all that was claimed in an application of which no shop came, as of the day on which that was decided: its
    documents' time runs from there. Part of the transaction that ends it.
    """
    live = Credential.objects.filter(application=application, status__in=[*OPEN, *HELD])
    for credential in live:
        _end(credential, because=_("The application is over."), at=application.decided_at)


def withdraw_claims(application: Application) -> None:
    """Withdraw what waits of a seller who leaves; what was verified stays so. Part of the transaction that ends it."""
    for credential in Credential.objects.open().filter(application=application):
        _end(credential, because="")


def _end(credential: Credential, *, because: str, at: datetime | None = None) -> None:
    now = at or clock.now()
    if credential.status in OPEN:
        credential.move_to(CredentialStatus.WITHDRAWN, ended_at=now)
    else:
        credential.move_to(CredentialStatus.REVOKED, ended_at=now, reason=because)
        announce(CredentialRevoked(credential_id=credential.pk))
    forget_after_commit(document.file for document in credential.documents.select_related("file"))


def _is_of_another_number(credential: Credential, application: Application) -> bool:
    """
    Of the credential that the document of the application shows: whether it names another number than that. What was
    verified under the old one says nothing of who applies now.
    """
    requirement = credential.requirement
    if requirement.credential != CredentialKind.REGISTRATION or not credential.subject:
        return False
    return not is_same(requirement.credential, credential.subject, application.registration_number)


def is_outdated(credential: Credential, application: Application) -> bool:
    """Whether it is about something else than what the application says."""
    requirement = credential.requirement
    if not reaches(
        area=requirement.area, kinds=requirement.seller_kinds, country=application.country, kind=application.kind
    ):
        return True
    contact = contact_in(application, requirement.credential)
    if contact is not None:
        # What two have waived names none, and is of whichever they give.
        return credential.method != Method.WAIVED and not is_same(requirement.credential, credential.subject, contact)
    scheme = scheme_of(credential.scheme)
    return scheme is not None and scheme.country not in ("", application.country)
