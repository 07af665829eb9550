"""Facts that orders announce."""

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class PurchasePlaced(Fact):
    """Everything is reserved; payment may begin."""

    purchase_id: int


@dataclass(frozen=True)
class PurchasePaid(Fact):
    """The money arrived and is held for each of the purchase's orders."""

    purchase_id: int


@dataclass(frozen=True)
class PurchasePaymentDeclined(Fact):
    """The provider said no; the shopper may try again while the reservation lasts."""

    purchase_id: int


@dataclass(frozen=True)
class PurchaseCancelled(Fact):
    """The purchase ended without being paid; what was reserved is free again."""

    purchase_id: int
    because: str


@dataclass(frozen=True)
class LatePaymentRefunded(Fact):
    """Money arrived when its purchase was over, or a second time; it goes back whole."""

    purchase_id: int
    payment_number: str


@dataclass(frozen=True)
class PurchaseClaimed(Fact):
    """A guest confirmed the e-mail of the purchase and now owns it."""

    purchase_id: int


@dataclass(frozen=True)
class OrderPaid(Fact):
    """The shop owes the shopper this order from now on."""

    order_id: int


@dataclass(frozen=True)
class OrderPacked(Fact):
    """The things are in the parcel; the shopper can no longer simply cancel."""

    order_id: int


@dataclass(frozen=True)
class OrderHandedOver(Fact):
    """A carrier has the parcel, under a tracking number."""

    order_id: int


@dataclass(frozen=True)
class OrderInTransit(Fact):
    """The carrier scanned the parcel on its way."""

    order_id: int


@dataclass(frozen=True)
class OrderOutForDelivery(Fact):
    """The parcel comes today."""

    order_id: int


@dataclass(frozen=True)
class OrderDelivered(Fact):
    """The parcel arrived, and the inspection window runs."""

    order_id: int


@dataclass(frozen=True)
class OrderReleased(Fact):
    """The held money is the seller's, less the commission."""

    order_id: int


@dataclass(frozen=True)
class OrderCancelled(Fact):
    """A paid order ended before it was sent; its held money goes back to the shopper."""

    order_id: int
    because: str
