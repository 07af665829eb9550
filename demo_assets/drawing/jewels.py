"""Beads, brass and baskets of Mawe Beads, Nairobi."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    Sheet,
    arc,
    bar,
    beads,
    dark,
    disc,
    drop,
    inside,
    lathe,
    light,
    mouth,
    over,
    puff,
    ring,
    stage,
    table,
    text,
    tilt,
)
from demo_assets.drawing.patterns import stripes, zigzags

GROUND = "#ead9c6"
BRASS, BONE, INK = "#c79a4b", "#e9dfc8", "#3a302a"
BRIGHT = ("#c0392f", "#e3b23c", "#2f6f9f", "#f4f0e6", "#3f7f58", "#e08a45")


def collar(colour: str) -> Sheet:
    sheet = table(GROUND)
    for place, r in enumerate(range(330, 150, -24)):
        beads(
            sheet,
            arc(500, 660, r, r * 0.94, -60, 240, round(r * 0.29)),
            12,
            [colour if place % 3 else BRIGHT[(place // 3 + 3) % 6], colour if place % 2 else BRIGHT[3]],
            gloss=0.4,
        )
    bar(sheet, (330, 380), (420, 330), 12, BRASS)
    return sheet


def hoops(colour: str) -> Sheet:
    sheet = table(GROUND)
    for cx in (350, 650):
        sheet.line(f"M{cx} 470c-6 -60 40 -70 34 -20", BRASS, 8)
        ring(sheet, cx, 620, 124, 146, 14, BRASS)
        beads(sheet, arc(cx, 620, 124, 146, 10, 170, 15), 15, [colour, BRIGHT[3], colour, BRASS])
    return sheet


def brass_cuff(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 900, 250, 44)
    outer = "M250 640V800A250 96 0 0 0 750 800V640A250 96 0 0 1 250 640Z"
    sheet.path(outer, sheet.volume(colour))
    over(sheet, outer, "brushed", share=0.3)
    dents = "".join(
        f'<circle cx="{x}" cy="{y}" r="15" fill="{dark(colour, 0.3)}" opacity=".35"/><circle cx="{x - 3}" cy="{y - 4}" r="11" fill="{light(colour, 0.4)}" opacity=".5"/>'
        for y in range(660, 920, 40)
        for x in range(260 + (y // 40 % 2) * 22, 760, 44)
    )
    inside(sheet, outer, dents)
    mouth(sheet, 640, 250, colour, flat=0.38, wall=16)
    return sheet


def seed_strand(colour: str) -> Sheet:
    sheet = table(GROUND)
    for rx, ry in ((330, 360), (270, 290), (210, 226)):
        beads(
            sheet,
            arc(500, 660, rx, ry, 0, 356, round(rx / 7)),
            17,
            [colour, dark(colour, 0.2), light(colour, 0.2)],
            gloss=0.35,
        )
    return sheet


def pendant(colour: str) -> Sheet:
    sheet = table(GROUND)
    sheet.line("M240 250C260 560 420 660 500 700C580 660 740 560 760 250", INK, 7)
    puff(
        sheet,
        "M500 690C590 720 620 840 580 930C550 990 450 990 420 930C380 840 410 720 500 690Z",
        colour,
        edge=46,
        lift=14,
        tex="stone",
        share=0.35,
    )
    ring(sheet, 500, 690, 22, 22, 9, BRASS)
    ring(sheet, 500, 850, 60, 60, 7, BRASS)
    return sheet


def bangles(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 900, 270, 50)
    for place, y in enumerate(range(880, 640, -40)):
        tint = (colour, BONE, INK)[place % 3]
        dx = (place * 53 % 5 - 2) * 9
        sheet.raw(
            f'<ellipse cx="{500 + dx}" cy="{y}" rx="230" ry="86" fill="none" stroke="{sheet.volume(tint)}" stroke-width="34"/>'
        )
        sheet.raw(
            f'<ellipse cx="{500 + dx}" cy="{y - 8}" rx="230" ry="86" fill="none" stroke="#fff6e6" stroke-width="5" opacity=".45"/>'
        )
    return sheet


def bead_bracelets(colour: str) -> Sheet:
    sheet = table(GROUND)
    for cx, cy, tints in (
        (370, 470, (colour, BRIGHT[3])),
        (640, 570, (BRIGHT[1], BRIGHT[0], BRIGHT[4])),
        (420, 840, (BRIGHT[2], BRIGHT[3], BRIGHT[5])),
    ):
        for r in (150, 128):
            beads(sheet, arc(cx, cy, r, r, 0, 352, round(r / 3.6)), 11, tints)
    return sheet


def ear_studs(colour: str) -> Sheet:
    sheet = table(GROUND)
    card = "M290 320H710V960H290Z"
    drop(sheet, card, far=18)
    sheet.path(card, "#f4ead6")
    over(sheet, card, "grain", share=0.14)
    text(sheet, 500, 880, "MAWE", 54, INK, spaced=14)
    for x, y, tint in ((400, 470, colour), (600, 470, colour), (400, 660, BRASS), (600, 660, BRASS)):
        puff(sheet, f"M{x} {y - 50}L{x + 50} {y}L{x} {y + 50}L{x - 50} {y}Z", tint, edge=24, lift=8)
        sheet.circle(x, y, 12, BONE)
    return sheet


def horn_comb(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -12):
        path = (
            "M280 420Q500 320 720 420L736 560"
            + "".join(
                f"L{736 - i * 36 - 4} 880Q{736 - i * 36 - 13} 896 {736 - i * 36 - 22} 880L{736 - i * 36 - 26} 570L{736 - i * 36 - 36} 566"
                for i in range(12)
            )
            + "L264 560Z"
        )
        puff(
            sheet,
            path,
            sheet.linear((0, light(colour, 0.5)), (0.4, colour), (1, dark(colour, 0.4)), angle=20),
            edge=20,
            lift=14,
            tex="wood_up",
            share=0.4,
        )
    return sheet


def shea(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 230, 40)
    lathe(sheet, [(640, 226), (760, 230), (920, 224), (948, 206)], "#dcd5c4", gloss=0.5)
    mouth(sheet, 640, 226, "#dcd5c4", content=colour, level=0.06)
    puff(
        sheet,
        "M330 650C380 560 470 640 520 580C590 540 650 600 670 650C600 700 400 700 330 650Z",
        light(colour, 0.3),
        edge=40,
        tex="felt",
        share=0.12,
    )
    sheet.rect(370, 740, 260, 150, "#f6efdf", 6)
    text(sheet, 500, 810, "SHEA", 52, INK, spaced=6)
    text(sheet, 500, 856, "150 g · unrefined", 26, INK)
    return sheet


def soap(colour: str) -> Sheet:
    sheet = stage(GROUND)
    for x, y, tint in ((540, 640, dark(colour, 0.15)), (330, 760, colour)):
        sheet.shadow(x + 160, y + 196, 200, 26)
        puff(
            sheet,
            f"M{x + 30} {y}H{x + 290}Q{x + 320} {y} {x + 320} {y + 30}V{y + 165}Q{x + 320} {y + 195} {x + 290} {y + 195}H{x + 30}Q{x} {y + 195} {x} {y + 165}V{y + 30}Q{x} {y} {x + 30} {y}Z",
            sheet.volume(tint),
            edge=44,
            tex="soft",
            share=0.4,
        )
        sheet.line(f"M{x} {y + 90}H{x + 320}", "#f4ead6", 70, opacity=0.92)
        text(sheet, x + 160, y + 104, "neem & ash", 36, INK)
    return sheet


def kiondo(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 975, 270, 42)
    sheet.line("M300 520C280 180 720 180 700 520", "#6b4529", 26)
    sheet.line("M302 516C286 190 714 190 698 516", "#9a6a41", 8)
    fill = stripes(sheet, "#dcc39a", (0, 26, colour), (52, 12, dark(colour, 0.4)), (92, 20, "#c0392f"), unit=140)
    body = lathe(sheet, [(520, 250), (640, 288), (800, 276), (920, 210), (968, 150)], fill, tex="cotton", share=0.6)
    inside(
        sheet,
        body,
        "".join(
            f'<path d="M{x} 500V980" stroke="#2a1d1a" stroke-width="3" opacity=".16"/>' for x in range(200, 800, 13)
        ),
    )
    mouth(sheet, 520, 250, "#dcc39a", wall=16)
    return sheet


def bead_basket(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 930, 260, 44)
    lathe(
        sheet,
        [(720, 280), (800, 270), (890, 200), (926, 150)],
        zigzags(sheet, "#e2cda4", colour, 70, 16),
        tex="cotton",
        share=0.5,
    )
    mouth(sheet, 720, 280, "#e2cda4", flat=0.24)
    beads(sheet, arc(500, 720, 276, 66, 10, 170, 34), 11, BRIGHT)
    return sheet


def soapstone_bowl(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 930, 200, 38)
    body = lathe(sheet, [(700, 270), (780, 258), (870, 180), (920, 120)], colour, tex="stone", share=0.4, gloss=0.3)
    inside(
        sheet,
        body,
        "".join(
            f'<path d="M{x} 690L{x + 40} 800L{x + 80} 690" fill="none" stroke="{BONE}" stroke-width="9"/>'
            for x in range(200, 800, 80)
        ),
    )
    mouth(sheet, 700, 270, colour, flat=0.25, wall=18)
    return sheet


def hippo(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(520, 930, 300, 40)
    body = "M240 780C230 640 380 600 520 610C600 560 700 560 760 600C790 570 820 580 812 612C850 640 880 700 860 760C850 810 800 820 760 800C740 830 730 840 730 930H640V850H430V930H330V860C270 850 246 830 240 780Z"
    puff(sheet, body, colour, edge=70, tex="stone", share=0.4)
    sheet.circle(786, 650, 11, INK)
    sheet.ellipse(846, 730, 9, 13, dark(colour, 0.5))
    sheet.line("M760 800C790 790 820 790 852 768", dark(colour, 0.5), 6)
    return sheet


def salad_servers(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, turn, fork in ((400, -7, True), (600, 8, False)):
        with tilt(sheet, turn, x, 640):
            head = f"M{x - 74} 380C{x - 90} 500 {x - 50} 570 {x} 580C{x + 50} 570 {x + 90} 500 {x + 74} 380C{x + 50} 300 {x - 50} 300 {x - 74} 380Z"
            puff(sheet, head, colour, edge=36, lift=12, tex="wood_up", share=0.45)
            if fork:
                for dx in (-26, 26):
                    sheet.path(f"M{x + dx - 8} 300h16v150q-8 16 -16 0z", GROUND)
            bar(sheet, (x, 570), (x, 800), 36, colour, end=30, cap=False)
            bar(sheet, (x, 800), (x, 980), 40, BONE, end=44)
            for y in range(820, 970, 36):
                sheet.line(f"M{x - 20} {y}h40", INK, 7)
    return sheet


def shawl(colour: str) -> Sheet:
    sheet = table(GROUND)
    check = sheet.pattern(
        120,
        120,
        f'<rect width="120" height="120" fill="{colour}"/><rect width="44" height="120" fill="{INK}" opacity=".55"/><rect width="120" height="44" fill="{INK}" opacity=".55"/><path d="M70 0V120M0 70H120" stroke="{BRIGHT[2]}" stroke-width="7"/>',
    )
    path = "M230 300H770V980H230Z"
    puff(sheet, path, check, edge=34, lift=18, tex="cotton", share=0.4)
    sheet.path("M500 300H770V980H500Z", "#2a1d1a", opacity=0.1)
    for x in range(236, 770, 18):
        sheet.line(f"M{x} 980l{(x // 18) % 3 * 5 - 5} 60", dark(colour, 0.1), 7)
    return sheet


def drum(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 975, 190, 36)
    body = lathe(sheet, [(480, 210), (600, 204), (760, 130), (880, 140), (970, 180)], colour, tex="wood_up", share=0.5)
    for x in range(300, 720, 60):
        inside(
            sheet, body, f'<path d="M{x} 470L{x + 30} 720L{x + 60} 470" fill="none" stroke="#efe2c8" stroke-width="7"/>'
        )
    disc(sheet, 500, 470, 216, "#e9dcc0", flat=0.24, thick=26)
    return sheet


def kalimba(colour: str) -> Sheet:
    sheet = table(GROUND)
    puff(
        sheet,
        "M300 360Q300 320 340 320H660Q700 320 700 360V900Q700 980 620 980H380Q300 980 300 900Z",
        colour,
        edge=46,
        lift=20,
        tex="wood_up",
        share=0.5,
    )
    sheet.circle(500, 800, 62, dark(colour, 0.65))
    for place in range(9):
        x = 340 + place * 40
        end = 700 - abs(place - 4) * 34
        bar(sheet, (x, 400), (x, end), 20, "#c3c5c6", end=26, cap=False)
    bar(sheet, (310, 470), (690, 470), 26, BRASS)
    bar(sheet, (310, 430), (690, 430), 18, dark(colour, 0.3))
    return sheet


def wall_basket(colour: str) -> Sheet:
    sheet = table(GROUND)
    drop(sheet, "M160 650a340 340 0 1 0 680 0a340 340 0 1 0 -680 0Z", far=22)
    for place, r in enumerate(range(340, 20, -20)):
        tint = (colour, BONE, INK, "#dcc39a")[(place // 2) % 4]
        sheet.circle(500, 650, r, tint)
    for turn in range(0, 360, 4):
        sheet.raw(
            f'<path d="M500 650V310" stroke="#2a1d1a" stroke-width="2.5" opacity=".13" transform="rotate({turn} 500 650)"/>'
        )
    sheet.circle(500, 650, 340, sheet.radial((0.3, "#fff6e6", 0.2), (1, "#2a1d1a", 0.3), cx=0.4, cy=0.36, r=0.7))
    return sheet
