"""Signatures of the sandbox's webhooks: HMAC-SHA256 over moment and body."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import clock
from payments import rules
from payments.providers.base import WebhookRefused

HEADER = "Sandbox-Signature"


def secret() -> bytes:
    """This market's webhook secret: its own for every installation, since it is made from its secret key."""
    return hashlib.sha256(b"payments.sandbox.webhook:" + settings.SECRET_KEY.encode()).digest()


def sign(body: bytes, *, moment: datetime, key: bytes | None = None) -> str:
    """The header for `body`: "t=<unix time>,v1=<hex>"."""
    stamp = str(int(moment.timestamp()))
    return f"t={stamp},v1={_digest(body, stamp, key or secret())}"


def check(body: bytes, header: str) -> None:
    """Raises WebhookRefused unless the signature is right and at most a few minutes old."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    stamp, told = parts.get("t", ""), parts.get("v1", "")
    # The signature first, in constant time: before it is right, nothing about the message deserves an answer.
    if not hmac.compare_digest(_digest(body, stamp, secret()).encode(), told.encode()):
        raise WebhookRefused(_("The signature is missing or wrong."))
    try:
        signed_at = datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        raise WebhookRefused(_("The signature names no moment.")) from None
    if not rules.is_fresh(signed_at, now=clock.now()):
        raise WebhookRefused(_("The signature is too old."))


def _digest(body: bytes, stamp: str, key: bytes) -> str:
    return hmac.new(key, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
