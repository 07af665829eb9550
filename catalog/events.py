"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class ListingCreated(Fact):
    """A shop began a listing; nobody can see it yet."""

    listing_id: int


@dataclass(frozen=True)
class ListingEdited(Fact):
    """What a listing says changed; the names of what changed, for its history."""

    listing_id: int
    changed: list[str]


@dataclass(frozen=True)
class ListingPublished(Fact):
    """The listing is on sale while its shop is open and its seller approved."""

    listing_id: int


@dataclass(frozen=True)
class ListingPaused(Fact):
    """The shop took the listing off sale for a while."""

    listing_id: int


@dataclass(frozen=True)
class ListingRetracted(Fact):
    """The listing left for good; its page stays as a tombstone with this reason."""

    listing_id: int
    because: str


@dataclass(frozen=True)
class ListingRestored(Fact):
    """What we had taken down by mistake is its shop's again, as a draft."""

    listing_id: int
    because: str


@dataclass(frozen=True)
class PriceChanged(Fact):
    """A variant costs something else now; amounts in minor units. The first price is a change from nothing."""

    variant_id: int
    old_amount: int | None
    new_amount: int
    currency: str


@dataclass(frozen=True)
class StockReceived(Fact):
    """Units arrived at the shop."""

    variant_id: int
    quantity: int
    reason: str


@dataclass(frozen=True)
class StockWrittenOff(Fact):
    """Units are gone without having been sold: broken, lost, miscounted."""

    variant_id: int
    quantity: int
    reason: str


@dataclass(frozen=True)
class PhotoAdded(Fact):
    """An original waits in the private store to be decoded."""

    photo_id: int


@dataclass(frozen=True)
class CatalogueImported(Fact):
    """A file was taken in to its end; what became of each row stands in its report."""

    catalogue_import_id: int


@dataclass(frozen=True)
class CatalogueImportStopped(Fact):
    """Taking in a file stopped before its end; what was done until then stays."""

    catalogue_import_id: int


@dataclass(frozen=True)
class ListingReported(Fact):
    """Somebody says that a listing should not be here; moderators have something to decide."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class ReportUpheld(Fact):
    """A moderator agreed, or came upon it: the listing is taken down, and the shop has a statement of reasons."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class ReportRejected(Fact):
    """A moderator did not agree; why stands on the report."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class DecisionComplained(Fact):
    """The shop complains about an upheld report; another moderator answers."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class DecisionKept(Fact):
    """Another moderator read the complaint, and the decision stands."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class DecisionOverturned(Fact):
    """Another moderator read the complaint and took the decision back."""

    report_id: int
    listing_id: int


@dataclass(frozen=True)
class CounterfeitCounted(Fact):
    """A counterfeit counts against its seller; what follows stands on the strike."""

    strike_id: int
    seller_id: int
    step: str


@dataclass(frozen=True)
class ReporterWarned(Fact):
    """Most of somebody's reports had no ground; if it goes on, they are paused. Told with this report."""

    report_id: int


@dataclass(frozen=True)
class ReporterPaused(Fact):
    """Somebody's reports are not read for a while. Told with this report."""

    report_id: int
