"""The lives of a proposal and of a complaint: every move that they can make."""

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


class Hearing(TextChoices):
    """How often a decision is looked at again, each time by somebody else."""

    COMPLAINT = "complaint", _("complaint")
    APPEAL = "appeal", _("appeal")


class ComplaintStatus(TextChoices):
    FILED = "filed", _("waits for a reviewer")
    UPHELD = "upheld", _("upheld")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


COMPLAINT_LIFE: dict[str, set[str]] = {
    ComplaintStatus.FILED: {ComplaintStatus.UPHELD, ComplaintStatus.REJECTED, ComplaintStatus.WITHDRAWN},
    ComplaintStatus.UPHELD: set(),
    ComplaintStatus.REJECTED: set(),
    ComplaintStatus.WITHDRAWN: set(),
}
HEARD = (ComplaintStatus.UPHELD, ComplaintStatus.REJECTED)
