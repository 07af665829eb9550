import random
import time
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image

from sellers.documents import MOST_BYTES, MOST_UNFOLDED, DocumentRefused, UploadedDocument, inspect_document
from sellers.tests.factories import PDF, a_picture


def inspect(content: bytes, name: str = "deed.pdf") -> tuple[str, str, bytes]:
    safe = inspect_document(UploadedDocument(name, content))
    return safe.name, safe.content_type, safe.content


def test_a_pdf_is_kept_as_it_came() -> None:
    assert inspect(PDF) == ("deed.pdf", "application/pdf", PDF)


@pytest.mark.parametrize(
    ("kind", "content_type", "suffix"),
    [("JPEG", "image/jpeg", ".jpg"), ("PNG", "image/png", ".png"), ("WEBP", "image/webp", ".webp")],
)
def test_a_picture_is_written_anew_and_stays_what_it_was(kind: str, content_type: str, suffix: str) -> None:
    name, kept_as, content = inspect(a_picture(kind), "scan.exe")

    assert (name, kept_as) == (f"scan{suffix}", content_type)
    assert Image.open(BytesIO(content)).format == kind


def test_what_hides_behind_or_inside_a_picture_is_not_kept() -> None:
    marked = Image.new("RGB", (40, 30), "white")
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    file = BytesIO()
    marked.save(file, "JPEG", exif=exif)

    _name, _type, content = inspect(file.getvalue() + b"PK\x03\x04<html><script>alert(2)</script>", "id.jpg")

    assert b"script" not in content
    assert b"PK\x03\x04" not in content


def test_a_transparent_scan_gets_white_paper() -> None:
    file = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")

    _name, _type, content = inspect(file.getvalue())

    assert Image.open(BytesIO(content)).getpixel((1, 1)) == (255, 255, 255)


def test_a_huge_scan_is_made_smaller() -> None:
    _name, _type, content = inspect(a_picture("JPEG", size=(6000, 3000)))

    assert max(Image.open(BytesIO(content)).size) == 5000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.4" + b"x" * MOST_BYTES, "10 MB"),
        (b"<html><script>alert(1)</script></html>", "PDF, or a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "PDF, or a picture"),
        (b"GIF89a/*" + b"\x00" * 64 + b"*/=1;alert(1)", "PDF, or a picture"),
        (b"MZ" + b"\x00" * 200, "PDF, or a picture"),
        (b"PK\x03\x04" + b"\x00" * 200, "PDF, or a picture"),
        (b"just words", "PDF, or a picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "broken"),
        (b"%PDF-1.4\nno end", "broken"),
        (PDF.replace(b"%%EOF", b"%%EOF" + b"\nPK\x03\x04" + b"zip" * 600), "broken"),
        (b"<html>" + PDF, "PDF, or a picture"),
        (PDF.replace(b"/Root", b"/Encrypt 9 0 R /Root"), "locked"),
        (PDF.replace(b"/Root", b"/#45ncrypt 9 0 R /Root"), "locked"),
        (PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type"), "programs"),
        (PDF.replace(b"/Type", b"/Names << /EmbeddedFiles 3 0 R >> /Type"), "programs"),
        (PDF.replace(b"/Type", b"/A << /S /Launch >> /Type"), "programs"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        inspect_document(UploadedDocument("deed.pdf", content))

    assert says in refused.value.message


def test_bytes_inside_a_compressed_stream_lock_nothing() -> None:
    content = PDF.replace(b"trailer", b"2 0 obj\n<< /Length 9 >>\nstream\n/JS /Encrypt \nendstream\nendobj\ntrailer")

    assert inspect(content)[1] == "application/pdf"


def with_objects(objects: bytes, names: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    """A PDF that keeps objects in a stream, as most do since PDF 1.5."""
    return PDF.replace(b"trailer", b"2 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\ntrailer" % (names, objects))


SCRIPT = b"6 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (with_objects(zlib.compress(SCRIPT)), "programs"),
        (with_objects(zlib.compress(SCRIPT), b"/Type /Obj#53tm /F#69lter /FlateDecode"), "programs"),
        (with_objects(SCRIPT, b"/Type /ObjStm"), "programs"),
        (with_objects(SCRIPT.hex().encode(), b"/Type /ObjStm /Filter /ASCIIHexDecode"), "broken"),
        (with_objects(zlib.compress(SCRIPT)[:-8]), "broken"),
        (with_objects(zlib.compress(bytes(MOST_UNFOLDED + 1))), "broken"),
    ],
)
def test_programs_do_not_hide_in_streams_of_objects(content: bytes, says: str) -> None:
    with pytest.raises(DocumentRefused, match=says):
        inspect(content)


def test_a_pdf_of_our_time_is_taken() -> None:
    content = with_objects(zlib.compress(b"6 0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"))

    assert inspect(content)[2] == content


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    file = BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")

    with pytest.raises(DocumentRefused) as refused:
        inspect_document(UploadedDocument("wall.png", file.getvalue()))

    assert "40 megapixels" in refused.value.message


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\bob\\deed.PDF", "deed.pdf"),
        ("deed.pdf.exe", "deed.pdf.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("契約書.pdf", "契約書.pdf"),
        ("x" * 400, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_only_a_label(name: str, kept: str) -> None:
    assert inspect(PDF, name)[0] == kept


def test_a_pdf_made_to_keep_us_busy_does_not() -> None:
    started = time.monotonic()

    inspect(b"%PDF-1.4\n" + b"stream\n" * 1_000_000 + b"%%EOF")

    assert time.monotonic() - started < 5


def test_what_hides_between_two_streams_is_seen() -> None:
    streams = b"1 0 obj\nstream\nx\nendstream\n/JS (x)\n2 0 obj\nstream\r\ny\nendstream\n"

    with pytest.raises(DocumentRefused, match="programs"):
        inspect(PDF.replace(b"trailer", streams + b"trailer"))


ACTION = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def with_stream(packed: bytes, kind: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode") -> bytes:
    stream = b"7 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (kind, len(packed), packed)
    return PDF.replace(b"trailer", stream + b"trailer")


@pytest.mark.parametrize(
    "content",
    [
        with_stream(zlib.compress(b"9 0 " + ACTION)),
        with_stream(zlib.compress(b"% a remark\n9 0 " + ACTION.replace(b"/JS", b"/J#53"))),
        # Damaged behind it; readers show it all the same.
        with_stream(zlib.compress(b"9 0 " + ACTION + bytes(4000))[:-4] + b"????"),
        with_stream(zlib.compress(b"9 0 " + b"<< >> " * 9000 + ACTION)),
        # Only remarks say that a stream begins and ends here.
        PDF.replace(b"trailer", b"%stream\n9 0 obj\n" + ACTION + b"\nendobj\n%endstream\ntrailer"),
        with_stream(zlib.compress(b"9 0 " + ACTION)).replace(b"7 0 obj", b"%stream\n7 0 obj"),
    ],
    ids=["packed", "spelled", "damaged", "far behind", "in a remark", "packed, behind a remark"],
)
def test_programs_are_found_where_they_hide(content: bytes) -> None:
    with pytest.raises(DocumentRefused, match="programs"):
        inspect(content)


def test_objects_that_unpack_without_an_end_are_refused_soon() -> None:
    started = time.process_time()

    with pytest.raises(DocumentRefused, match="broken"):
        inspect(with_stream(zlib.compress(b"9 0 " + b" " * 90_000_000, 9)))

    assert time.process_time() - started < 5


def test_packed_objects_and_pictures_without_programs_are_kept() -> None:
    picture = b"/Type /XObject /Filter /FlateDecode"
    for packed in (zlib.compress(b"9 0 << /Type /Page >>"), zlib.compress(random_bytes(50_000))):
        assert inspect(with_stream(packed))[1] == "application/pdf"
    assert inspect(with_stream(b"\x78\x9c\xff\xff", picture))[1] == "application/pdf"


def random_bytes(count: int) -> bytes:
    return random.Random(7).randbytes(count)


@pytest.mark.parametrize(
    "before", [b"\0\0 ", b" " * 4095 + b"1", b"1" + b" " * 4094 + b"1"], ids=["zeros", "cut off", "cut in two"]
)
def test_programs_do_not_hide_behind_how_objects_begin(before: bytes) -> None:
    """Of damaged objects a part is read, and their writer may choose where it ends: in the middle of a number, too."""
    packing = zlib.compressobj()
    packed = packing.compress(before) + packing.flush(zlib.Z_FULL_FLUSH)
    packed += bytes((b"\0\0\0\xff\xff") * 200)  # nothing, so long that the first piece ends in it
    packed += packing.compress(b"9 0 " + ACTION + b"<< >> " * 2000) + packing.flush()

    with pytest.raises(DocumentRefused, match="programs"):
        inspect(with_stream(packed[:-4] + b"????", b"/Type /XObject /Filter /FlateDecode"))


def test_a_small_file_does_not_take_all_memory() -> None:
    content = with_stream(zlib.compress(b" " * 4_000_000), b"/Filter /FlateDecode")
    tracemalloc.start()
    try:
        inspect(content)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 20_000_000


def test_streams_that_lie_in_each_other_are_not_read_for_ever() -> None:
    def stored(part: bytes) -> bytes:
        return b"\0" + len(part).to_bytes(2, "little") + (len(part) ^ 0xFFFF).to_bytes(2, "little") + part

    begins = b"stream\n\x78\x9c"
    packed = stored(b"1 1 " + begins) * 100 + stored(b"") * 1_000_000

    with pytest.raises(DocumentRefused, match="broken"):
        inspect(PDF.replace(b"trailer", begins + packed + b"\nendstream\ntrailer"))
