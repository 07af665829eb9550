"""
What changes slowly on purpose: payout account, legal identity, the owner's address, who owns the shop.

Whoever gets into an account changes these first. So each change is told to the whole team and to the old address, where
a link says "this was not me", and payouts are paused for three days, or until a reviewer has looked. Account and
identity change only when reviewers have agreed; the account takes two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, foureyes
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.mail import queue_mail
from core.models import Proposal
from sellers.accounts_of_banks import read_account
from sellers.events import (
    PayoutsGoOn,
    PayoutsStopped,
    SlowChangeAsked,
    SlowChangeMade,
    SlowChangeRefused,
    SlowChangeWithdrawn,
)
from sellers.models import Alarm, IdentityChange, Membership, PayoutAccount, Seller, Shop
from sellers.payout_models import AskedFor
from sellers.registration import check_number
from sellers.rules import PAUSE, UNTIL_LOOKED_AT, may_decide
from sellers.selectors import is_own_business, owners_of
from sellers.services.reasons import REVIEWERS, MayNotDecide, NotYours, words_needed
from sellers.states import AlarmStatus, ChangeStatus, ShopRole, SlowChange
from sellers.versions import touch_shops_of
from sellers.vetting.selectors import main_requirement, requirements_of
from sellers.vetting.services.ends import work_out_ends

# What takes two people (sellers/foureyes.py).
CHANGE_ACCOUNT = "sellers.change_payout_account"
# What an owner may ask to change about who sells.
IDENTITY = ("legal_name", "registration_number", "registration_scheme", "street", "postal_code", "city", "region")
NEEDED = ("legal_name", "street", "city")
NUMBER = ("registration_number", "registration_scheme")
SALT = "sellers.not_me"
LINK_HOLDS = 30 * 24 * 3600  # seconds

name_acts(
    {
        "sellers.accepted_change": _("agreed to a change"),
        "sellers.refused_change": _("refused a change"),
        "sellers.settled_alarm": _("settled an alarm"),
    }
)


class AlreadyAsked(DomainError):
    """A change of the same kind waits for a reviewer."""

    code = "sellers.already_asked"

    def __init__(self) -> None:
        super().__init__(_("A change waits for a reviewer already. Withdraw it first."))


class NothingChanges(DomainError):
    """What was asked for is what there is."""

    code = "sellers.nothing_changes"

    def __init__(self) -> None:
        super().__init__(_("This is what we have already."))


class IdentityIncomplete(DomainError):
    """Something is missing without which nobody sells here; `field` names it."""

    code = "sellers.identity_incomplete"


# --- What owners ask for


@transaction.atomic
def ask_payout_account(seller: Seller, *, by: User, holder: str, account: str) -> PayoutAccount:
    """
    Ask that money be paid out to another account. Until reviewers have agreed, the one in force stays.

    Raises NotYours, WrongAccount, NothingChanges, AlreadyAsked.
    """
    _check_owner(seller, by)
    read = read_account(account)
    current = seller.payoutaccounts.in_force().first()
    if current and (current.holder, current.account) == (holder, read.number):
        raise NothingChanges
    asked = PayoutAccount(
        seller=seller,
        asked_by=by,
        asked_at=clock.now(),
        holder=holder,
        account=read.number,
        last_four=read.last_four,
        is_iban=read.is_iban,
    )
    _ask(asked, by)
    return asked


@transaction.atomic
def ask_identity(seller: Seller, *, by: User, facts: Mapping[str, str]) -> IdentityChange:
    """
    Ask that the seller be called otherwise, have another number or another address. Until a reviewer has agreed,
    shoppers read the old.

    Raises NotYours, IdentityIncomplete, NumberNotTaken, WrongNumber, NothingChanges, AlreadyAsked.
    """
    _check_owner(seller, by)
    wanted = {name: facts.get(name, getattr(seller, name)) for name in IDENTITY}
    for name in NEEDED:
        if not wanted[name]:
            raise IdentityIncomplete(_("This is needed."), field=name)
    if not wanted["registration_number"]:
        if seller.is_trader:
            raise IdentityIncomplete(_("A business needs a registration number."), field="registration_number")
    elif any(wanted[name] != getattr(seller, name) for name in NUMBER):
        # One that stays is not asked about anew: of a register that we do not know, that would stop every other change.
        main = main_requirement(seller, requirements_of(seller))
        number = check_number(
            wanted["registration_number"],
            country=seller.country,
            scheme=wanted["registration_scheme"],
            among=main.schemes if main else (),
        )
        wanted |= {
            "registration_number": number.number,
            "registration_scheme": number.scheme,
            "registration_check": number.check,
        }
    new = {name: value for name, value in wanted.items() if value != getattr(seller, name)}
    if not new:
        raise NothingChanges
    before = {name: getattr(seller, name) for name in new}
    asked = IdentityChange(seller=seller, asked_by=by, asked_at=clock.now(), facts=new, before=before)
    _ask(asked, by)
    return asked


@transaction.atomic
def withdraw_change(asked: AskedFor, *, by: User) -> None:
    """Take back what one asked for. Payouts stay paused as they are. Raises NotYours, or ImpossibleMove."""
    _check_owner(asked.seller, by)
    asked.move_to(ChangeStatus.WITHDRAWN)
    announce(SlowChangeWithdrawn(seller_id=asked.seller_id, about=asked.ABOUT, number=asked.number), actor=by)


def owner_changed_email(user: User, *, old: str) -> None:
    """An owner has another address: tell the old one and the teams, and pause payouts of the sellers that they own."""
    owned = Seller.objects.filter(shops__memberships__user=user, shops__memberships__role=ShopRole.OWNER)
    for seller in owned.distinct().order_by("pk"):
        _made_at_once(seller, SlowChange.OWNER_EMAIL, key=user.pk, by=user, addresses={old}, reader=user)


def shop_changed_hands(shop: Shop, *, former: User, to: User) -> None:
    """A shop has another owner: tell the former one's address and the team, and pause payouts of its seller."""
    addresses = {former.email, shop.seller.contact_email}
    _made_at_once(shop.seller, SlowChange.OWNERSHIP, key=shop.pk, by=to, addresses=addresses, reader=former)


# --- What reviewers decide


def propose_payout_account(asked: PayoutAccount, *, by: User, because: str) -> Proposal:
    """
    Having looked at it, ask a second person to put the account in force.

    Raises MayNotDecide, ImpossibleMove unless it waits, and what foureyes.propose raises.
    """
    _check_reviewer(asked.seller, by)
    if asked.status != ChangeStatus.ASKED:
        raise ImpossibleMove
    return foureyes.propose(CHANGE_ACCOUNT, asked, by=by, because=because)


@transaction.atomic
def accept_payout_account(asked: PayoutAccount, *, by: User, confirmed: Proposal | None) -> PayoutAccount:
    """
    Put the account in force, as a second person confirmed; the one before is replaced, payouts pause for three days.

    Raises MayNotDecide, NeedsSecondPerson, or ImpossibleMove unless it waits.
    """
    _check_reviewer(asked.seller, by)
    for former in asked.seller.payoutaccounts.in_force():
        former.move_to(ChangeStatus.REPLACED)
    now = clock.now()
    asked.move_to(ChangeStatus.IN_FORCE, decided_by=by, decided_at=now)
    foureyes.redeem(confirmed, CHANGE_ACCOUNT, asked)
    _made(asked, by)
    return asked


@transaction.atomic
def accept_identity(asked: IdentityChange, *, by: User, note: str = "") -> IdentityChange:
    """
    Let the seller be who they say they are now; payouts pause for three days.

    Raises MayNotDecide, or ImpossibleMove unless it waits and the seller is as they were when it was asked.
    """
    _check_reviewer(asked.seller, by)
    asked.move_to(ChangeStatus.IN_FORCE, decided_by=by, decided_at=clock.now(), answer=note)
    as_it_was = Seller.objects.filter(pk=asked.seller_id, **asked.before)
    if not as_it_was.update(**asked.facts):
        raise ImpossibleMove
    asked.seller.refresh_from_db()
    # What was checked of the former name or number is not said of the present one.
    work_out_ends(asked.seller)
    touch_shops_of(asked.seller)
    _made(asked, by)
    return asked


@transaction.atomic
def refuse_change(asked: AskedFor, *, by: User, because: str) -> None:
    """Let everything stay as it is. Raises MayNotDecide, ReasonMissing, or ImpossibleMove unless it waits."""
    _check_reviewer(asked.seller, by)
    words = words_needed(because)
    asked.move_to(ChangeStatus.REFUSED, decided_by=by, decided_at=clock.now(), answer=words)
    about = owners_of(asked.seller)
    announce(
        SlowChangeRefused(seller_id=asked.seller_id, about=asked.ABOUT, number=asked.number, because=words), actor=by
    )
    role = by.acts_as(*REVIEWERS)
    record("sellers.refused_change", by=by, role=role, thing=asked, about=about, because=STANDS_WITH_IT)


# --- Payouts wait


def pause_payouts(seller: Seller, *, about: SlowChange, until: datetime | None = None) -> None:
    """Let payouts wait, three days or `until`; a longer pause stays."""
    end = until or clock.now() + PAUSE
    shorter = Q(payouts_paused_until=None) | Q(payouts_paused_until__lt=end)
    Seller.objects.filter(shorter, pk=seller.pk).update(payouts_paused_until=end, payouts_paused_because=about)
    seller.refresh_from_db(fields=["payouts_paused_until", "payouts_paused_because"])


def read_link(token: str) -> dict[str, Any] | None:
    """What the link of a notice is about; None when it is not ours, or too old."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    except signing.BadSignature:
        return None
    return told if isinstance(told, dict) else None


@transaction.atomic
def raise_alarm(token: str) -> Alarm | None:
    """
    "This was not me": no money leaves until a reviewer has looked. None when the link is not ours, or too old.

    Following the same link again changes nothing, also after it was settled.
    """
    told = read_link(token)
    if told is None:
        return None
    seller = Seller.objects.get(pk=told["seller"])
    alarm, is_new = Alarm.objects.get_or_create(
        cause=f"{told['about']}:{told['number']}",
        defaults={"seller": seller, "about": told["about"], "raised_at": clock.now()},
    )
    if is_new:
        pause_payouts(seller, about=SlowChange(told["about"]), until=UNTIL_LOOKED_AT)
        announce(PayoutsStopped(seller_id=seller.pk, alarm_id=alarm.pk))
    return alarm


@transaction.atomic
def settle_alarm(alarm: Alarm, *, by: User, because: str) -> Alarm:
    """
    Having looked, let payouts go on, after three more days; another open alarm keeps them.

    Raises MayNotDecide, ReasonMissing, or ImpossibleMove when it is settled.
    """
    seller = alarm.seller
    _check_reviewer(seller, by)
    words = words_needed(because)
    alarm.move_to(AlarmStatus.SETTLED, settled_by=by, settled_at=clock.now(), words=words)
    about = owners_of(seller)
    record(
        "sellers.settled_alarm", by=by, role=by.acts_as(*REVIEWERS), thing=alarm, about=about, because=STANDS_WITH_IT
    )
    # Locked: of two alarms that are settled at once, the later lets them go on.
    Seller.objects.select_for_update().get(pk=seller.pk)
    if not seller.alarms.waiting().exists():
        Seller.objects.filter(pk=seller.pk, payouts_paused_until=UNTIL_LOOKED_AT).update(
            payouts_paused_until=clock.now() + PAUSE
        )
        announce(PayoutsGoOn(seller_id=seller.pk, alarm_id=alarm.pk, because=words), actor=by)
    return alarm


def _ask(asked: AskedFor, by: User) -> None:
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        raise AlreadyAsked from None
    pause_payouts(asked.seller, about=asked.ABOUT)
    announce(SlowChangeAsked(seller_id=asked.seller_id, about=asked.ABOUT, number=asked.number), actor=by)
    addresses = {by.email, asked.seller.contact_email}
    _warn(asked.seller, about=asked.ABOUT, number=asked.number, addresses=addresses, reader=by)


def _made(asked: AskedFor, by: User) -> None:
    pause_payouts(asked.seller, about=asked.ABOUT)
    announce(SlowChangeMade(seller_id=asked.seller_id, about=asked.ABOUT, number=asked.number), actor=by)
    about = owners_of(asked.seller)
    role = by.acts_as(*REVIEWERS)
    record("sellers.accepted_change", by=by, role=role, thing=asked, about=about, because=STANDS_WITH_IT)


@transaction.atomic
def _made_at_once(seller: Seller, about: SlowChange, *, key: int, by: User, addresses: set[str], reader: User) -> None:
    """What no reviewer is asked about, since it is somebody's own affair: only the money waits."""
    number = f"{key}-{clock.now():%Y%m%d%H%M%S%f}"
    pause_payouts(seller, about=about)
    announce(SlowChangeMade(seller_id=seller.pk, about=about, number=number), actor=by)
    _warn(seller, about=about, number=number, addresses=addresses, reader=reader)


def _warn(seller: Seller, *, about: SlowChange, number: str, addresses: set[str], reader: User) -> None:
    """Write to the addresses that were known before, with the link that stops payouts."""
    token = signing.dumps({"seller": seller.pk, "about": str(about), "number": number}, salt=SALT)
    with translation.override(reader.language):
        url = settings.SITE_URL + reverse("sellers:not_me", kwargs={"token": token})
    for address in sorted(filter(None, addresses)):
        queue_mail(
            key=f"sellers.slow:{about}:{number}:{address}",
            to=address,
            template="sellers/slow_change",
            context={
                "seller": seller.legal_name,
                "about": about.label,
                "until": clock.now() + PAUSE,
                "url": url,
            },
            language=reader.language,
            time_zone=reader.time_zone,
            # The link stops somebody's money: it does not stay readable in our own tables.
            sensitive=True,
        )


def _check_owner(seller: Seller, by: User) -> None:
    if not Membership.objects.filter(shop__seller=seller, user=by, role=ShopRole.OWNER).exists():
        raise NotYours(_("Only the owner changes this."))


def _check_reviewer(seller: Seller, by: User) -> None:
    verdict = may_decide(is_reviewer=by.has_role(*REVIEWERS), is_own=is_own_business(seller.application, by))
    if not verdict:
        raise MayNotDecide(verdict.reason)
