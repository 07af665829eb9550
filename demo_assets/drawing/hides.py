"""More shoes, bags and leather of Laufgut."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import SHADE, Sheet, bar, box, dark, drop, inside, light, puff, ring, table, text, tilt
from demo_assets.drawing.leather import _floor, _stitch

GROUND = "#e8d9cc"
BRASS, SOLE = "#c79a4b", "#3b302a"


def derby(colour: str) -> Sheet:
    sheet = _floor()
    sheet.shadow(510, 950, 370, 36)
    upper = "M150 880C140 760 160 660 190 600C240 580 330 590 400 600C470 680 620 730 760 770C850 800 880 830 880 885Z"
    puff(
        sheet,
        upper,
        sheet.linear((0, light(colour, 0.2)), (1, dark(colour, 0.2)), angle=50),
        edge=60,
        tex="leather",
        share=0.25,
    )
    inside(
        sheet,
        upper,
        f'<path d="M640 720C600 780 600 850 620 890H900V700Z" fill="{dark(colour, 0.16)}"/><path d="M400 600C360 700 420 800 560 800L600 700Z" fill="{dark(colour, 0.1)}"/>',
    )
    _stitch(sheet, "M640 724C602 784 604 850 622 884", light(colour, 0.5))
    for x, y in ((430, 640), (480, 676), (536, 706)):
        sheet.line(f"M{x - 30} {y + 34}L{x + 36} {y - 10}", dark(colour, 0.6), 9)
    sheet.path("M136 880H892V912Q892 934 860 934H330L322 950H150Q136 948 136 930Z", SOLE)
    return sheet


def sandal(colour: str) -> Sheet:
    sheet = _floor()
    sheet.shadow(510, 930, 380, 36)
    puff(
        sheet,
        "M130 860Q300 800 520 830Q760 860 880 850Q910 880 880 910Q500 940 150 920Q110 900 130 860Z",
        "#b98f62",
        edge=30,
        tex="felt",
        share=0.4,
    )
    for path in (
        "M560 850C600 690 760 690 830 850L770 856C730 760 660 760 620 852Z",
        "M180 850C200 650 330 620 400 836L340 830C310 730 250 740 240 846Z",
    ):
        puff(sheet, path, colour, edge=24, tex="leather", share=0.3)
    sheet.line("M300 700C420 690 500 740 600 760", colour, 40)
    sheet.rect(470, 708, 54, 50, BRASS, 8)
    return sheet


def rain_boot(colour: str) -> Sheet:
    sheet = _floor()
    sheet.shadow(510, 975, 310, 36)
    puff(
        sheet,
        "M290 260H540C550 420 540 560 560 660C620 740 760 740 800 840L806 930H270C280 700 300 500 290 260Z",
        sheet.linear((0, light(colour, 0.2)), (0.3, light(colour, 0.34)), (0.6, colour), (1, dark(colour, 0.3))),
        edge=50,
    )
    sheet.line("M290 300H542", light(colour, 0.5), 16)
    sheet.path("M256 920H820V950Q820 976 790 976H290Q256 976 256 950Z", "#efe6d4")
    sheet.line("M340 340C350 500 330 700 330 880", "#ffffff", 18, opacity=0.4, filter=sheet.blur(5))
    return sheet


def child_shoe(colour: str) -> Sheet:
    sheet = _floor()
    for x, y in ((180, 0), (0, 110)):
        with tilt(sheet, 0, dx=x - 60, dy=y - 60):
            sheet.shadow(450, 910, 260, 30)
            puff(
                sheet,
                "M210 880C200 760 230 680 290 670C340 690 360 700 400 690C480 720 640 760 660 830C670 870 660 890 640 896H230Z",
                colour,
                edge=54,
                tex="leather",
                share=0.3,
            )
            puff(sheet, "M330 690Q440 640 470 780L420 800Q390 720 330 740Z", dark(colour, 0.16), edge=14)
            sheet.circle(450, 782, 16, BRASS)
            sheet.path("M204 880H664Q676 916 640 922H230Q200 916 204 880Z", "#efe6d4")
    return sheet


def loafer(colour: str) -> Sheet:
    sheet = _floor()
    sheet.shadow(510, 945, 370, 34)
    puff(
        sheet,
        "M150 870C150 780 180 730 240 720C330 800 470 760 540 690C640 700 860 760 884 870Z",
        sheet.linear((0, light(colour, 0.24)), (1, dark(colour, 0.2)), angle=50),
        edge=54,
        tex="leather",
        share=0.25,
    )
    puff(sheet, "M470 740C540 690 620 690 660 730C640 800 560 830 500 810Z", dark(colour, 0.16), edge=16)
    sheet.path("M520 740l60 -14l14 30l-60 20z", dark(colour, 0.5))
    sheet.path("M140 866H890V900Q890 922 860 922H320L314 936H160Q140 936 140 910Z", SOLE)
    return sheet


def belt(colour: str) -> Sheet:
    sheet = table(GROUND)
    for r in (260, 220, 180):
        ring(sheet, 480, 640, r, r * 0.96, 34, colour)
    puff(sheet, "M480 360H830V430H480Z", colour, edge=20, lift=12, tex="leather", share=0.3)
    sheet.raw(
        f'<rect x="760" y="336" width="104" height="118" rx="18" fill="none" stroke="{BRASS}" stroke-width="18"/>'
    )
    sheet.line("M770 394H860", BRASS, 12)
    for x in range(540, 740, 46):
        sheet.circle(x, 394, 7, dark(colour, 0.6))
    return sheet


def wallet(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -9):
        puff(
            sheet,
            "M250 430H750Q780 430 780 460V820Q780 850 750 850H250Q220 850 220 820V460Q220 430 250 430Z",
            colour,
            edge=34,
            lift=20,
            tex="leather",
            share=0.35,
        )
        sheet.line("M220 640H780", dark(colour, 0.4), 5)
        _stitch(sheet, "M240 450H760V830H240Z", light(colour, 0.5))
        puff(sheet, "M640 590H800V690H640Z", dark(colour, 0.1), edge=20)
        sheet.circle(690, 640, 15, BRASS)
    return sheet


def satchel(colour: str) -> Sheet:
    sheet = _floor(horizon=820)
    sheet.shadow(510, 975, 320, 40)
    sheet.line("M230 520C180 180 820 180 770 520", dark(colour, 0.4), 24)
    puff(
        sheet,
        "M200 500H800Q820 500 820 530V930Q820 970 780 970H220Q180 970 180 930V530Q180 500 200 500Z",
        sheet.linear((0, light(colour, 0.16)), (1, dark(colour, 0.16)), angle=40),
        edge=50,
        tex="leather",
        share=0.3,
    )
    puff(
        sheet,
        "M176 490H824V720Q820 780 760 780H240Q180 780 176 720Z",
        light(colour, 0.06),
        edge=34,
        tex="leather",
        share=0.3,
    )
    for x in (330, 630):
        sheet.rect(x, 600, 50, 280, dark(colour, 0.24), 8)
        sheet.rect(x - 8, 800, 66, 54, BRASS, 8)
    _stitch(sheet, "M196 510V716Q200 760 246 762H754Q800 760 804 716V510", light(colour, 0.5))
    return sheet


def weekender(colour: str) -> Sheet:
    sheet = _floor(horizon=820)
    sheet.shadow(510, 970, 390, 42)
    sheet.line("M340 560C340 340 660 340 660 560", "#8a5a34", 30)
    puff(
        sheet,
        "M130 620Q140 540 240 530H760Q860 540 870 620L890 900Q890 965 820 965H180Q110 965 110 900Z",
        sheet.volume(colour),
        edge=70,
        tex="cotton",
        share=0.3,
    )
    for x in (310, 630):
        puff(sheet, f"M{x} 530h60v430h-60z", "#8a5a34", edge=16, tex="leather", share=0.3)
    sheet.line("M240 536H760", BRASS, 9)
    return sheet


def phone_pouch(colour: str) -> Sheet:
    sheet = table(GROUND)
    sheet.line("M400 420C250 200 760 150 620 420", dark(colour, 0.3), 14)
    puff(
        sheet,
        "M370 420H630Q660 420 660 450V940Q660 980 620 980H380Q340 980 340 940V450Q340 420 370 420Z",
        colour,
        edge=40,
        lift=18,
        tex="leather",
        share=0.3,
    )
    puff(
        sheet, "M340 420H660V600Q600 660 500 660Q400 660 340 600Z", dark(colour, 0.1), edge=24, tex="leather", share=0.3
    )
    sheet.circle(500, 620, 15, BRASS)
    return sheet


def shoe_care(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, y, tint, words in ((350, 480, colour, "WACHS"), (640, 560, "#3a3938", "SCHWARZ")):
        drop(sheet, f"M{x - 130} {y}a130 130 0 1 0 260 0a130 130 0 1 0 -260 0Z", far=16)
        sheet.circle(x, y, 130, sheet.radial((0.8, light(tint, 0.2)), (1, dark(tint, 0.4)), cx=0.46, cy=0.44, r=0.55))
        text(sheet, x, y + 12, words, 34, "#f4ead6", serif=False, bold=True, spaced=3)
    with tilt(sheet, -14, 500, 880):
        puff(
            sheet,
            "M260 820H740Q780 820 780 860V900H220V860Q220 820 260 820Z",
            "#cfa872",
            edge=30,
            lift=16,
            tex="wood",
            share=0.4,
        )
        sheet.rect(
            228,
            900,
            544,
            66,
            sheet.pattern(
                7, 66, '<rect width="7" height="66" fill="#e6d9bf"/><rect width="3" height="66" fill="#c4b08a"/>'
            ),
        )
    return sheet


def boot_dryer(colour: str) -> Sheet:
    sheet = _floor(horizon=840)
    box(sheet, 280, 860, 400, 110, "#efe8da", depth=120, r=20)
    for x in (370, 600):
        bar(sheet, (x, 870), (x, 480), 66, colour, end=60)
        for y in range(500, 640, 34):
            sheet.line(f"M{x - 20} {y}h40", SHADE, 8, opacity=0.5)
    sheet.circle(340, 920, 10, "#6d8f5a")
    return sheet


def laces(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, tint in ((330, colour), (500, "#c9902f"), (670, "#4f6d8f")):
        for place in range(5):
            dx = place * 9 - 18
            sheet.line(
                f"M{x + dx} 380C{x + dx - 50} 600 {x + dx + 50} 760 {x + dx} 940",
                tint if place % 2 else dark(tint, 0.14),
                11,
            )
        puff(sheet, f"M{x - 60} 600h120v90h-120z", "#f4ead6", edge=12, lift=8)
        text(sheet, x, 655, "120 cm", 26, "#3a302a", serif=False)
    return sheet
