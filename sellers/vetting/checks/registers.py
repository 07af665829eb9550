"""What the register itself says of a number."""

from __future__ import annotations

from core import clock
from sellers.vetting.checks.names import ALIKE, SAME, alikeness
from sellers.vetting.checks.registry import Found, check
from sellers.vetting.models import Credential, CredentialCheck
from sellers.vetting.registers import RegisterDown, ask, register_of
from sellers.vetting.states import CheckOutcome, CredentialKind, Method

CODE = "register"


def has_register(credential: Credential) -> bool:
    return bool(credential.subject) and register_of(credential.scheme) is not None


@check(
    CODE,
    version=1,
    kinds=frozenset({CredentialKind.REGISTRATION, CredentialKind.TAX_NUMBER}),
    applies=has_register,
    asks_outside=True,
)
def register_knows_it(credential: Credential) -> Found | None:
    """The entry exists, under the name of whoever applies."""
    register = register_of(credential.scheme)
    if register is None:
        return None
    try:
        entry = ask(register, credential.subject, scheme=credential.scheme)
    except RegisterDown:
        return Found(CheckOutcome.COULD_NOT, {"because": "down", "since": _silent_since(credential)})
    if entry is None:
        return Found(CheckOutcome.FAILED, {"because": "not_found"})
    facts: dict[str, object] = {"register": entry.register}
    if not entry.name:
        return Found(CheckOutcome.PASSED, facts | {"because": "no_name"}, Method.REGISTER)
    alike = alikeness(entry.name, credential.business.legal_name)
    facts |= {"alike": round(alike)}
    if alike >= SAME:
        return Found(CheckOutcome.PASSED, facts, Method.REGISTER)
    return Found(CheckOutcome.SUSPICIOUS, facts | {"because": "alike" if alike >= ALIKE else "name_differs"})


def _silent_since(credential: Credential) -> str:
    """When the register was asked first of those times without an answer."""
    last = CredentialCheck.objects.filter(credential=credential, check_code=CODE).order_by("-pk").first()
    since = last.facts.get("since") if last and last.outcome == CheckOutcome.COULD_NOT else None
    return str(since or clock.now().isoformat())
