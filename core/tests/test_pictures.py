"""From a stranger's bytes to pictures of ours."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as market
from django.core.management import call_command
from django.core.management.base import CommandError
from django.template.loader import render_to_string
from PIL import Image, ImageFile
from pytest_django.fixtures import Settings

from core.pictures import MOST_BYTES, KeptPicture, NotAPicture, check_upload, keep_picture, render_picture
from core.pictures.prepared import MANIFEST
from core.tests.pictures import a_picture, png, saved

ORIENTATION, GPS = 0x0112, 0x8825
SUFFIXES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
KINDS = ["JPEG", "PNG", "WEBP", "AVIF"]


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def largest(content: bytes) -> Image.Image:
    """The largest JPEG of a picture."""
    rendered = render_picture(content)
    return opened(rendered.files[f"{rendered.width}.jpg"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_take_becomes_avif_webp_and_jpeg(kind: str) -> None:
    rendered = render_picture(a_picture(kind=kind, size=(60, 40)))

    assert {name: opened(body).format for name, body in rendered.files.items()} == {
        f"60.{suffix}": kind for suffix, kind in SUFFIXES.items()
    }
    assert {opened(body).size for body in rendered.files.values()} == {(rendered.width, rendered.height)} == {(60, 40)}


@pytest.mark.parametrize(
    ("size", "widths"),
    [((100, 50), [100]), ((480, 90), [160, 480]), ((500, 90), [160, 500]), ((1700, 170), [160, 480, 960, 1600])],
)
def test_it_is_made_in_the_widths_of_pages_and_never_larger_than_it_came(
    picture_child: None, size: tuple[int, int], widths: list[int]
) -> None:
    rendered = render_picture(a_picture(kind="JPEG", size=size))

    assert list(rendered.files) == [f"{width}.{suffix}" for width in widths for suffix in SUFFIXES]
    assert all(opened(body).width == int(name.partition(".")[0]) for name, body in rendered.files.items())


def test_a_tall_picture_is_no_longer_than_a_wide_one(picture_child: None) -> None:
    rendered = render_picture(a_picture(kind="JPEG", size=(300, 3200)))

    assert (rendered.width, rendered.height) == (150, 1600)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_every_way_of_keeping_colours_is_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("RGBA", (20, 20), (200, 40, 40, 128)).convert(mode)

    assert largest(saved(image, kind)).mode == "RGB"


def test_sixteen_bits_of_grey_stay_grey() -> None:
    red, _green, _blue = largest(saved(Image.new("I;16", (20, 20), 32_768), "PNG")).getpixel((9, 9))  # type: ignore[misc]

    assert 120 < red < 136


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_gaps_show_white_paper(mode: str) -> None:
    empty = saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)).convert(mode), "PNG")

    assert largest(empty).convert("L").getpixel((3, 3)) == 255


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photo_is_shown_upright(turn: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste((255, 0, 0), (0, 0, 30, 20))
    backwards = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(backwards[turn])) if turn > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = turn

    shown = largest(saved(stored, "JPEG", exif=exif, quality=95))

    assert shown.size == (60, 40)
    red, _green, blue = shown.getpixel((10, 8))  # type: ignore[misc]
    assert (red > 200, blue < 80) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_where_when_and_with_what_it_was_taken_stays_behind(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    content = saved(Image.new("RGB", (40, 40), "green"), kind, exif=exif)
    assert b"SecretCamera" in content

    rendered = render_picture(content)

    for body in rendered.files.values():
        assert b"SecretCamera" not in body
        assert not opened(body).getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(body).info)


def test_what_hides_behind_a_picture_stays_behind() -> None:
    rendered = render_picture(a_picture(kind="JPEG") + b"PK\x03\x04<script>alert(1)</script>")

    assert not any(b"script" in body for body in rendered.files.values())


def test_the_same_picture_gets_the_same_names_and_another_gets_others() -> None:
    red, blue = a_picture((250, 0, 0)), a_picture((0, 0, 250))

    assert render_picture(red).digest == render_picture(red).digest != render_picture(blue).digest


@pytest.mark.parametrize(("colour", "tone"), [("black", 0), ("white", 63), ("red", 48), ("lime", 12), ("blue", 3)])
def test_its_tone_is_the_colour_that_covers_most_of_it(colour: str, tone: int) -> None:
    image = Image.new("RGB", (60, 60), colour)
    image.paste((120, 90, 60), (0, 0, 20, 60))

    assert render_picture(saved(image, "PNG")).tone == tone


def test_every_tone_has_its_colour_in_light_and_dark() -> None:
    styles = (Path(market.BASE_DIR) / "static" / "css" / "pictures.css").read_text()

    found = re.findall(
        r"\.tone-(\d+) \{ background: color-mix\(in oklab, light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)", styles
    )
    assert [int(number) for number in found] == list(range(64))


def test_it_is_kept_under_names_made_of_its_content(settings: Settings) -> None:
    rendered = render_picture(a_picture(size=(200, 100)))

    keep_picture(rendered)
    keep_picture(rendered)

    kept = {path.name: path.read_bytes() for path in (settings.MEDIA_ROOT / rendered.digest[:2]).iterdir()}
    assert kept == {f"{rendered.digest}-{name}": body for name, body in rendered.files.items()}


def test_a_page_shows_it_in_every_format_and_width_and_keeps_its_place() -> None:
    picture = KeptPicture("ab/ab12", 500, 250, tone=7)

    html = render_to_string(
        "components/picture.html", {"picture": picture, "alt": 'A "cup"', "sizes": "5rem", "eager": True}
    )

    for kind, suffix in (("avif", "avif"), ("webp", "webp")):
        srcset = ", ".join(f"/media/ab/ab12-{width}.{suffix} {width}w" for width in (160, 500))
        assert f'<source type="image/{kind}" srcset="{srcset}" sizes="5rem">' in html
    for part in (
        'src="/media/ab/ab12-500.jpg"',
        'alt="A &quot;cup&quot;"',
        'width="500"',
        'height="250"',
        'class="tone-7"',
        'fetchpriority="high"',
    ):
        assert part in html
    assert "lazy" not in html


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
        render_picture(content)


def test_a_file_that_is_too_large_is_refused_at_once() -> None:
    with pytest.raises(NotAPicture, match="15 megabytes"):
        check_upload(b"\xff\xd8\xff" + b"0" * MOST_BYTES)


@pytest.mark.parametrize("size", [(7000, 6000), (30_000, 30_000), (65_535, 65_535), (40_000_001, 1)])
def test_a_small_file_that_unfolds_is_refused_before_it_does(size: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture, match="40 megapixels"):
        render_picture(png(*size, b""))


@pytest.mark.parametrize(
    "content", [a_picture(kind="JPEG", size=(90, 90))[:-600], png(50, 50, b"\x00"), png(2, 90, b"")]
)
def test_damaged_and_tiny_pictures_are_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        render_picture(content)


# --- Prepared beforehand


@pytest.fixture
def prepared(settings: Settings, tmp_path: Path) -> Path:
    """A folder with what was made of the one picture in `source`."""
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "cup.png").write_bytes(a_picture((9, 9, 9), size=(200, 100)))
    call_command("prepare_pictures", source, target)
    settings.PREPARED_PICTURES = [tmp_path / "nowhere", target]
    return target


def test_what_was_prepared_is_not_drawn_again(prepared: Path, settings: Settings) -> None:
    settings.PICTURE_DRAWER = "nobody.draws"

    rendered = render_picture(a_picture((9, 9, 9), size=(200, 100)))

    assert (rendered.width, rendered.height, rendered.tone) == (200, 100, 0)
    assert opened(rendered.files["160.avif"]).size == (160, 80)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (MANIFEST, b'"recipe": ', b'"recipe": 9'),
        (MANIFEST, b'"digest": "', b'"digest": "0'),
        ("160.jpg", b"\xff", b"\xfe"),
    ],
)
def test_what_was_prepared_otherwise_is_drawn_anew(prepared: Path, name: str, old: bytes, new: bytes) -> None:
    [place] = prepared.iterdir()
    good = render_picture(a_picture((9, 9, 9), size=(200, 100)))
    (place / name).write_bytes((place / name).read_bytes().replace(old, new))

    assert render_picture(a_picture((9, 9, 9), size=(200, 100))) == good


def test_preparing_again_forgets_what_is_no_longer_there(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "source" / "deep" / "cup.png").write_bytes(a_picture((8, 8, 8)))

    call_command("prepare_pictures", tmp_path / "source", prepared)

    assert len(list(prepared.iterdir())) == 1


def test_what_cannot_be_prepared_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.png").write_bytes(b"torn")

    with pytest.raises(CommandError, match=r"torn\.png: This is not a photo"):
        call_command("prepare_pictures", tmp_path, tmp_path / "target")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("prepare_pictures", tmp_path / "nowhere", tmp_path / "target")


def test_half_a_picture_is_damaged_whatever_pillow_was_told_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(NotAPicture):
        render_picture(a_picture(kind="JPEG", size=(64, 64))[:-60])
