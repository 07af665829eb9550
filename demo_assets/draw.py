"""
Draw the pictures of the demo market again: `python -m demo_assets.draw [part of a file name]`.

Every object is a function in demo_assets/drawing that makes an SVG; Chromium renders it, Pillow packs it as WebP.
The pictures are committed, so nobody needs this to run or test the project. It needs Playwright and Chromium.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from demo_assets.drawing import leather, lights, pots, sound, weaving, wool
from demo_assets.drawing.sheet import HEIGHT, WIDTH, Sheet

PHOTOS = Path(__file__).parent / "photos"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 25_000

COLOURS = {
    "ash-white": "#e6dfcf", "basalt": "#6b6a68", "black": "#3a3938", "blue": "#4f6d8f", "brass": "#c79a4b",
    "celadon": "#8fb59e", "chestnut": "#8a5233", "clear": "#ffe6b3", "coral": "#e2725b", "cream": "#e4dac4",
    "forest": "#4f6f57", "graphite": "#6a747f", "grey": "#9a9ea6", "heather": "#9a7f9c", "indigo": "#4a5f86",
    "iron": "#7a4a36", "linen": "#e8cf95", "mint": "#9cc4b2", "moss": "#8a9a6a", "mustard": "#d09a2f",
    "natural": "#c99a5b", "navy": "#3d4f78", "oat": "#d6c6a6", "ochre": "#c9902f", "plum": "#7b4a63",
    "red": "#b3423a", "rust": "#c9744f", "sand": "#cdb08a", "slate": "#56606f", "spruce": "#3f6552",
    "teal": "#3f8a8c", "walnut": "#8a5f42", "white": "#ece7dc",
}  # fmt: skip

OBJECTS: dict[str, dict[str, tuple[Callable[[str], Sheet], str]]] = {
    "tanah-liat": {
        "mug": (pots.mug, "celadon ash-white iron"),
        "bowls": (pots.bowls, "celadon indigo"),
        "plates": (pots.plates, "ash-white celadon"),
        "teapot": (pots.teapot, "iron celadon"),
        "vase": (pots.vase, "indigo ash-white"),
        "jug": (pots.jug, "celadon iron"),
        "mortar": (pots.mortar, "basalt"),
    },
    "anyam-bersama": {
        "basket": (weaving.basket, "natural walnut"),
        "hamper": (weaving.hamper, "natural walnut"),
        "tray": (weaving.tray, "natural black"),
        "pendant": (weaving.pendant, "natural black"),
        "mirror": (weaving.mirror, "natural"),
        "placemats": (weaving.placemats, "natural moss"),
        "box": (weaving.box, "natural walnut"),
    },
    "lichtwerk-berlin": {
        "table-lamp": (lights.table_lamp, "linen moss rust"),
        "desk-lamp": (lights.desk_lamp, "red mint graphite"),
        "floor-lamp": (lights.floor_lamp, "linen moss"),
        "dome": (lights.dome, "mint rust"),
        "globe": (lights.globe, "brass black"),
        "sconce": (lights.sconce, "white rust"),
        "bulb": (lights.bulb, "clear"),
    },
    "laufgut": {
        "sneaker": (leather.sneaker, "blue sand forest"),
        "trail-shoe": (leather.trail_shoe, "navy coral"),
        "boot": (leather.boot, "chestnut black"),
        "slippers": (leather.slippers, "grey plum"),
        "backpack": (leather.backpack, "forest ochre"),
        "tote": (leather.tote, "cream blue"),
        "crossbody": (leather.crossbody, "chestnut plum"),
    },
    "harbor-audio": {
        "on-ear": (sound.on_ear, "coral slate"),
        "over-ear": (sound.over_ear, "cream black"),
        "earbuds": (sound.earbuds, "white navy"),
        "portable": (sound.portable, "teal coral"),
        "bookshelf": (sound.bookshelf, "walnut white"),
        "turntable": (sound.turntable, "walnut black"),
        "radio": (sound.radio, "cream red"),
    },
    "mayak-wool": {
        "sweater": (wool.sweater, "grey red navy"),
        "beanie": (wool.beanie, "red mustard"),
        "scarf": (wool.scarf, "navy heather"),
        "mittens": (wool.mittens, "red spruce"),
        "socks": (wool.socks, "grey mustard"),
        "blanket": (wool.blanket, "oat spruce"),
        "cushion": (wool.cushion, "oat rust"),
    },
}


def pictures() -> Iterator[tuple[str, Sheet]]:
    """Every picture of the demo: its file name, and what is on it."""
    for shop, objects in OBJECTS.items():
        for name, (draw, colours) in objects.items():
            for colour in colours.split():
                yield f"{shop}-{name}-{colour}.webp", draw(COLOURS[colour])


def packed(png: bytes) -> bytes:
    """As good a WebP as fits into the allowance."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(86, 30, -6):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def main(wanted: str) -> None:
    PHOTOS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, sheet in pictures():
            if wanted in name:
                page.set_content(f'<body style="margin:0">{sheet.svg()}')
                content = packed(page.screenshot())
                (PHOTOS / name).write_bytes(content)
                sys.stdout.write(f"{name}  {len(content):,}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
