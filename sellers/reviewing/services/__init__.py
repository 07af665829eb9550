"""Every way in which the reviewers' queue, their notes and their looks again change."""

from sellers.reviewing.services.claiming import (
    MayNotClaim,
    NothingWaits,
    WaitsNoMore,
    claim,
    claim_next,
    keep_claim,
    put_back,
    put_back_lapsed,
    release,
)
from sellers.reviewing.services.noting import EmptyNote, note
from sellers.reviewing.services.queueing import mend_queue, stand_in_line, work_out_urgency

__all__ = [
    "EmptyNote",
    "MayNotClaim",
    "NothingWaits",
    "WaitsNoMore",
    "claim",
    "claim_next",
    "keep_claim",
    "mend_queue",
    "note",
    "put_back",
    "put_back_lapsed",
    "release",
    "stand_in_line",
    "work_out_urgency",
]
