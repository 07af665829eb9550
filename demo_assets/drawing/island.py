"""Coffee, capiz and abaca: Isla Kape of the Philippines."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import pouch
from demo_assets.drawing.kit import SHADE, Sheet, dark, disc, inside, lathe, leaf, light, over, stage, text

GROUND = "#e9dfcf"
INK, SNOW, BRASS, LEAF = "#3a302a", "#f4ead6", "#c79a4b", "#6d8763"
SHELL = ("#f2ead9", "#e9dcc2", "#f6efe2", "#dfd0b4")


def _bag(colour: str, name: str, under: str, mark: str) -> Sheet:
    sheet = stage(GROUND)
    body = pouch(sheet, colour, fold=dark(colour, 0.24))
    inside(
        sheet,
        body,
        f'<path d="M250 760Q400 690 500 760T760 740V1000H250Z" fill="{mark}" opacity=".9"/><circle cx="620" cy="600" r="62" fill="{BRASS}" opacity=".9"/>',
    )
    text(sheet, 500, 560, name, 66, SNOW, bold=True)
    text(sheet, 500, 900, under, 32, SNOW)
    return sheet


def barako(colour: str) -> Sheet:
    return _bag(colour, "Barako", "Lipa, Batangas", "#2f4a3b")


def benguet(colour: str) -> Sheet:
    return _bag(colour, "Benguet", "Atok · 1 500 m", "#3d4f78")


def tablea(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 240, 40)
    for x, y in ((330, 880), (500, 900), (660, 880), (410, 826), (590, 830), (500, 776)):
        disc(sheet, x, y - 30, 96, colour, flat=0.34, thick=40)
        text(sheet, x, y - 20, "ISLA", 26, dark(colour, 0.4), bold=True)
    sheet.path("M220 520h300v190h-300z", SNOW)
    over(sheet, "M220 520h300v190h-300z", "grain", share=0.15)
    text(sheet, 370, 610, "tablea", 68, INK, bold=True)
    text(sheet, 370, 664, "Davao · 12", 32, INK)
    return sheet


def muscovado(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 210, 38)
    lathe(sheet, [(560, 170), (600, 200), (900, 200), (950, 176)], colour)
    over(sheet, "M300 600H700V930H300Z", "felt", share=0.6)
    sheet.path("M300 580H700V930H300Z", sheet.linear((0, "#ffffff", 0.35), (0.18, "#ffffff", 0.02), (1, SHADE, 0.12)))
    lathe(sheet, [(470, 160), (510, 176), (566, 174)], "#b98f62", tex="wood", share=0.4)
    disc(sheet, 500, 470, 160, "#cfa872")
    sheet.rect(400, 690, 200, 150, SNOW, 6)
    text(sheet, 500, 770, "muscovado", 36, INK, bold=True)
    return sheet


def dried_mango(colour: str) -> Sheet:
    sheet = stage(GROUND)
    body = pouch(sheet, SNOW, fold=dark(SNOW, 0.1))
    inside(
        sheet,
        body,
        f'<path d="M330 560H670V780H330Z" fill="{dark(colour, 0.2)}"/>'
        + "".join(
            f'<path d="M{340 + i * 52} {590 + i % 3 * 50}q40 -40 90 -10q-20 60 -90 10z" fill="{(colour, light(colour, 0.2), dark(colour, 0.12))[i % 3]}"/>'
            for i in range(6)
        ),
    )
    text(sheet, 500, 520, "manggá", 62, INK, bold=True)
    text(sheet, 500, 850, "Guimaras · 200 g", 32, INK)
    return sheet


def calamansi(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 170, 34)
    lathe(sheet, [(420, 44), (480, 50), (560, 120), (640, 150), (910, 150), (950, 130)], colour, gloss=0.6)
    lathe(sheet, [(360, 52), (390, 54), (430, 50)], BRASS, tex="brushed", share=0.2)
    sheet.rect(400, 690, 200, 180, SNOW, 6)
    text(sheet, 500, 770, "suka", 60, INK, bold=True)
    text(sheet, 500, 820, "500 ml", 28, INK)
    for x, y in ((260, 930), (720, 950), (790, 900)):
        sheet.circle(x, y, 48, sheet.radial((0, "#d4dd8a"), (1, "#6f8f3a"), cx=0.36, cy=0.3))
        leaf(sheet, x, y - 40, 50, 40, LEAF)
    return sheet
