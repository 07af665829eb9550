"""The numbers with which nobody is to sell here."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError
from core.text import plain
from sellers.vetting.models import BlockedNumber
from sellers.vetting.numbers import digest_of
from sellers.vetting.rules import shown

name_acts({"sellers.blocked_number": _("blocked a number"), "sellers.unblocked_number": _("unblocked a number")})


class WrongBlock(DomainError):
    """Who asks is no senior reviewer, or number or reason are missing."""

    code = "sellers.wrong_block"


@transaction.atomic
def block_number(*, kind: str, number: str, because: str, by: User) -> BlockedNumber:
    """
    Let every claim with this number fail from now on. What is claimed already is looked at by people.

    Raises WrongBlock.
    """
    _check_senior(by)
    digest, reason = digest_of(kind, number), plain(because)
    if not digest or not reason:
        raise WrongBlock(_("Say which number, and why."))
    blocked, is_new = BlockedNumber.objects.get_or_create(
        kind=kind, digest=digest, defaults={"shown": shown(kind, number), "reason": reason, "added_by": by}
    )
    if is_new:
        _record("sellers.blocked_number", blocked, by)
    return blocked


@transaction.atomic
def unblock_number(blocked: BlockedNumber, *, by: User) -> None:
    """Take it off the list. Raises WrongBlock."""
    _check_senior(by)
    _record("sellers.unblocked_number", blocked, by)
    blocked.delete()


def _check_senior(by: User) -> None:
    if not by.has_role(Role.SENIOR_REVIEWER):
        raise WrongBlock(_("Only senior reviewers look after blocked numbers."))


def _record(act: str, blocked: BlockedNumber, by: User) -> None:
    record(act, by=by, role=by.acts_as(Role.SENIOR_REVIEWER), thing=blocked, about=[], because=STANDS_WITH_IT)
