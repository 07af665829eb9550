"""The sandbox tells the market what happened: signed webhooks over HTTP, sent by the worker until they are heard."""

from __future__ import annotations

import hashlib
import json
import logging
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.urls import reverse

from core import clock
from payments import rules
from payments.models import SandboxCharge
from payments.providers.base import TIMEOUT
from payments.providers.sandbox import bank, signing

log = logging.getLogger(__name__)

# Ours asks by itself as well; a provider does not call for ever.
MOST_ATTEMPTS = 20


class NoRedirects(HTTPRedirectHandler):
    """A signed message goes where it was meant to go, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def send_due_webhooks(*, limit: int = 100) -> int:
    """Let what is paid later succeed, then send what the market has not heard; returns how many it took in."""
    bank.settle_due()
    due = SandboxCharge.objects.to_tell().order_by("due_at", "pk")[:limit]
    return sum(tell(charge) for charge in list(due))


def tell(charge: SandboxCharge) -> bool:
    """Send the charge's present status once; True when the market answered that it has it."""
    attempts = charge.attempts + 1
    gives_up = attempts >= MOST_ATTEMPTS
    again_at = None if gives_up else clock.now() + rules.wait_before_retrying(charge.attempts)
    # Claimed before it is sent: another worker skips it, and a worker that dies here leaves the next try due.
    same = SandboxCharge.objects.filter(pk=charge.pk, status=charge.status, due_at=charge.due_at)
    if not same.update(due_at=again_at, attempts=attempts):
        return False
    if not _send(body_about(charge)):
        return False
    SandboxCharge.objects.filter(pk=charge.pk, status=charge.status, due_at=again_at).update(due_at=None)
    return True


def body_about(charge: SandboxCharge) -> bytes:
    """The message about the charge's present status: the same status, the same message."""
    message = {
        "id": "evt_" + hashlib.sha256(f"{charge.reference}:{charge.status}".encode()).hexdigest()[:32],
        "kind": f"charge.{charge.status}",
        "reference": charge.reference,
        "amount": charge.minor_units,
        "currency": charge.currency,
    }
    return json.dumps(message).encode()


def _send(body: bytes) -> bool:
    url = settings.SITE_URL + reverse("payments:webhook", args=["sandbox"])
    headers = {"Content-Type": "application/json", signing.HEADER: signing.sign(body, moment=clock.now())}
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310  SITE_URL is checked at the start
    try:
        with build_opener(NoRedirects).open(request, timeout=TIMEOUT) as answer:
            return 200 <= answer.status < 300
    except (URLError, OSError, HTTPException) as problem:
        log.warning("sandbox_webhook_not_heard", extra={"problem": f"{type(problem).__name__}: {problem}"[:200]})
        return False
