"""From a stranger's bytes to a picture of ours."""

from __future__ import annotations

import csv
import resource
import time
import zlib
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from catalog.pictures import LONGEST_EDGE, MOST_BYTES, NotAPicture, check_upload, make_picture
from catalog.tests.factories import picture_bytes

ORIENTATION, GPS = 0x0112, 0x8825


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG whose header may promise what it likes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_we_take_becomes_webp(kind: str) -> None:
    picture = make_picture(picture_bytes(kind=kind, size=(60, 40)))

    assert opened(picture.content).format == "WEBP"
    assert (picture.width, picture.height) == opened(picture.content).size == (60, 40)
    assert picture.file == f"{picture.digest[:2]}/{picture.digest}.webp"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_every_way_of_keeping_colours_is_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("RGBA", (20, 20), (200, 40, 40, 128)).convert(mode)

    assert make_picture(saved(image, kind)).width == 20


def test_sixteen_bits_of_grey_stay_grey() -> None:
    picture = make_picture(saved(Image.new("I;16", (20, 20), 32_768), "PNG"))

    red, _green, _blue = opened(picture.content).convert("RGB").getpixel((9, 9))  # type: ignore[misc]
    assert 120 < red < 136


def test_gaps_stay_gaps() -> None:
    picture = make_picture(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))

    assert opened(picture.content).convert("RGBA").getpixel((3, 3))[3] == 0  # type: ignore[index]


def test_a_large_photo_becomes_as_long_as_pages_need() -> None:
    picture = make_picture(picture_bytes(kind="JPEG", size=(4000, 1000)))

    assert (picture.width, picture.height) == (LONGEST_EDGE, LONGEST_EDGE // 4)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photo_is_shown_upright(turn: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste((255, 0, 0), (0, 0, 30, 20))
    backwards = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(backwards[turn])) if turn > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = turn

    picture = make_picture(saved(stored, "JPEG", exif=exif, quality=95))

    shown = opened(picture.content).convert("RGB")
    assert shown.size == (60, 40)
    red, _green, blue = shown.getpixel((10, 8))  # type: ignore[misc]
    assert (red > 200, blue < 80) == (True, True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_where_when_and_with_what_it_was_taken_stays_behind(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    content = saved(Image.new("RGB", (40, 40), "green"), kind, exif=exif)
    assert b"SecretCamera" in content

    picture = make_picture(content)

    assert b"SecretCamera" not in picture.content
    assert not opened(picture.content).getexif()
    assert not {"exif", "icc_profile", "xmp"} & set(opened(picture.content).info)


def test_what_hides_behind_a_picture_stays_behind() -> None:
    picture = make_picture(picture_bytes(kind="JPEG") + b"PK\x03\x04<script>alert(1)</script>")

    assert b"script" not in picture.content


def test_the_same_picture_gets_the_same_name() -> None:
    content = picture_bytes()

    assert make_picture(content).file == make_picture(content).file


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.4",
        b"%!PS-Adobe",
        b"II*\x00",
        b"<html>",
        b"\xff\xd8",
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
)
def test_other_kinds_of_files_are_refused_at_once(content: bytes) -> None:
    with pytest.raises(NotAPicture, match="use JPEG, PNG, WebP or AVIF"):
        check_upload(content)
    with pytest.raises(NotAPicture):
        make_picture(content)


def test_a_file_that_is_too_large_is_refused_at_once() -> None:
    with pytest.raises(NotAPicture, match="15 megabytes"):
        check_upload(b"\xff\xd8\xff" + b"0" * MOST_BYTES)


@pytest.mark.parametrize("size", [(7000, 6000), (30_000, 30_000), (65_535, 65_535), (40_000_001, 1)])
def test_a_small_file_that_unfolds_is_refused_before_it_does(size: tuple[int, int]) -> None:
    started = time.perf_counter()

    with pytest.raises(NotAPicture, match="40 megapixels"):
        make_picture(png(*size, b""))

    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    "content", [picture_bytes(kind="JPEG", size=(90, 90))[:-600], png(50, 50, b"\x00"), png(2, 90, b"")]
)
def test_damaged_and_tiny_pictures_are_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        make_picture(content)


def test_hostile_pictures_are_taken_or_refused_quickly_and_in_little_memory(shared_data: Path) -> None:
    folder = shared_data / "bad_images"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slow: list[str] = []
    taken: set[str] = set()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        started = time.perf_counter()
        try:
            picture = make_picture(path.read_bytes())
        except NotAPicture:
            pass
        else:
            taken.add(str(path.relative_to(folder)))
            image = opened(picture.content)
            assert image.format == "WEBP"
            assert not image.getexif()
        if time.perf_counter() - started > 5:
            slow.append(path.name)

    with (folder / "pillow13_verdicts.csv").open() as file:
        rejected = {row["file"] for row in csv.DictReader(file) if row["pillow13"].startswith("rejects")}
    assert slow == []
    assert taken & rejected == set()
    assert "generated/gps_and_rotation6.jpg" in taken
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < 300_000  # kB
