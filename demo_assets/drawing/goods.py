"""Things that many shops have: tins, bags of paper, cloths lying flat or folded."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from collections.abc import Sequence

from demo_assets.drawing.kit import SHADE, Sheet, dark, disc, inside, lathe, light, over, puff


def tin(
    sheet: Sheet, top: float, bottom: float, half: float, colour: str, *, cx: float = 500, lid: str = "",
    lid_tall: float = 70, tex: str = "",
) -> None:  # fmt: skip
    """A round tin with a lid."""
    sheet.shadow(cx, bottom + 4, half * 1.02, half * 0.2)
    body = lathe(sheet, [(top, half), ((top + bottom) / 2, half), (bottom, half)], colour, cx=cx, tex=tex)
    inside(
        sheet,
        body,
        f'<path d="M{cx - half} {bottom - 6}A{half} {half * 0.2} 0 0 0 {cx + half} {bottom - 6}" fill="none" stroke="{SHADE}" stroke-width="14" opacity=".3"/>',
    )
    shade = lid or dark(colour, 0.2)
    lathe(sheet, [(top - lid_tall, half + 6), (top - lid_tall / 2, half + 6), (top, half + 6)], shade, cx=cx)
    disc(sheet, cx, top - lid_tall, half + 6, light(shade, 0.14))
    sheet.ellipse(cx, top - lid_tall + 3, half - 16, (half - 16) * 0.2, light(shade, 0.05), opacity=0.8)


def pouch(
    sheet: Sheet, colour: str, *, x: float = 290, y: float = 330, w: float = 420, h: float = 640, fold: str = ""
) -> str:
    """A stand-up bag of paper, filled, with its top rolled. Returns the outline of its front."""
    sheet.shadow(x + w / 2, y + h - 2, w * 0.5, 40)
    r, b = x + w, y + h
    body = (
        f"M{x + 14} {y + 60}C{x - 4} {y + h * 0.4:.0f} {x - 18} {y + h * 0.75:.0f} {x + 6} {b - 16}C{x + w * 0.3:.0f} {b + 20} "
        f"{x + w * 0.7:.0f} {b + 20} {r - 6} {b - 16}C{r + 18} {y + h * 0.75:.0f} {r + 4} {y + h * 0.4:.0f} {r - 14} {y + 60}Z"
    )
    puff(sheet, body, sheet.volume(colour), edge=60, tex="grain", share=0.1)
    inside(
        sheet,
        body,
        f'<path d="M{x + 50} {y + 90}C{x + 80} {y + 260} {x + 40} {y + 420} {x + 70} {b}M{r - 60} {y + 90}C{r - 90} {y + 300} '
        f'{r - 50} {y + 400} {r - 84} {b}" fill="none" stroke="{SHADE}" stroke-width="16" opacity=".13" filter="{sheet.blur(7)}"/>',
    )
    top = f"M{x + 8} {y}H{r - 8}V{y + 74}H{x + 8}Z"
    puff(sheet, top, sheet.volume(fold or dark(colour, 0.1)), edge=22)
    sheet.line(f"M{x + 10} {y + 40}H{r - 10}", dark(colour, 0.3), 3, opacity=0.5)
    return body


def cloth(sheet: Sheet, path: str, fill: str, *, lift: float = 16, tex: str = "cotton", share: float = 0.16) -> None:
    """A flat piece of cloth, with a few soft folds."""
    puff(sheet, path, fill, edge=26, lift=lift, tex=tex, share=share)
    clip = sheet.clip(path)
    sheet.raw(
        f'<g clip-path="{clip}" fill="none" filter="{sheet.blur(16)}"><path d="M60 420C300 520 420 380 960 560" '
        f'stroke="#fff6e6" stroke-width="34" opacity=".2"/><path d="M40 800C360 700 520 900 980 780" stroke="{SHADE}" '
        f'stroke-width="36" opacity=".12"/><path d="M640 100C560 420 700 640 600 1200" stroke="{SHADE}" '
        f'stroke-width="30" opacity=".1"/></g>'
    )


def fold(
    sheet: Sheet, fills: Sequence[str], *, x: float = 200, y: float = 560, w: float = 600, thick: float = 84
) -> None:
    """Cloths folded and stacked, the first on top."""
    count = len(fills)
    sheet.shadow(x + w * 0.52, y + thick * count - 6, w * 0.54, 40)
    for index in range(count - 1, -1, -1):
        top = y + index * thick
        shift = (index * 37 % 3 - 1) * 8
        left, right = x + shift, x + w + shift
        path = (
            f"M{left + 20} {top}H{right - 26}C{right + 22} {top} {right + 22} {top + thick} {right - 26} {top + thick}H{left + 6}"
            f"C{left - 8} {top + thick * 0.7:.0f} {left - 4} {top + thick * 0.3:.0f} {left + 20} {top}Z"
        )
        sheet.path(path, fills[index])
        over(sheet, path, "cotton", share=0.16)
        sheet.path(path, sheet.linear((0, "#fff6e6", 0.22), (0.45, SHADE, 0), (1, SHADE, 0.34), across=False))
        for share in (0.34, 0.66):
            sheet.line(f"M{left + 10} {top + thick * share:.0f}H{right - 30}", SHADE, 4, opacity=0.16)
        sheet.line(
            f"M{right - 30} {top + thick * 0.2:.0f}C{right + 4} {top + thick * 0.3:.0f} {right + 4} {top + thick * 0.7:.0f} {right - 30} {top + thick * 0.8:.0f}",
            SHADE,
            5,
            opacity=0.2,
        )
    face = f"M{x + 60} {y - 150}H{x + w - 20}L{x + w - 20} {y + 4}H{x + 16}Z"
    sheet.path(face, fills[0])
    over(sheet, face, "cotton", share=0.14)
    sheet.path(face, sheet.linear((0, "#fff6e6", 0.3), (1, SHADE, 0.08), angle=70))
