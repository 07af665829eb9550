"""The life of a proposal: every move that an act which takes two people can make."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalStatus(TextChoices):
    PROPOSED = "proposed", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed, and done")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("nobody answered in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


PROPOSAL_LIFE: dict[str, set[str]] = {
    ProposalStatus.PROPOSED: {
        ProposalStatus.CONFIRMED,
        ProposalStatus.REFUSED,
        ProposalStatus.EXPIRED,
        ProposalStatus.WITHDRAWN,
    },
    ProposalStatus.CONFIRMED: set(),
    ProposalStatus.REFUSED: set(),
    ProposalStatus.EXPIRED: set(),
    ProposalStatus.WITHDRAWN: set(),
}
# What a second person decided; the rest ended without one.
ANSWERED = (ProposalStatus.CONFIRMED, ProposalStatus.REFUSED)
