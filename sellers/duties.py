"""Who keeps other people's money, and so must have a second factor (see accounts.second_factor)."""

from __future__ import annotations

from accounts.models import User
from accounts.second_factor import keeps_money
from sellers.models import Membership
from sellers.states import KEEPS_THE_MONEY


@keeps_money
def keeps_the_money_of_a_shop(user: User) -> bool:
    return Membership.objects.filter(user=user, role__in=KEEPS_THE_MONEY).exists()
