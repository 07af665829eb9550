"""Whether an account for payouts is the one that was verified as a credential."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.formatting import day
from sellers.models import Credential, PayoutAccount
from sellers.vetting.numbers import digest_of
from sellers.vetting.states import CredentialKind


class Compared(TextChoices):
    VERIFIED = "verified", gettext_lazy("the one that was verified as a credential")
    ANOTHER = "another", gettext_lazy("another than was verified as a credential")
    NONE = "none", gettext_lazy("none is verified as a credential")


@dataclass(frozen=True)
class Comparison:
    """What came of it, and the same in a sentence."""

    outcome: Compared
    text: str


def compared_with_credential(account: PayoutAccount) -> Comparison:
    """Whether it has the number of a bank account that is verified at this moment. One query."""
    return compare(account, verified_accounts_of(account.seller_id))


def verified_accounts_of(seller: int) -> Sequence[Credential]:
    """The bank accounts that are verified at this moment, the newest first. One query."""
    held = Credential.objects.held(now=clock.now()).exclude(subject_digest="")
    return list(held.filter(seller=seller, requirement__credential=CredentialKind.BANK_ACCOUNT).order_by("-pk"))


def compare(account: PayoutAccount, verified: Sequence[Credential]) -> Comparison:
    """The digests are compared: neither number is shown to anybody."""
    if not verified:
        return Comparison(Compared.NONE, _("No bank account is verified as a credential: there is none to compare."))
    digest = digest_of(CredentialKind.BANK_ACCOUNT, account.account)
    same = next((each for each in verified if each.subject_digest == digest), None)
    if same is None:
        return Comparison(
            Compared.ANOTHER, _("It does not have the number of the account that was verified as a credential.")
        )
    assert same.decided_at is not None
    how = {"day": day(same.decided_at), "how": same.get_method_display()}
    return Comparison(
        Compared.VERIFIED,
        _("It has the number of the account that was verified as a credential, on %(day)s: %(how)s.") % how,
    )
