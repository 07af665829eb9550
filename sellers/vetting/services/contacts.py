"""Showing that an address or a phone is one's own: a code goes there, and comes back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.mail import queue_mail
from core.text_messages import can_send, queue_text
from sellers.models import Application
from sellers.vetting.checks import CHECKS
from sellers.vetting.models import ContactCode, Credential, Requirement
from sellers.vetting.numbers import contact_in, is_same
from sellers.vetting.selectors import requirements_of
from sellers.vetting.services.checking import run_checks
from sellers.vetting.services.claiming import Claim, ClaimRefused, check_who, claim_credential
from sellers.vetting.states import HELD, OPEN, CredentialKind

CODE_HOLDS = timedelta(minutes=15)
MOST_TRIES = 5
MOST_SENDS = 5
WITHIN = timedelta(hours=1)


class TooManyCodes(DomainError):
    """So many codes were asked for within an hour that the next one has to wait."""

    code = "sellers.too_many_codes"

    def __init__(self) -> None:
        super().__init__(_("We have sent five codes within an hour. Please wait before you ask for another one."))


class WrongCode(DomainError):
    """It is not the code that was sent last, or its time or its tries are over."""

    code = "sellers.wrong_code"

    def __init__(self) -> None:
        super().__init__(
            _("This is not the code, or it holds no longer. After five tries, ask for a new one."), field="code"
        )


def claim_known_contacts(application: Application, *, by: User) -> None:
    """Of an address that the account has confirmed already, nothing more is asked: it counts at once."""
    confirmed = EmailAddress.objects.filter(user=by, verified=True, email__iexact=application.contact_email)
    if application.applicant_id != by.pk or not application.contact_email or not confirmed.exists():
        return
    for requirement in requirements_of(application):
        is_address = requirement.credential == CredentialKind.EMAIL and requirement.category_id is None
        if is_address and not requirement.evidence and _live(application, requirement) is None:
            claim_credential(application, requirement, by=by, claim=Claim(subject=application.contact_email))


def send_code(application: Application, requirement: Requirement, *, by: User) -> Credential:
    """
    Send a code to the e-mail address or the phone that the application names. What was sent before is good no longer.

    Where nobody sends text messages, the phone is claimed without one and waits for a reviewer. Raises ClaimRefused
    (and NotAsked) when there is nothing to show, TooManyCodes.
    """
    check_who(application, by)
    where = _where(application, requirement)
    credential = _live(application, requirement)
    if credential is not None and credential.status in HELD:
        raise ClaimRefused(_("This is confirmed already."))
    if ContactCode.objects.filter(credential=credential, confirmed_at__isnull=False).exists():
        # A reviewer has the rest to say; another code could not be given anywhere.
        raise ClaimRefused(_("This is confirmed already."))
    if credential is None:
        credential = claim_credential(application, requirement, by=by, claim=Claim(subject=where))
    if credential.status not in OPEN or (requirement.credential == CredentialKind.PHONE and not can_send()):
        return credential
    code = f"{secrets.randbelow(1_000_000):06d}"
    now = clock.now()
    with transaction.atomic():
        # One after the other: of two at once, the second sees that the first was sent.
        Credential.objects.select_for_update(of=("self",), no_key=True).get(pk=credential.pk)
        _count_send(by, credential, now)
        kept, _is_new = ContactCode.objects.update_or_create(
            credential=credential,
            defaults={
                "digest": _digest(credential, code),
                "sent_at": now,
                "expires_at": now + CODE_HOLDS,
                "tries": 0,
            },
        )
        _post(credential, kept, where, code, by)
    return credential


def confirm_code(application: Application, requirement: Requirement, *, by: User, code: str) -> Credential:
    """
    Take the code that came back. Where software decides alone, the address or phone is verified by it.

    Raises WrongCode after five tries, after fifteen minutes, and for a code that was not sent.
    """
    check_who(application, by)
    credential = _live(application, requirement)
    if credential is None or credential.status not in OPEN:
        raise WrongCode
    waiting = ContactCode.objects.filter(credential=credential, confirmed_at=None)
    # The try is counted before the code is compared: many at once are no more than five.
    still = waiting.filter(tries__lt=MOST_TRIES, expires_at__gt=clock.now())
    if not still.update(tries=F("tries") + 1):
        raise WrongCode
    sent = ContactCode.objects.get(credential=credential)
    if not constant_time_compare(sent.digest, _digest(credential, code)):
        raise WrongCode
    if not waiting.filter(digest=sent.digest).update(confirmed_at=clock.now()):
        raise WrongCode
    run_checks(credential, [CHECKS["code"]])
    return credential


def _where(application: Application, requirement: Requirement) -> str:
    """What the application names, for this requirement to be shown by a code."""
    where = contact_in(application, requirement.credential)
    if not where:
        raise ClaimRefused(_("Say first how we can reach you."))
    return where


def _live(application: Application, requirement: Requirement) -> Credential | None:
    """What is claimed or held of it, of the very address that the application names."""
    where = _where(application, requirement)
    live = Credential.objects.filter(application=application, requirement=requirement, status__in=[*OPEN, *HELD])
    newest_first = live.select_related("requirement", "application", "claimed_by").order_by("-pk")
    return next((each for each in newest_first if is_same(requirement.credential, each.subject, where)), None)


def _count_send(by: User, credential: Credential, now: datetime) -> None:
    """At most five within an hour for one person, and for one address whoever asks."""
    for name in (f"codes-by:{by.pk}:{credential.requirement_id}", f"codes-to:{credential.subject_digest}"):
        sent = [moment for moment in cache.get(name) or [] if moment > (now - WITHIN).timestamp()]
        if len(sent) >= MOST_SENDS:
            raise TooManyCodes
        cache.set(name, [*sent, now.timestamp()], WITHIN.total_seconds())


def _digest(credential: Credential, code: str) -> str:
    return salted_hmac("sellers.contact_code", f"{credential.pk}:{code.strip()}", algorithm="sha256").hexdigest()


def _post(credential: Credential, sent: ContactCode, where: str, code: str, by: User) -> None:
    key = f"sellers.code:{credential.pk}:{sent.sent_at.timestamp()}"
    if credential.requirement.credential == CredentialKind.EMAIL:
        queue_mail(
            key=key,
            to=where,
            template="sellers/contact_code",
            context={"code": code},
            language=by.language,
            time_zone=by.time_zone,
            sensitive=True,
        )
        return
    with override(by.language):
        # By itself on a locked screen: it says who sends it, what it is for, and what not to do with it.
        words = _("%(code)s is your code for applying to sell. Nobody of us ever asks you for it.") % {"code": code}
    queue_text(key=key, to=where, words=words)
