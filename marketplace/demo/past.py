"""Since when the demo market is open, and what it has promised everybody since then."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from core import clock
from policies.kinds import PolicyKind
from policies.models import PolicyVersion
from policies.services import publish_policy
from policies.terms import RefundTerms

OPEN_FOR = timedelta(weeks=26)

# Said instead of what the market opened with; the oldest orders are bound by what stood before.
RETURNS = (
    "Rights that the law of your country gives you are yours in any case.",
    "A missing box is no reason to refuse it. Rights that the law of your country gives you are yours in any case.",
)
REFUNDS = ("within at most 14 days,", "within at most 10 days,")


def opened(now: datetime) -> datetime:
    """When the market opened, for a demo that is built at `now`: its founding policies are of that day."""
    return now - OPEN_FOR


def improve_returns_everywhere(by: User) -> None:
    """A second version of what every shop promises on returns: the same terms, one sentence clearer."""
    _improve(PolicyKind.RETURNS, RETURNS, by=by)


def quicken_refunds(by: User) -> None:
    """A second version on refunds: ten days instead of fourteen."""
    _improve(PolicyKind.REFUNDS, REFUNDS, by=by, terms=RefundTerms(days=10))


def _improve(kind: PolicyKind, words: tuple[str, str], *, by: User, terms: RefundTerms | None = None) -> None:
    current = PolicyVersion.objects.get(current_of__shop__isnull=True, current_of__kind=kind)
    # A database that was not made for the demo has founding policies of its own day: nothing is older than they are.
    if current.published_at >= clock.now():
        return
    publish_policy(
        shop=None,
        kind=kind,
        title=current.title,
        body=current.body.replace(*words),
        terms=terms or current.read_terms(),
        language=current.language,
        by=by,
        replacing=current.number,
    )
