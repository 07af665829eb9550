"""The second factors that allauth keeps: their secrets stand encrypted inside its own rows."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from core.rotation import Count, rotates, rows_of
from core.secrets import is_current, renew

SECRETS = ("secret", "seed")
LISTS = ("migrated_codes",)


@rotates
def rotate_second_factors() -> Count:
    count = Count("second factors")
    for pk in rows_of(Authenticator):
        count.add(f"factor {pk}", lambda pk=pk: _renew(pk))  # type: ignore[misc]
    return count


@transaction.atomic
def _renew(pk: int) -> bool:
    # Locked: a code that is used at this moment is marked in the same column.
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return False
    renewed = {**factor.data, **_renewed(factor.data)}
    if renewed == factor.data:
        return False
    Authenticator.objects.filter(pk=pk).update(data=renewed)
    return True


def _renewed(data: dict[str, Any]) -> dict[str, Any]:
    secrets = {name: _one(data[name]) for name in SECRETS if data.get(name)}
    return secrets | {name: [_one(each) for each in data[name]] for name in LISTS if data.get(name)}


def _one(token: str) -> str:
    return token if is_current(token.encode()) else renew(token.encode()).decode()
