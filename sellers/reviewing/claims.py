"""Who has taken what up: what every decision about something in the queue asks before it decides."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import DomainError
from sellers.models import Application, Credential, QueueEntry, Recheck
from sellers.reviewing.states import EntryKind


class ClaimedByAnother(DomainError):
    """Another reviewer is at it: two who read the same do half the work twice, and surprise each other."""

    code = "sellers.claimed_by_another"

    def __init__(self, holder: User) -> None:
        super().__init__(
            _("%(name)s has taken this up, and nothing was changed. Take it over first, or choose another.")
            % {"name": holder.name},
            holder=holder.pk,
        )


def check_claim(about: Application | Credential | Recheck, *, by: User) -> None:
    """Raises ClaimedByAnother while somebody else has taken up what `by` is about to decide. One statement."""
    if isinstance(about, Application):
        meant = Q(kind=EntryKind.APPLICATION, application=about)
    elif isinstance(about, Credential):
        meant = Q(credential=about) | Q(kind=EntryKind.APPLICATION, application=about.application_id)
    else:
        meant = Q(recheck=about)
    entry = QueueEntry.objects.claimed().filter(meant).exclude(claimed_by=by).select_related("claimed_by").first()
    if entry is not None and entry.claimed_by is not None:
        raise ClaimedByAnother(entry.claimed_by)
