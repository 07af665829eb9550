"""
Draw the pictures of the demo market again: `python -m demo_assets.draw [part of a file name …]`.

Every object is a function in demo_assets/drawing, in the module of its shop and under the name that the listing has;
it makes an SVG. Chromium renders it, Pillow packs it as WebP. The pictures are committed, so nobody needs this to run
or test the project. It needs Playwright and Chromium.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from demo_assets.catalogue import PHOTOS, Listing, Picture, Snap, listings, shops, snaps, tales
from demo_assets.drawing.colours import COLOURS
from demo_assets.drawing.sheet import Sheet
from demo_assets.drawing.shots import closer, measured
from demo_assets.drawing.snaps import snapped

CHROMIUM = "/usr/bin/chromium"
# What is committed, with all its renditions, must stay small: the first picture of a thing is larger than the others.
COVER, FURTHER = (704, 880), (480, 600)
LARGEST = 24_000
MODULES = {
    "tanah-liat": ("pots", "kiln"), "anyam-bersama": ("weaving", "cane"), "lichtwerk-berlin": ("lights", "lamps"),
    "laufgut": ("leather", "hides"), "harbor-audio": ("sound", "stereo"), "mayak-wool": ("wool", "yarn"),
    "shanyu": ("tea", "teaware"), "isla-kape": ("island", "shells"), "kamiya": ("paper", "desk"),
    "neel-block-print": ("prints",), "casa-ipe": ("wood", "play"), "mawe-beads": ("jewels",),
}  # fmt: skip


def drawing_of(listing: Listing) -> Callable[[str], Sheet]:
    """The function that draws a listing's thing in a colour."""
    name = listing.ref.replace("-", "_")
    for module in MODULES[listing.shop]:
        draw: Callable[[str], Sheet] | None = getattr(import_module(f"demo_assets.drawing.{module}"), name, None)
        if draw is not None:
            return draw
    raise LookupError(f"Nobody has drawn {listing.key}.")


def sheet_of(listing: Listing, picture: Picture) -> Sheet:
    """What is on one picture."""
    sheet = drawing_of(listing)(COLOURS[picture.tint])
    if picture.shot == "detail":
        return closer(sheet)
    if picture.shot == "size":
        return measured(sheet, listing.size)
    return sheet


def pictures() -> Iterator[tuple[Listing, Picture]]:
    """Every picture of the demo."""
    for shop in shops():
        for listing in shop.listings:
            for picture in listing.pictures:
                yield listing, picture


def sheets() -> Iterator[tuple[str, Sheet, tuple[int, int]]]:
    """Every file, with what is on it and its size in pixels: the shops' pictures, then the buyers'."""
    for listing, picture in pictures():
        yield picture.file, sheet_of(listing, picture), size_of(listing, picture)
    things = {listing.key: listing for listing in listings()}
    for snap in all_snaps():
        yield snap.file, snapped(drawing_of(things[snap.listing])(COLOURS[snap.tint]), snap.place), FURTHER


def all_snaps() -> Iterator[Snap]:
    for tale in tales():
        yield from snaps(tale)


def size_of(listing: Listing, picture: Picture) -> tuple[int, int]:
    return COVER if picture == listing.pictures[0] else FURTHER


def packed(image: Image.Image) -> bytes:
    """As good a WebP as fits into the allowance."""
    for quality in range(78, 30, -6):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def rendered(page: Page, sheet: Sheet, size: tuple[int, int]) -> Image.Image:
    """Drawn larger than wanted, then made smaller: smoother edges, and no noise that only weighs."""
    page.set_content(f'<body style="margin:0">{sheet.svg()}')
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize(size, Image.Resampling.LANCZOS)


def main(wanted: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 800, "height": 1000})
        for file, sheet, size in sheets():
            if not wanted or any(part in file for part in wanted):
                content = packed(rendered(page, sheet, size))
                path = PHOTOS / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                sys.stdout.write(f"{file}  {len(content):,}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
