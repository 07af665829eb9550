"""More ceramics of Tanah Liat: cups, bottles, pots for rice and for plants."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import bar, dark, disc, inside, lathe, leaf, light, mouth, over, puff, rim, smooth, stage
from demo_assets.drawing.pots import CLAY, LEAF, WALL
from demo_assets.drawing.sheet import SHADE, Point, Sheet


def _glazed(sheet: Sheet, profile: list[Point], colour: str, dip: float, *, cx: float = 500, seed: int = 4) -> None:
    """Clay below, glaze down to `dip`, with the wave that dipping leaves and iron specks."""
    body = lathe(sheet, profile, CLAY, cx=cx, tex="grain", share=0.14)
    half = max(width for _y, width in profile) + 30
    wave = [
        (cx + half, dip - 16),
        (cx + half * 0.4, dip + 20),
        (cx, dip + 12),
        (cx - half * 0.5, dip + 30),
        (cx - half, dip - 10),
    ]
    top = profile[0][0] - 60
    edge = smooth(wave, closed=False)
    glaze = f"M{cx - half} {top}H{cx + half}V{dip - 16}{edge.replace('M', 'L', 1)}Z"
    inside(
        sheet,
        body,
        f'<path d="{glaze}" fill="{sheet.volume(colour)}"/><path d="{edge}" fill="none" stroke="{light(colour, 0.4)}" stroke-width="6" opacity=".7"/>',
    )
    over(sheet, body, "speckle", tint=dark(colour, 0.6), share=0.5, seed=seed)
    x = cx - half * 0.55
    inside(
        sheet,
        body,
        f'<path d="M{x} {profile[0][0] + 40}C{x - 16} {dip - 120} {x - 8} {dip - 80} {x + 6} {dip - 30}" fill="none" stroke="#fffdf6" stroke-width="15" stroke-linecap="round" opacity=".5" filter="{sheet.blur(4)}"/>',
    )


def espresso(colour: str) -> Sheet:
    sheet = stage(WALL)
    for cx, base, shade in ((655, 820, dark(colour, 0.06)), (370, 950, colour)):
        sheet.shadow(cx + 10, base, 140, 26)
        sheet.line(
            f"M{cx + 112} {base - 175}C{cx + 205} {base - 190} {cx + 205} {base - 60} {cx + 100} {base - 66}",
            dark(shade, 0.15),
            30,
        )
        sheet.line(
            f"M{cx + 112} {base - 179}C{cx + 194} {base - 190} {cx + 196} {base - 70} {cx + 102} {base - 72}",
            light(shade, 0.12),
            15,
        )
        _glazed(sheet, [(base - 230, 128), (base - 150, 124), (base - 50, 102), (base, 74)], shade, base - 80, cx=cx)
        mouth(sheet, base - 230, 128, shade, cx=cx, content="#5a3420", level=0.3)
    return sheet


def rice_bowl(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 940, 180, 36)
    _glazed(sheet, [(650, 260), (730, 246), (830, 190), (905, 120), (918, 112), (940, 116)], colour, 850)
    mouth(sheet, 650, 260, colour, flat=0.24)
    for x, y, r in ((430, 640, 70), (520, 622, 88), (590, 644, 64), (490, 652, 90)):
        sheet.ellipse(x, y, r, r * 0.5, sheet.radial((0, "#fffdf6"), (1, "#e5dccb"), cx=0.4, cy=0.2, r=0.9))
    over(sheet, "M360 650C380 580 620 560 650 650C620 690 400 690 360 650Z", "felt", share=0.12)
    return sheet


def noodle_bowl(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 940, 230, 40)
    _glazed(sheet, [(600, 310), (690, 302), (800, 258), (900, 160), (915, 140), (942, 146)], colour, 800, seed=8)
    mouth(sheet, 600, 310, colour, flat=0.23)
    for shift in (0, 34):
        bar(sheet, (250 + shift, 640), (850, 470 + shift), 20, "#7a4a2f", end=11)
    return sheet


def platter(colour: str) -> Sheet:
    sheet = stage(WALL, horizon=520)
    sheet.shadow(510, 850, 380, 90)
    sheet.ellipse(500, 806, 392, 186, dark(CLAY, 0.1))
    sheet.ellipse(500, 792, 392, 184, sheet.volume(colour))
    sheet.ellipse(
        500, 788, 366, 166, sheet.linear((0, dark(colour, 0.22)), (0.5, colour), (1, light(colour, 0.4)), angle=40)
    )
    face = "M134 788a366 166 0 1 0 732 0a366 166 0 1 0 -732 0Z"
    over(sheet, face, "speckle", tint=dark(colour, 0.6), share=0.45, seed=6)
    for size in (1, 0.72, 0.44):
        sheet.raw(
            f'<ellipse cx="500" cy="796" rx="{270 * size}" ry="{118 * size}" fill="none" stroke="{dark(colour, 0.16)}" stroke-width="5" opacity=".6"/>'
        )
    return sheet


def sugar(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 945, 190, 34)
    _glazed(sheet, [(600, 150), (680, 196), (780, 214), (880, 176), (940, 128)], colour, 830, seed=5)
    lathe(sheet, [(520, 50), (545, 118), (590, 158), (606, 160)], colour, gloss=0.4)
    lathe(sheet, [(452, 24), (474, 40), (500, 30), (524, 22)], dark(colour, 0.08))
    return sheet


def candlestick(colour: str) -> Sheet:
    sheet = stage(WALL)
    for cx, base, tall, shade in ((620, 880, 330, dark(colour, 0.05)), (390, 960, 240, colour)):
        sheet.shadow(cx + 8, base, 130, 24)
        bar(sheet, (cx, base - tall - 250), (cx, base - tall + 30), 46, "#efe2c8")
        sheet.line(f"M{cx} {base - tall - 250}q6 -20 0 -40", "#3a302a", 6)
        lathe(
            sheet,
            [
                (base - tall, 62),
                (base - tall + 26, 66),
                (base - tall + 60, 40),
                (base - tall * 0.5, 30),
                (base - 60, 44),
                (base - 22, 118),
                (base, 124),
            ],
            shade,
            cx=cx,
            tex="speckle",
            share=0.35,
            gloss=0.4,
        )
        rim(sheet, base - tall, 62, light(shade, 0.4), cx=cx)
    return sheet


def planter(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 960, 220, 38)
    for x, y, turn, long in (
        (500, 560, -48, 330),
        (500, 560, -22, 390),
        (500, 560, 4, 420),
        (500, 560, 30, 370),
        (500, 560, 56, 310),
        (470, 570, -70, 240),
        (530, 570, 76, 230),
    ):
        leaf(sheet, x, y, long, turn, LEAF if turn % 4 else light(LEAF, 0.14))
    _glazed(sheet, [(590, 226), (620, 232), (760, 216), (900, 176), (930, 164)], colour, 760, seed=11)
    disc(sheet, 500, 938, 196, CLAY, thick=18)
    mouth(sheet, 590, 226, colour, content="#4b372b", level=0.12, flat=0.16)
    for x, y, turn, long in ((500, 596, -12, 300), (512, 596, 18, 270), (486, 596, -34, 250)):
        leaf(sheet, x, y, long, turn, light(LEAF, 0.08))
    return sheet


def kendi(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 950, 220, 38)
    spout = "M640 700C720 690 760 640 800 560C812 540 846 548 842 574C826 680 760 770 660 790Z"
    puff(sheet, spout, sheet.linear((0, light(colour, 0.2)), (1, dark(colour, 0.2))), edge=30)
    sheet.ellipse(822, 556, 22, 13, dark(colour, 0.5), transform="rotate(28 822 556)")
    body = lathe(
        sheet,
        [
            (330, 46),
            (350, 58),
            (372, 46),
            (430, 40),
            (520, 44),
            (590, 96),
            (680, 196),
            (780, 220),
            (880, 178),
            (948, 116),
        ],
        colour,
        tex="grain",
        share=0.2,
    )
    for y, tint in ((640, 0.3), (664, 0.16), (820, 0.24)):
        inside(
            sheet,
            body,
            f'<path d="M260 {y}Q500 {y + 66} 740 {y}" fill="none" stroke="{dark(colour, tint)}" stroke-width="9"/>',
        )
    mouth(sheet, 330, 46, colour, wall=9)
    return sheet


def oil_bottle(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(505, 950, 150, 30)
    _glazed(
        sheet,
        [(390, 40), (412, 46), (440, 36), (540, 42), (640, 100), (780, 136), (900, 132), (948, 112)],
        colour,
        770,
        seed=13,
    )
    bar(sheet, (500, 330), (500, 400), 46, "#b98a5c", end=52)
    sheet.line("M500 330C500 280 540 262 580 250", "#c9ccce", 16)
    sheet.line("M500 328C500 282 540 266 580 254", "#f4f5f5", 5)
    return sheet


def tumbler(colour: str) -> Sheet:
    sheet = stage(WALL)
    for cx, base, shade in ((650, 850, colour), (400, 950, light(colour, 0.08))):
        sheet.shadow(cx + 6, base, 130, 26)
        _glazed(
            sheet,
            [(base - 330, 134), (base - 240, 126), (base - 200, 118), (base - 120, 122), (base - 20, 104), (base, 92)],
            shade,
            base - 110,
            cx=cx,
            seed=cx,
        )
        mouth(sheet, base - 330, 134, shade, cx=cx)
    return sheet


def sauce_dishes(colour: str) -> Sheet:
    sheet = stage(WALL, horizon=520)
    for cx, cy, liquid in ((380, 640, ""), (640, 740, "#3b2018"), (400, 900, "")):
        sheet.shadow(cx + 8, cy + 50, 150, 50)
        lathe(sheet, [(cy, 160), (cy + 30, 146), (cy + 66, 96)], colour, cx=cx)
        mouth(sheet, cy, 160, colour, cx=cx, flat=0.42, wall=14, content=liquid, level=0.14)
    return sheet


def casserole(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 945, 300, 44)
    for side in (-1, 1):
        sheet.line(
            f"M{500 + side * 300} 700C{500 + side * 400} 690 {500 + side * 400} 790 {500 + side * 296} 776",
            dark(colour, 0.22),
            40,
        )
        sheet.line(
            f"M{500 + side * 300} 694C{500 + side * 386} 690 {500 + side * 386} 776 {500 + side * 296} 768",
            light(colour, 0.1),
            18,
        )
    body = lathe(sheet, [(640, 316), (740, 322), (860, 286), (930, 220)], colour, tex="stone", share=0.2, gloss=0.35)
    inside(
        sheet, body, f'<path d="M170 690Q500 770 830 690" fill="none" stroke="{SHADE}" stroke-width="10" opacity=".2"/>'
    )
    lathe(
        sheet,
        [(520, 70), (540, 190), (590, 290), (632, 326), (650, 328)],
        light(colour, 0.06),
        tex="stone",
        share=0.16,
        gloss=0.4,
    )
    lathe(sheet, [(450, 40), (474, 62), (500, 50), (530, 38)], dark(colour, 0.1))
    return sheet


def wall_tile(colour: str) -> Sheet:
    sheet = stage(WALL, horizon=1180)
    for row in range(3):
        for col in range(3):
            x, y = 170 + col * 224, 290 + row * 224
            path = f"M{x} {y}h212v212h-212z"
            puff(
                sheet,
                path,
                colour if (row + col) % 2 else light(colour, 0.16),
                edge=22,
                lift=7,
                tex="speckle",
                share=0.3,
            )
            petals = "".join(
                f'<path d="M{x + 106} {y + 106}q34 -44 0 -92q-34 48 0 92z" fill="{"#f3ead8" if (row + col) % 2 else dark(colour, 0.4)}" transform="rotate({turn} {x + 106} {y + 106})"/>'
                for turn in (45, 135, 225, 315)
            )
            inside(sheet, path, petals)
    return sheet
