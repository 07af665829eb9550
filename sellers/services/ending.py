"""How the contract with a seller ends: we part with them, with notice, or they leave. Open orders go on."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError
from core.events import announce
from core.reasons import state_reasons
from core.timers import sweep
from core.versions import SHOPS, TRADING, shop_scope, touch
from sellers.ending_models import Ending
from sellers.events import EndingAnnounced, EndingCalledOff, SellerClosed, SellerLeft, ShopClosed
from sellers.models import Seller, Shop
from sellers.rules import NOTICE, may_end
from sellers.selectors import addressees_of, is_own_business, owners_of
from sellers.services.reasons import REVIEWERS, MayNotDecide, reason_of, words_needed
from sellers.states import EndingStatus, ReasonCode, SellerStatus, ShopRole, ShopStatus
from sellers.vetting.services.outdated import withdraw_claims

ENDING, ENDED_AT_ONCE = "sellers.ending", "sellers.ended_at_once"
name_acts(
    {
        "sellers.ended": _("announced the end of the contract"),
        "sellers.ended_at_once": _("ended the contract at once"),
        "sellers.called_off": _("called the end of the contract off"),
    }
)


class EndsAlready(DomainError):
    """The contract with this seller has ended, or its end is announced."""

    code = "sellers.ends_already"

    def __init__(self) -> None:
        super().__init__(_("The contract with this seller ends already."))


class NotTheirsAlone(DomainError):
    """Somebody else owns another shop of the same seller: nobody leaves for them."""

    code = "sellers.not_theirs_alone"

    def __init__(self) -> None:
        super().__init__(_("Another shop of this seller belongs to somebody else. They have to close it first."))


@transaction.atomic
def end_contract(seller: Seller, *, by: User, code: str, because: str, at_once: bool = False) -> Ending:
    """
    Part with a seller, thirty days from now; `at_once` where the law needs no notice. Until then nothing changes.

    Raises MayNotDecide, ReasonMissing, EndsAlready.
    """
    reason = ReasonCode(code)
    verdict = may_end(
        is_reviewer=by.has_role(*REVIEWERS),
        is_senior=by.has_role(Role.SENIOR_REVIEWER),
        is_own=is_own_business(seller.application, by),
        at_once=at_once,
        code=reason,
    )
    if not verdict:
        raise MayNotDecide(verdict.reason)
    words = words_needed(because)
    if seller.status == SellerStatus.CLOSED:
        raise EndsAlready
    kind = ENDED_AT_ONCE if at_once else ENDING
    statement = state_reasons(kind, seller, by=by, reason=reason_of(reason), words=words, to=addressees_of(seller))
    now = statement.issued_at
    ending = _announce_ending(
        Ending(
            seller=seller,
            is_by_seller=False,
            announced_by=by,
            announced_at=now,
            closes_at=now if at_once else now + NOTICE,
            statement=statement,
        )
    )
    announce(EndingAnnounced(seller_id=seller.pk, ending_id=ending.pk, statement_id=statement.pk), actor=by)
    act = "sellers.ended_at_once" if at_once else "sellers.ended"
    about = owners_of(seller)
    record(act, by=by, role=by.acts_as(*REVIEWERS), thing=seller, about=about, because=STANDS_WITH_IT)
    if at_once:
        finish_ending(ending, by=by)
        seller.refresh_from_db()
    return ending


@transaction.atomic
def call_off_ending(ending: Ending, *, by: User, because: str) -> Ending:
    """
    Let the contract go on. Raises MayNotDecide, ReasonMissing, or ImpossibleMove when it has ended.

    Who left cannot be held: only what we announced is called off.
    """
    _check(ending.seller, by)
    words = words_needed(because)
    ending.move_to(EndingStatus.CALLED_OFF, ended_at=clock.now())
    announce(EndingCalledOff(seller_id=ending.seller_id, ending_id=ending.pk, because=words), actor=by)
    about = owners_of(ending.seller)
    role = by.acts_as(*REVIEWERS)
    record("sellers.called_off", by=by, role=role, thing=ending.seller, about=about, because=STANDS_WITH_IT)
    return ending


@transaction.atomic
def leave_market(seller: Seller, *, by: User) -> Ending:
    """
    End one's own contract: every shop closes at once, and what shoppers ordered is still sent.

    Raises NotTheirsAlone, or EndsAlready. Where we had announced an end, that one comes now.
    """
    open_shops = seller.shops.exclude(status=ShopStatus.CLOSED)
    # As two conditions on memberships they would be met by two people: one works there, another owns it.
    if open_shops.exclude(pk__in=Shop.objects.worked_by(by, ShopRole.OWNER).values("pk")).exists():
        raise NotTheirsAlone
    if seller.status == SellerStatus.CLOSED:
        raise EndsAlready
    announced = seller.endings.announced().first()
    if announced is None:
        now = clock.now()
        announced = _announce_ending(
            Ending(seller=seller, is_by_seller=True, announced_by=by, announced_at=now, closes_at=now)
        )
    announce(SellerLeft(seller_id=seller.pk, ending_id=announced.pk), actor=by)
    finish_ending(announced, by=by)
    return announced


@transaction.atomic
def finish_ending(ending: Ending, *, by: User | None = None) -> Ending:
    """Close every shop of the seller, and the seller. Raises ImpossibleMove when somebody else was quicker."""
    ending.move_to(EndingStatus.DONE, ended_at=clock.now())
    seller = Seller.objects.get(pk=ending.seller_id)
    for shop in seller.shops.exclude(status=ShopStatus.CLOSED).order_by("pk"):
        _close(shop, by)
    if seller.status != SellerStatus.CLOSED:
        seller.move_to(SellerStatus.CLOSED)
        withdraw_claims(seller.application)
        announce(SellerClosed(seller_id=seller.pk), actor=by)
    return ending


def finish_due_endings() -> int:
    """End the contracts whose day has come."""
    return sweep(Ending.objects.due(), finish_ending)


def close_seller(seller: Seller, *, by: User) -> None:
    """With the last shop, which its owner has just closed for good, the contract ends: as if they had left."""
    ending = seller.endings.announced().first()
    if ending is None:
        now = clock.now()
        ending = _announce_ending(
            Ending(seller=seller, is_by_seller=True, announced_by=by, announced_at=now, closes_at=now)
        )
    finish_ending(ending, by=by)
    seller.refresh_from_db()


def _close(shop: Shop, by: User | None) -> None:
    shop.move_to(ShopStatus.CLOSED, closed_at=clock.now())
    touch(shop_scope(shop.pk), SHOPS, TRADING)
    announce(ShopClosed(shop_id=shop.pk), actor=by)


def _announce_ending(ending: Ending) -> Ending:
    try:
        with transaction.atomic():
            ending.save()
    except IntegrityError:
        # Of two who end it in the same moment, the constraint lets one.
        raise EndsAlready from None
    return ending


def _check(seller: Seller, by: User) -> None:
    verdict = may_end(
        is_reviewer=by.has_role(*REVIEWERS),
        is_senior=False,
        is_own=is_own_business(seller.application, by),
        at_once=False,
        code=ReasonCode.OTHER,
    )
    if not verdict:
        raise MayNotDecide(verdict.reason)
