"""The yearly word of an owner that everything is still true, and the reminders before it is due."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.timers import sweep
from sellers.models import Membership, Seller
from sellers.states import SellerStatus, ShopRole
from sellers.versions import touch_pages_of
from sellers.vetting.events import CertificationDue, SellerCertified
from sellers.vetting.rules import CERTIFIED_FOR, REMINDED_BEFORE, certification_due, next_reminder
from sellers.vetting.services.ends import work_out_ends


class MayNotCertify(DomainError):
    """Only an owner can say of a business that what it told us is still true."""

    code = "sellers.may_not_certify"


@transaction.atomic
def certify_facts(seller: Seller, *, by: User) -> Seller:
    """
    Say that everything a seller told us is still true. What stopped only for want of it is on sale again at once.

    Raises MayNotCertify, or ImpossibleMove when it was said at this moment already, or the seller is closed.
    """
    if not Membership.objects.filter(shop__seller=seller, user=by, role=ShopRole.OWNER).exists():
        raise MayNotCertify(_("Only the owner of the shop can say this."))
    # No move: the status stays. What was read is part of the condition all the same, as in a move.
    read = Seller.objects.filter(pk=seller.pk, certified_at=seller.certified_at)
    now = clock.now()
    if not read.exclude(status=SellerStatus.CLOSED).update(certified_at=now, reminded_days=None):
        raise ImpossibleMove(status=str(seller.status))
    seller.certified_at, seller.reminded_days = now, None
    work_out_ends(seller)
    touch_pages_of(seller)
    announce(SellerCertified(seller_id=seller.pk), actor=by)
    return seller


def remind_of_certifications() -> int:
    """Remind the owners whose yearly word is due soon, or was due; returns how many were reminded."""
    soon = clock.now() + timedelta(days=max(REMINDED_BEFORE)) - CERTIFIED_FOR
    last = Seller.objects.annotate(last_said=Coalesce(F("certified_at"), F("approved_at")))
    return sweep(last.filter(last_said__lte=soon).exclude(status=SellerStatus.CLOSED).order_by("pk"), remind)


@transaction.atomic
def remind(seller: Seller) -> Seller:
    """Give the reminder that is due, each once. Raises ImpossibleMove when none is, or another worker was quicker."""
    due_at = certification_due(seller.approved_at, seller.certified_at)
    days = next_reminder(now=clock.now(), due_at=due_at, reminded_days=seller.reminded_days)
    read = Seller.objects.filter(pk=seller.pk, certified_at=seller.certified_at, reminded_days=seller.reminded_days)
    if days is None or not read.update(reminded_days=days):
        raise ImpossibleMove(status=str(seller.status))
    seller.reminded_days = days
    announce(CertificationDue(seller_id=seller.pk, days=days))
    return seller
