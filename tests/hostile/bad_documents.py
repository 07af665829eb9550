"""Hostile documents: PDFs with programs, locked, bottomless, or something else besides."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from core.tests.pictures import a_picture
from tests.hostile.bad_pictures import SCRIPT, Bad


def a_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< " + trailer + b" >>\n%%EOF\n"


def _page(box: bytes = b"0 0 600 800", contents: bytes = b"4 0 R") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] /Contents " + contents + b" >>"


def _stream(content: bytes, how: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), how, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
INK = _stream(b"0 0 0 rg 50 50 300 20 re f 50 200 200 20 re f")
SOUND = a_pdf(CATALOGUE, PAGES, _page(), INK)


def _zip_bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deed.pdf", bytes(60_000_000))
    return file.getvalue()


def _with(action: bytes) -> bytes:
    return a_pdf(b"<< /Type /Catalog /Pages 2 0 R /OpenAction << " + action + b" >> >>", PAGES, _page(), INK)


_DEEP = zlib.compress(bytes(90_000_000), 9)
DOCUMENTS = [
    Bad("script.pdf", _with(b"/S /JavaScript /JS (app.alert(1))")),
    Bad("script-escaped.pdf", _with(b"/S /J#61vaScript /J#53 (app.alert(1))")),
    Bad("launch.pdf", _with(b"/S /Launch /F (cmd.exe)")),
    Bad("attached.pdf", _with(b"/EmbeddedFiles 4 0 R")),
    Bad("locked.pdf", a_pdf(CATALOGUE, PAGES, _page(), INK, trailer=b"/Root 1 0 R /Encrypt 4 0 R")),
    Bad("half.pdf", SOUND[:60]),
    Bad(
        "bomb.pdf",
        a_pdf(CATALOGUE, PAGES, _page(), _stream(zlib.compress(bytes(90_000_000), 9), b"/Filter /FlateDecode")),
    ),
    Bad("huge-page.pdf", a_pdf(CATALOGUE, PAGES, _page(b"0 0 99999999 99999999"), INK)),
    Bad("no-page.pdf", a_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")),
    Bad("endless.pdf", a_pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 99999999 >>", _page(), INK)),
    Bad("bomb.zip", _zip_bomb()),
    Bad("zip-behind.pdf", SOUND + _zip_bomb() + b"%%EOF"),
    Bad("page.pdf", b"<html>" + SCRIPT + SOUND),
    Bad("picture-behind.pdf", SOUND + a_picture() + b"%%EOF"),
]
