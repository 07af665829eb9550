"""Every status × every move: what the tables allow happens once, everything else is refused and changes nothing."""

from itertools import product

import pytest
from django.db.models import TextChoices

from core import clock
from core.errors import ImpossibleMove
from core.lives import Living
from sellers.models import Application, Invitation, Membership, Seller, Shop, ShopRole
from sellers.services import invite_member
from sellers.states import (
    APPLICATION_LIFE,
    DECIDED,
    INVITATION_LIFE,
    SELLER_LIFE,
    SHOP_LIFE,
    ApplicationStatus,
    InvitationStatus,
    SellerStatus,
    ShopStatus,
)
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop


def fields_of(row: Living, status: str) -> dict[str, object]:
    """What the database asks for beside the status."""
    if isinstance(row, Application):
        if status in DECIDED:
            signed: dict[str, object] = {"decided_by": a_reviewer(), "decided_at": clock.now(), "reason": "because"}
        else:
            signed = {"decided_by": None, "decided_at": None, "reason": ""}
        return signed | {"request_for_more": "more"}
    if isinstance(row, Seller):
        return {"suspended_at": clock.now(), "suspended_reason": "because"}
    if isinstance(row, Invitation):
        ended = None if status == InvitationStatus.PENDING else clock.now()
        return {"ended_at": ended, "answered_by": a_person() if status == InvitationStatus.ACCEPTED else None}
    return {"closed_at": clock.now() if status == ShopStatus.CLOSED else None}


def row_of(kind: type[Living], status: str) -> Living:
    row: Living = an_application()
    if kind is not Application:
        shop = open_shop()
        row = shop.seller if kind is Seller else shop
    if kind is Invitation:
        owner = Membership.objects.latest("pk").user
        row = invite_member(shop, by=owner, email="new@example.com", role=ShopRole.CATALOGUE)
    type(row)._default_manager.filter(pk=row.pk).update(status=status, **fields_of(row, status))
    row.refresh_from_db()
    return row


LIVES: list[tuple[type[Living], type[TextChoices], dict[str, set[str]]]] = [
    (Application, ApplicationStatus, APPLICATION_LIFE),
    (Seller, SellerStatus, SELLER_LIFE),
    (Shop, ShopStatus, SHOP_LIFE),
    (Invitation, InvitationStatus, INVITATION_LIFE),
]
MOVES = [
    (kind, life, start, end)
    for kind, statuses, life in LIVES
    for start, end in product(statuses.values, statuses.values)
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "life", "start", "end"),
    MOVES,
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
def test_every_move_from_every_status(kind: type[Living], life: dict[str, set[str]], start: str, end: str) -> None:
    row = row_of(kind, start)

    if end in life[start]:
        row.move_to(end, **fields_of(row, end))
        row.refresh_from_db()
        assert row.status == end
    else:
        with pytest.raises(ImpossibleMove):
            row.move_to(end, **fields_of(row, end))
        row.refresh_from_db()
        assert row.status == start


def test_every_status_has_its_line_in_the_table() -> None:
    for _kind, statuses, life in LIVES:
        assert set(life) == set(statuses)
