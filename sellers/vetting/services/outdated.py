"""Ending what an applicant claimed, once their own answers say otherwise or the application is over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import clock
from core.events import announce
from sellers.models import Application
from sellers.registration import scheme_of
from sellers.vetting.events import CredentialRevoked
from sellers.vetting.models import Credential
from sellers.vetting.numbers import digest_of
from sellers.vetting.rules import reaches
from sellers.vetting.services.forgetting import forget_after_commit
from sellers.vetting.states import HELD, OPEN, CredentialKind, CredentialStatus


def end_outdated_claims(application: Application) -> None:
    """
    Withdraw what waits, and revoke what was verified, about another address, phone, country or kind than the
    application names now. Part of the transaction that changes it.
    """
    live = Credential.objects.filter(application=application, status__in=[*OPEN, *HELD])
    for credential in live.select_related("requirement"):
        if is_outdated(credential, application):
            _end(credential, because=_("The application names another one now."))


def end_claims(application: Application) -> None:
    """End all that was claimed in an application of which no shop came. Part of the transaction that ends it."""
    live = Credential.objects.filter(application=application, status__in=[*OPEN, *HELD])
    for credential in live:
        _end(credential, because=_("The application is over."))


def withdraw_claims(application: Application) -> None:
    """Withdraw what waits of a seller who leaves; what was verified stays so. Part of the transaction that ends it."""
    for credential in Credential.objects.open().filter(application=application):
        _end(credential, because="")


def _end(credential: Credential, *, because: str) -> None:
    now = clock.now()
    if credential.status in OPEN:
        credential.move_to(CredentialStatus.WITHDRAWN, ended_at=now)
    else:
        credential.move_to(CredentialStatus.REVOKED, ended_at=now, reason=because)
        announce(CredentialRevoked(credential_id=credential.pk))
    forget_after_commit(document.file for document in credential.documents.select_related("file"))


def is_outdated(credential: Credential, application: Application) -> bool:
    """Whether it is about something else than what the application says."""
    requirement = credential.requirement
    if not reaches(
        area=requirement.area, kinds=requirement.seller_kinds, country=application.country, kind=application.kind
    ):
        return True
    contact = {
        CredentialKind.EMAIL: application.contact_email,
        CredentialKind.PHONE: application.contact_phone,
    }.get(CredentialKind(requirement.credential))
    if contact is not None:
        return credential.subject_digest != digest_of(requirement.credential, contact)
    scheme = scheme_of(credential.scheme)
    return scheme is not None and scheme.country not in ("", application.country)
