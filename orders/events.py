"""Facts that orders announce."""

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class PurchasePlaced(Fact):
    """Everything is reserved; payment may begin."""

    purchase_id: int


@dataclass(frozen=True)
class PurchasePaid(Fact):
    purchase_id: int


@dataclass(frozen=True)
class PurchasePaymentDeclined(Fact):
    """The provider said no; the shopper may try again while the reservation lasts."""

    purchase_id: int


@dataclass(frozen=True)
class PurchaseCancelled(Fact):
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
    order_id: int


@dataclass(frozen=True)
class OrderPacked(Fact):
    order_id: int


@dataclass(frozen=True)
class OrderHandedOver(Fact):
    order_id: int


@dataclass(frozen=True)
class OrderInTransit(Fact):
    order_id: int


@dataclass(frozen=True)
class OrderOutForDelivery(Fact):
    order_id: int


@dataclass(frozen=True)
class OrderDelivered(Fact):
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
