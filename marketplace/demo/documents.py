"""The documents that applicants hand in: drawn here, so that nobody's real paper is in the demo."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sellers.documents import UploadedDocument

PAGE = (1240, 1754)  # A4 at 150 dpi
INK, PAPER, STAMP = "#1c1b17", "#fbfaf6", "#0c6a58"


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
