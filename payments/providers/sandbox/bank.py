"""The pretend bank: charges, and what the shopper decides on its page."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from core import clock
from core.money import Money
from core.statements import Addition, Given, Statement
from core.timers import sweep
from payments.models import SandboxCharge, SandboxRefund
from payments.providers.base import ProviderRefused
from payments.states import ChargeStatus

# “Pay later” succeeds after this, without anybody's doing.
LATER = timedelta(seconds=10)


class Outcome(models.TextChoices):
    """What the shopper can choose on the sandbox's page."""

    PAY = "pay", _("Pay now")
    CONFIRM = "confirm", _("Pay with an extra confirmation")
    LATER = "later", _("Pay later")
    DECLINE = "decline", _("Decline the payment")


# Where a choice leads: from the open page, and from the page that asks for the confirmation.
LEADS_TO: dict[str, dict[str, ChargeStatus]] = {
    ChargeStatus.OPEN: {
        Outcome.PAY: ChargeStatus.SUCCEEDED,
        Outcome.CONFIRM: ChargeStatus.CONFIRMING,
        Outcome.LATER: ChargeStatus.PENDING,
        Outcome.DECLINE: ChargeStatus.DECLINED,
    },
    ChargeStatus.CONFIRMING: {Outcome.PAY: ChargeStatus.SUCCEEDED, Outcome.DECLINE: ChargeStatus.DECLINED},
}


_ADD = Addition(SandboxCharge)
_OF_REFERENCE = Statement(lambda: SandboxCharge.objects.filter(reference=Given("reference", CharField())))


def open_charge(*, key: str, amount: Money, description: str, return_url: str) -> SandboxCharge:
    """The charge of this key; the first call opens it. Raises ProviderRefused when the key is of another amount."""
    charge = SandboxCharge(
        key=key,
        minor_units=amount.amount,
        currency=amount.currency,
        description=description,
        return_url=return_url,
    )
    if not _ADD.make_unless_known(charge):
        charge = SandboxCharge.objects.get(key=key)
    if charge.amount != amount:
        raise ProviderRefused(_("The provider knows this key with another amount."))
    return charge


def charge_with(reference: str) -> SandboxCharge:
    """The charge of this reference. Raises ProviderRefused when there is none."""
    charge = _OF_REFERENCE.first(reference=reference)
    if charge is None:
        raise ProviderRefused(_("The provider does not know this payment."))
    return charge


def may_decide(charge: SandboxCharge) -> bool:
    """Whether the shopper still has a choice on the page."""
    return charge.status in LEADS_TO


def decide(charge: SandboxCharge, outcome: str) -> SandboxCharge:
    """
    Let the shopper's choice happen.

    Raises ImpossibleMove when it was decided before, ProviderRefused when there is no such choice here.
    """
    status = LEADS_TO.get(charge.status, {}).get(outcome)
    if status is None:
        raise ProviderRefused(_("This payment was already decided."))
    settles_at = clock.now() + LATER if status == ChargeStatus.PENDING else None
    charge.move_to(status, settles_at=settles_at, due_at=clock.now(), attempts=0)
    return charge


def cancel(charge: SandboxCharge) -> SandboxCharge:
    """Close the page, unless something was decided on it."""
    if charge.can_move_to(ChargeStatus.CANCELLED):
        charge.move_to(ChargeStatus.CANCELLED, due_at=clock.now(), attempts=0)
    return charge


def settle_due() -> int:
    """Let what was paid “later” succeed now."""
    return sweep(
        SandboxCharge.objects.to_settle().order_by("settles_at"),
        lambda charge: charge.move_to(ChargeStatus.SUCCEEDED, settles_at=None, due_at=clock.now(), attempts=0),
    )


@transaction.atomic
def give_back(charge: SandboxCharge, *, amount: Money, key: str) -> None:
    """Give money back, once for a key. Raises ProviderRefused for more than was taken."""
    # Held until the end of the transaction: two refunds at once must not both see the same rest.
    charge = SandboxCharge.objects.select_for_update().get(pk=charge.pk)
    given = {refund.key: refund.minor_units for refund in charge.refunds.all()}
    if given.get(key) == amount.amount:
        return
    is_right = charge.status == ChargeStatus.SUCCEEDED and amount.currency == charge.currency and key not in given
    if not is_right or amount.amount <= 0 or sum(given.values()) + amount.amount > charge.minor_units:
        raise ProviderRefused(_("The provider cannot give this back: it has not taken as much."))
    SandboxRefund.objects.create(charge=charge, key=key, minor_units=amount.amount)
