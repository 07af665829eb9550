"""Working out when a seller must stop selling: at all, and in which category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from core.timers import sweep
from sellers.models import Seller
from sellers.states import SellerStatus
from sellers.versions import touch_pages_of, touch_shops_of
from sellers.vetting.models import Credential, Demand, Requirement, SalesStop
from sellers.vetting.rules import Ends, Needed, certification_ends, ends_of, reaches
from sellers.vetting.slip import checked_of
from sellers.vetting.states import HELD, WAS_HELD
from taxonomy.tree import current_tree


@transaction.atomic
def work_out_ends(seller: Seller) -> None:
    """
    Bring `sells_until`, the stops and the public slip of a seller to what requirements and credentials say, in the
    transaction of whatever changed about them. Pages hear of it when something did.
    """
    # Of two changes at once, the second must see what the first has written.
    locked = Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk)
    ends, checked = ends_of_seller(locked), checked_of(locked)
    was = {stop.category_id: stop for stop in SalesStop.objects.filter(seller=locked)}
    gone = [stop.pk for key, stop in was.items() if key not in ends.by_category]
    new, moved = _stops(locked, ends, was)
    seller.sells_until, seller.checked = ends.at_all, checked
    is_other_end = bool(locked.sells_until != ends.at_all or gone or new or moved)
    if is_other_end or locked.checked != checked:
        Seller.objects.filter(pk=locked.pk).update(sells_until=ends.at_all, checked=checked)
        # Nobody else's pages are made anew for what is only said differently.
        (touch_shops_of if is_other_end else touch_pages_of)(locked)
    if is_other_end:
        SalesStop.objects.filter(pk__in=gone).delete()
        SalesStop.objects.bulk_update(moved, ["from_at", "requirement_id"])
        SalesStop.objects.bulk_create(new)


def work_out_ends_with(credential: Credential) -> None:
    """
    The same for whoever has this credential, after it has moved. Who had none when it was read may have become a
    seller since: the approval took it, and would not hear that it ended.
    """
    seller = credential.seller or Seller.objects.filter(application=credential.application_id).first()
    if seller:
        work_out_ends(seller)


def work_out_all_ends() -> int:
    """The same for every seller who is not closed, each by itself: after a requirement or the tree has changed."""
    return sweep(Seller.objects.exclude(status=SellerStatus.CLOSED).order_by("pk"), work_out_ends, limit=1_000_000)


def _stops(seller: Seller, ends: Ends, was: dict[int, SalesStop]) -> tuple[list[SalesStop], list[SalesStop]]:
    """The stops to make and those to change."""
    new, moved = [], []
    for category, (from_at, requirement) in sorted(ends.by_category.items()):
        stop = was.get(category)
        if stop is None:
            new.append(SalesStop(seller=seller, category_id=category, requirement_id=requirement, from_at=from_at))
        elif (stop.from_at, stop.requirement_id) != (from_at, requirement):
            stop.from_at, stop.requirement_id = from_at, requirement
            moved.append(stop)
    return new, moved


def ends_of_seller(seller: Seller) -> Ends:
    """When selling must end for this seller, worked out anew."""
    # What is over ended at a moment, too: from then on, and not from the day on which it was first asked for.
    held: dict[int, list[datetime | None]] = defaultdict(list)
    known = Credential.objects.filter(seller=seller, status__in=[*HELD, *WAS_HELD])
    for requirement, until, ended in known.values_list("requirement_id", "valid_until", "ended_at"):
        held[requirement].append(ended or until)
    word = certification_ends(seller.approved_at, seller.certified_at, approval_until=seller.valid_until)
    return ends_of(min(seller.valid_until, word), _needed_of(seller), held)


def _needed_of(seller: Seller) -> Iterable[Needed]:
    """The requirements that reach a seller; one with a threshold only after it was reached."""
    due = dict(Demand.objects.filter(seller=seller).values_list("requirement_id", "due_at"))
    tree = current_tree()
    for requirement in Requirement.objects.in_force().select_related("category"):
        if not reaches(area=requirement.area, kinds=requirement.seller_kinds, country=seller.country, kind=seller.kind):
            continue
        if requirement.has_threshold:
            if requirement.pk in due:
                yield Needed(requirement.pk, max(due[requirement.pk], requirement.required_from))
            continue
        categories = tree.keys_within(requirement.category) if requirement.category else None
        yield Needed(requirement.pk, requirement.required_from, categories)
