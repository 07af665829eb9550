"""What this app does when others announce something. The table that calls it: marketplace/subscriptions.py."""

from __future__ import annotations

from core.models import Event
from policies.services import publish_starting_policies
from sellers.events import ShopOpened
from sellers.models import Shop


def give_starting_policies(fact: ShopOpened, event: Event) -> None:
    """A shop promises something from its first day."""
    publish_starting_policies(Shop.objects.get(pk=fact.shop_id))
