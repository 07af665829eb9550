"""What services of sellers share: who decides, the reasons that go with it, and whose role does not reach."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core.errors import DomainError
from core.reasons import Reason
from core.text import plain
from sellers.states import REASON_GROUNDS, ReasonCode

REVIEWERS = (Role.REVIEWER, Role.SENIOR_REVIEWER)


class MayNotDecide(DomainError):
    """Who asks is no reviewer, or would decide about their own business."""

    code = "sellers.may_not_decide"


class NotYours(DomainError):
    """The role of whoever asks does not reach that far, or the shop would be left without its owner."""

    code = "sellers.team_not_allowed"


class ReasonMissing(DomainError):
    """Nobody is refused, suspended or asked for more without words that they can act on."""

    code = "sellers.reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Write the reason: the other side reads it."), field="reason")


def words_needed(text: str) -> str:
    words = plain(text)
    if not words:
        raise ReasonMissing
    return words


def reason_of(code: str) -> Reason:
    """The sentence and the ground that belong to a code."""
    reason = ReasonCode(code)
    return Reason(reason.value, reason.label, REASON_GROUNDS[reason])
