"""The time zones that this machine knows."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


@cache
def known_zones() -> frozenset[str]:
    """Every name; read from the disk once, and the guard before any name from outside is looked up there."""
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """The zone of this name; UTC for one that the machine does not know, or no longer."""
    return ZoneInfo(name if name in known_zones() else "UTC")


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones that people live in, by region; the machine's aliases ("EST5EDT", "GB") are left out."""
    by_region: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(known_zones()):
        region, _slash, place = name.partition("/")
        if place and region in REGIONS:
            by_region.setdefault(region, []).append((name, place.replace("_", " ").replace("/", " / ")))
    return [("UTC", [("UTC", "UTC")]), *by_region.items()]
