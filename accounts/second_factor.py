"""
The second factor: who must have one, and whether this session has shown it.

`ask` is the one place that knows. Pages ask it through the middleware, which looks at all of /admin/ and at views
that say `needs_second_factor`; the API asks it through accounts.permissions and accounts.tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpResponse

from accounts.models import User
from accounts.proofs import shown_factors
from accounts.rules import Duty, Factor, may_enter, may_take_away
from core.errors import DomainError
from core.verdict import Verdict

View = TypeVar("View", bound=Callable[..., HttpResponse])
Check = Callable[[User], bool]

MARK = "needs_second_factor"
# A recovery code stands in for one of these; alone it is none.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# Who keeps money is known above: each app says so in its `duties.py`.
KEEPERS: list[Check] = []


class SecondFactorNeeded(DomainError):
    """This door needs a second factor, which the person does not have or this session has not shown."""

    code = "accounts.second_factor_needed"
    http_status = 403


def keeps_money(check: Check) -> Check:
    """Register a check that says of a person whether they keep somebody's money."""
    KEEPERS.append(check)
    return check


def needs_second_factor(view: View) -> View:
    """Mark a view that opens only to people with a second factor, if they are such as must have one."""
    setattr(view, MARK, True)
    return view


def factors_of(user: User) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=KINDS)
    return found


def duties_as_staff(user: User) -> set[Duty]:
    return {Duty.STAFF} if user.is_staff else set()


def duties_of(user: User) -> set[Duty]:
    """Why this person must have a second factor; empty for those who need none."""
    return duties_as_staff(user) | ({Duty.MONEY} if any(check(user) for check in KEEPERS) else set())


def factor_of(user: User, session: SessionBase) -> Factor:
    """What one showed with a factor that was lost or given up since counts no longer, wherever they are signed in."""
    kept = dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    if not set(KINDS) & set(kept.values()):
        return Factor.NONE
    return Factor.SHOWN if shown_factors(session, user) & kept.keys() else Factor.NOT_SHOWN


def ask(user: User, session: SessionBase, *, duties: set[Duty]) -> Verdict:
    """Whether a guarded door opens to somebody with these duties."""
    return may_enter(duties=duties, factor=factor_of(user, session) if duties else Factor.NONE)


def refuse_without(user: User, session: SessionBase, *, duties: set[Duty]) -> None:
    """Raise SecondFactorNeeded where a guarded door stays shut."""
    verdict = ask(user, session, duties=duties)
    if not verdict:
        raise SecondFactorNeeded(verdict.reason)


def may_give_up(factor: Any) -> Verdict:
    """Whether its owner may take this second factor away."""
    if factor.type not in KINDS:
        return Verdict(True)
    user = factor.user
    return may_take_away(duties=duties_of(user), others=factors_of(user).exclude(pk=factor.pk).count())
