"""Which reviews a reader asks for: read from a query that anybody may have written, and written into links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from reviews.rules import HIGHEST, LOWEST
from reviews.states import Sorting

# What a page of reviews reads of its address; whoever keeps such pages must tell them apart by these.
PARAMETERS = ("stars", "bought", "sort", "page")


@dataclass(frozen=True)
class Asked:
    """Stars and variant (a SKU) to show only, the order, the page; `beside` is what else stands in the address."""

    stars: int = 0
    bought: str = ""
    sort: str = Sorting.NEWEST
    page: int = 1
    beside: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], **beside: str) -> Asked:
        """Whatever makes no sense is as if it had not been asked."""
        stars, page, sort = query.get("stars", ""), query.get("page", ""), query.get("sort", "")
        return cls(
            stars=int(stars) if stars in {str(number) for number in range(LOWEST, HIGHEST + 1)} else 0,
            bought=query.get("bought", "")[:80],
            sort=sort if sort in Sorting.values else Sorting.NEWEST,
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
            beside={name: value for name, value in beside.items() if value},
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.stars or self.bought)

    def query(self, **changed: object) -> str:
        """The query of a link to the same with something changed, from its first page on."""
        asked = replace(self, **changed)  # type: ignore[arg-type]
        named = {
            **asked.beside,
            "stars": asked.stars or "",
            "bought": asked.bought,
            "sort": "" if asked.sort == Sorting.NEWEST else asked.sort,
        }
        return urlencode({name: value for name, value in named.items() if value})
