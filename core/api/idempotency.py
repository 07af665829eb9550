"""
Doing a request once, however often it is sent: the `Idempotency-Key` header.

Only what was done is remembered. A refusal changed nothing and leaves nothing: the same key can try again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from core import clock
from core.errors import DomainError
from core.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
PATTERN = "^[A-Za-z0-9_-]{8,64}$"
KEPT = timedelta(days=3)

Act = Callable[[], Response]


class KeyNeeded(DomainError):
    """This moves money: it needs a key under which it is done once."""

    code = "core.idempotency_key_needed"
    http_status = 400


class KeyMalformed(DomainError):
    """A key is 8 to 64 letters, digits, - and _."""

    code = "core.idempotency_key_malformed"
    http_status = 400


class KeyUsedOtherwise(DomainError):
    """The same key came before with another request."""

    code = "core.idempotency_key_used_otherwise"
    http_status = 422


def read_key(given: str | None, *, is_needed: bool) -> str | None:
    """The key of a request. Raises KeyNeeded, KeyMalformed."""
    if given is None:
        if is_needed:
            raise KeyNeeded(_("Send an Idempotency-Key: the same key never does this twice."))
        return None
    if not re.fullmatch(PATTERN, given):
        raise KeyMalformed(_("An Idempotency-Key is 8 to 64 letters, digits, hyphens and underscores."))
    return given


def digest_of(method: str, path: str, data: Any) -> str:
    """What is asked, in short: equal requests have equal digests, however their JSON is written."""
    content = json.dumps([method, path, _plain(data)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def do_once(actor: str, key: str, digest: str, act: Act) -> Response:
    """
    Do it in one transaction with its record, or answer again what was answered before.

    Of two at the same moment one waits for the other at the unique index, and finds its answer. Raises
    KeyUsedOtherwise, and whatever `act` raises: then nothing of it is kept.
    """
    if known := _known(actor, key, digest):
        return known
    try:
        with transaction.atomic():
            record = IdempotencyKey.objects.create(actor=actor, key=key, digest=digest)
            response = act()
            record.status, record.answer = response.status_code, json.dumps(response.data, cls=JSONEncoder)
            record.save(update_fields=["status", "answer"])
            return response
    except IntegrityError:
        if known := _known(actor, key, digest):
            return known
        raise


def do_once_outside(actor: str, key: str, digest: str, act: Act) -> Response:
    """
    The same for work that asks somebody outside, and so must not stand in a transaction.

    Such work is idempotent by itself. What is remembered here is only its first answer: where a process died before
    it was kept, or two came at the same moment, the work is asked once more and finds itself done.
    """
    if known := _known(actor, key, digest):
        return known
    response = act()
    kept = {"digest": digest, "status": response.status_code, "answer": json.dumps(response.data, cls=JSONEncoder)}
    _record, is_new = IdempotencyKey.objects.get_or_create(actor=actor, key=key, defaults=kept)
    return response if is_new else _known(actor, key, digest) or response


def forget_old_keys() -> int:
    """Delete what nobody will ask for again; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _known(actor: str, key: str, digest: str) -> Response | None:
    record = IdempotencyKey.objects.filter(actor=actor, key=key).first()
    if record is None:
        return None
    if record.digest != digest:
        raise KeyUsedOtherwise(_("This Idempotency-Key was used for another request. Take a new one."))
    data = json.loads(record.answer) if record.answer else None
    return Response(data, status=record.status, headers={REPLAYED: "true"})


def _plain(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        content = hashlib.sha256()
        for chunk in value.chunks():
            content.update(chunk)
        value.seek(0)
        return [value.name, content.hexdigest()]
    if isinstance(value, MultiValueDict):
        return {str(name): _plain(inner) for name, inner in value.lists()}
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
