"""Why an application takes a second person, and what a seller shows later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from core.scanning import Scan, has_scanner
from sellers.models import Application, BlockedNumber, Credential, CredentialCheck
from sellers.querysets import ApplicationQuerySet
from sellers.registration import Proof, schemes_of
from sellers.rules import ClaimFacts, RiskFacts, risks_of, risks_of_claims
from sellers.states import Risk
from sellers.vetting.numbers import digest_of
from sellers.vetting.states import HELD, NUMBERS_OF_REGISTERS, OPEN, CheckOutcome, CredentialStatus

# The check that compares pages: too slow to be run again for each reader, so its last word counts.
SAME_DOCUMENT = "same_document"


def risks_in(application: Application) -> list[Risk]:
    """
    Why this application takes a second person, as things are now: by itself, and by what was claimed with it and still
    counts. Six statements at most, however much was claimed.
    """
    others = _others(application)
    number = application.registration_number
    live = Credential.objects.filter(application=application, status__in=[*OPEN, *HELD])
    return risks_of(
        RiskFacts(
            kind=application.kind,
            check=application.registration_check,
            could_be_checked=any(scheme.proof is Proof.CHECK_DIGIT for scheme in schemes_of(application.country)),
            number_elsewhere=bool(number)
            and others.filter(registration_number=number, country=application.country).exists(),
            document_elsewhere=others.filter(document__digest=application.document.digest).exists(),
            is_scanned=application.document.scan == Scan.CLEAN,
            has_scanner=has_scanner(),
            claims=_facts_of(application, list(live.select_related("requirement")), number=number),
        )
    )


def risks_of_credential(credential: Credential) -> list[Risk]:
    """The same of one thing that a seller shows after the approval. Three statements at most."""
    return risks_of_claims(_facts_of(credential.application, [credential]))


def _facts_of(application: Application, claims: Sequence[Credential], *, number: str = "") -> ClaimFacts:
    """What speaks against claims, and against the number of the application, which nothing may ask to be claimed."""
    own = {digest for kind in NUMBERS_OF_REGISTERS for digest in _digests(kind, number, application.country)}
    claimed = {claim.subject_digest for claim in claims if claim.subject_digest}
    written = {
        digest
        for claim in claims
        for digest in _digests(claim.requirement.credential, claim.subject, application.country)
    }
    named = own | claimed | written
    same = Q(subject_digest__in=claimed) | Q(subject_digest__in=own, application__country=application.country)
    elsewhere = Credential.objects.filter(same, application__in=_others(application))
    return ClaimFacts(
        # The kind of a number is part of its digest.
        is_blocked=bool(named) and BlockedNumber.objects.filter(digest__in=named).exists(),
        is_elsewhere=bool(own | claimed) and elsewhere.exclude(status=CredentialStatus.WITHDRAWN).exists(),
        document_elsewhere=bool(claims) and _is_shown_elsewhere(claims),
    )


def _digests(kind: str, number: str, country: str) -> set[str]:
    """Of a number as it is kept, and with the country before it: registers leave that away, people write it."""
    return {digest_of(kind, number), digest_of(kind, country + number)} if number else set()


def _is_shown_elsewhere(claims: Iterable[Credential]) -> bool:
    checks = CredentialCheck.objects.filter(credential__in=[each.pk for each in claims], check_code=SAME_DOCUMENT)
    last = dict(checks.order_by("pk").values_list("credential_id", "outcome"))
    return CheckOutcome.SUSPICIOUS in last.values()


def _others(application: Application) -> ApplicationQuerySet:
    return Application.objects.sent().exclude(applicant_id=application.applicant_id)
