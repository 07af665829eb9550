"""The documents that people hand in: drawn here, so that nobody's real paper is in the demo."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sellers.documents import UploadedDocument
from sellers.vetting.states import EvidenceKind

PAGE = (1240, 1754)  # A4 at 150 dpi
HALF = (620, 877)
INK, PAPER, STAMP = "#1c1b17", "#fbfaf6", "#0c6a58"

# Each kind of paper with its headline, who would issue it, and the frame that tells it from the others.
PAPERS = {
    EvidenceKind.PASSPORT: ("Passport", "Ministry of Specimens", "photo"),
    EvidenceKind.ID_CARD: ("Identity card", "Ministry of Specimens", "photo"),
    EvidenceKind.DRIVING_LICENCE: ("Driving licence", "Office of Specimen Roads", "photo"),
    EvidenceKind.REGISTER_EXTRACT: ("Extract from the register", "Specimen Register of Companies", "seal"),
    EvidenceKind.TAX_CERTIFICATE: ("Certificate of tax registration", "Specimen Revenue Office", "seal"),
    EvidenceKind.BANK_STATEMENT: ("Letter about your account", "Specimen Bank", "lines"),
    EvidenceKind.UTILITY_BILL: ("Your bill for electricity", "Specimen Power and Light", "lines"),
    EvidenceKind.LICENCE: ("Licence", "Specimen Inspectorate", "seal"),
    EvidenceKind.CERTIFICATE: ("Certificate", "Institute of Specimen Testing", "seal"),
    EvidenceKind.INSURANCE_POLICY: ("Insurance policy", "Specimen Mutual", "lines"),
    EvidenceKind.AUTHORISATION: ("Letter of authorisation", "Specimen Brands", "lines"),
}

# The square of dots: how many each way, and their size.
DOTS, DOT = 20, 14
CODE_AT = (60, 500)


def specimen(evidence: str, *, legal_name: str, number: str, place: str, until: date | None = None) -> UploadedDocument:
    """A paper of this kind about a business, as a one-page PDF, plainly marked as a specimen."""
    page = _blank(evidence).copy()
    pen, small = ImageDraw.Draw(page), _font(15)
    rows = [
        ("Name", legal_name),
        ("Number", number),
        ("Place", place),
        ("Holds until", until.isoformat() if until else ""),
    ]
    for row, (label, value) in enumerate((label, value) for label, value in rows if value):
        pen.text((60, 210 + 65 * row), label, font=small, fill=STAMP)
        pen.text((60, 232 + 65 * row), value, font=small, fill=INK)
    _draw_code(pen, f"{evidence} {legal_name} {number} {place}")
    file = BytesIO()
    page.save(file, "PDF", resolution=75)
    return UploadedDocument(name=f"{evidence.replace('_', '-')}.pdf", content=file.getvalue())


def _draw_code(pen: ImageDraw.ImageDraw, words: str) -> None:
    """A square of dots, as papers carry it: without it two of one form would look like copies of each other."""
    left, top = CODE_AT
    pen.rectangle((left, top, left + DOTS * DOT, top + DOTS * DOT), fill=PAPER)
    bits = int.from_bytes(hashlib.shake_256(words.encode()).digest(DOTS * DOTS // 8))
    for place in range(DOTS * DOTS):
        if bits >> place & 1:
            x, y = left + place % DOTS * DOT, top + place // DOTS * DOT
            pen.rectangle((x, y, x + DOT - 1, y + DOT - 1), fill=INK)


@lru_cache(maxsize=len(PAPERS))
def _blank(evidence: str) -> Image.Image:
    """The paper before anybody's name stands on it: drawn once for all shops."""
    title, issuer, frame = PAPERS[EvidenceKind(evidence)]
    page = Image.new("RGB", HALF, PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((30, 30, HALF[0] - 30, HALF[1] - 30), outline=INK, width=2)
    pen.text((60, 80), title, font=_font(27), fill=INK)
    pen.text((60, 120), issuer, font=_font(15), fill=INK)
    pen.text((60, 150), "Specimen, drawn for the demo market. Valid nowhere.", font=_font(15), fill=STAMP)
    match frame:
        case "photo":
            pen.rectangle((410, 210, 560, 400), outline=INK, width=2)
            pen.ellipse((455, 240, 515, 310), outline=INK, width=2)
            pen.arc((430, 320, 540, 460), 180, 360, fill=INK, width=2)
        case "seal":
            pen.ellipse((410, 660, 540, 790), outline=STAMP, width=4)
        case _lines:
            for line in range(520, 780, 26):
                pen.line((60, line, HALF[0] - 60, line), fill="#c9c4b4", width=1)
    pen.text((438, 716), "SPECIMEN", font=_font(15), fill=STAMP)
    return page


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def registration_certificate(*, legal_name: str, number: str, place: str) -> UploadedDocument:
    """A certificate of registration as a one-page PDF."""
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    large, small = ImageFont.load_default(54), ImageFont.load_default(30)
    pen.rectangle((60, 60, PAGE[0] - 60, PAGE[1] - 60), outline=INK, width=3)
    pen.text((120, 160), "Certificate of registration", font=large, fill=INK)
    pen.text((120, 250), "Specimen, drawn for the demo market. Valid nowhere.", font=small, fill=STAMP)
    for row, (label, value) in enumerate((("Name", legal_name), ("Number", number), ("Place", place))):
        top = 420 + 130 * row
        pen.text((120, top), label, font=small, fill=STAMP)
        pen.text((120, top + 44), value, font=small, fill=INK)
    pen.ellipse((820, 1320, 1080, 1580), outline=STAMP, width=8)
    pen.text((878, 1432), "SPECIMEN", font=small, fill=STAMP)
    file = BytesIO()
    page.save(file, "PDF", resolution=150)
    return UploadedDocument(name="certificate.pdf", content=file.getvalue())
