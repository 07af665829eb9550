"""
The program that touches a stranger's picture: decode under limits, turn upright, drop all but the pixels, encode anew.

It runs alone, in a process of its own (`python -I drawing.py`), and knows only Pillow and, for documents, PDFium:
neither Django nor any secret of the market is there for a picture that breaks a decoder. It reads one order (a line of
JSON, then the picture) from standard input and writes one answer (a line of JSON, then the files) to standard output.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from PIL import AvifImagePlugin, Image, ImageFile, ImageFilter, ImageOps, ImageStat

# The first bytes have decided already (`check_upload`); Pillow's other decoders are not even asked.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
# How each format is written. AVIF's slower speeds save a tenth of the bytes and cost five times as long.
RENDITIONS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}
REDRAWN: Mapping[str, Mapping[str, Any]] = {
    "JPEG": {"quality": 90},
    "PNG": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 75, "speed": 8, "max_threads": 1},
}
SHORTEST_EDGE = 4
# The spread of grey below which nothing stands on a page.
FAINTEST = 4.0
# How else somebody may have laid a page on the glass.
TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
# The four levels of red, green and blue that make the 64 tones; static/css/pictures.css paints them.
FIRST_LEVEL, LEVEL_STEP = 28, 72

# Threads would multiply the memory, and the child may not start any.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


class Refused(Exception):
    """No picture for us; the only argument says why in one word."""


def render(content: bytes, *, widths: list[int], most_pixels: int) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """
    Every rendition of a picture: what it is (`width`, `height`, `tone`), and its files as (name, content).

    No edge is longer than the last of `widths`, and none is larger than the original. Raises Refused.
    """
    picture = _upright(content, longest=widths[-1], most_pixels=most_pixels)
    files = []
    for width in [each for each in widths if each * 5 <= picture.width * 4] + [picture.width]:
        height = max(1, round(picture.height * width / picture.width))
        shown = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        files += [(f"{width}.{suffix}", _encoded(shown, *how)) for suffix, how in RENDITIONS.items()]
    return {"width": picture.width, "height": picture.height, "tone": _tone(picture)}, files


def redraw(content: bytes, *, longest: int, most_pixels: int) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """The same picture in its own format, large enough to read small print, and nothing else. Raises Refused."""
    picture = _upright(content, longest=longest, most_pixels=most_pixels)
    kind = str(picture.info["kind"])
    return {"kind": kind}, [("redrawn", _encoded(picture, kind, REDRAWN[kind]))]


def look(content: bytes, *, longest: int, most_pixels: int) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """
    How the first page of a document looks: how many `pages` there are, its `width` and `height` (of a PDF: as drawn
    here), how much its letters stand out (`sharpness`, `contrast`), and two fingerprints that are near for near
    pictures: `likeness` of 64 bits, which forms of one kind share, and `detail` of 1,024, which they do not; `turned`
    are both of the page lying on its side, on its head, and on its other side. A page with nothing on it has "" for
    both, and no `turned`. Raises Refused.
    """
    if content.startswith(b"%PDF-"):
        page, pages, size = _first_page(content, longest)
    else:
        page, pages, size = _upright(content, longest=longest, most_pixels=most_pixels), 1, _size_of(content)
    grey = page.convert("L")
    contrast = ImageStat.Stat(grey).stddev[0]
    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    # The filter leaves the outermost pixels as they are, which would be the sharpest edge of all.
    edges = ImageOps.crop(edges, 1)
    is_empty = contrast < FAINTEST
    likeness, detail = ("", "") if is_empty else _fingerprints(grey)
    turned = [] if is_empty else [_fingerprints(grey.transpose(turn)) for turn in TURNS]
    says: dict[str, Any] = {"pages": pages, "width": size[0], "height": size[1]}
    says |= {"likeness": likeness, "detail": detail, "turned": turned}
    return says | {"sharpness": round(ImageStat.Stat(edges).var[0], 1), "contrast": round(contrast, 1)}, []


def _first_page(content: bytes, longest: int) -> tuple[Image.Image, int, tuple[int, int]]:
    # Only for those who send a PDF: loading it takes as long as drawing a page.
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
        pages, page = len(document), document[0]
        picture = page.render(scale=longest / max(1.0, *page.get_size()), may_draw_forms=False).to_pil()
    except MemoryError:
        raise
    except Exception as error:
        raise Refused("damaged") from error
    return picture.convert("RGB"), pages, picture.size


def _size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        return image.size


def _fingerprints(grey: Image.Image) -> tuple[str, str]:
    return _likeness(grey), _detail(grey)


def _likeness(grey: Image.Image) -> str:
    """Whether each of 8 × 8 places is brighter than the one right of it (a difference hash)."""
    return _bits([left > right for left, right in _neighbours(grey, 8)])


def _detail(grey: Image.Image) -> str:
    """Whether something begins or ends at each of 32 × 32 places. Noise does not count."""
    return _bits([abs(left - right) > 6 for left, right in _neighbours(grey, 32)])


def _neighbours(grey: Image.Image, edge: int) -> list[tuple[int, int]]:
    small = grey.resize((edge + 1, edge), Image.Resampling.BOX).tobytes()
    rows = [small[start : start + edge + 1] for start in range(0, len(small), edge + 1)]
    return [(row[place], row[place + 1]) for row in rows for place in range(edge)]


def _bits(bits: list[bool]) -> str:
    return f"{sum(bit << n for n, bit in enumerate(bits)):0{len(bits) // 4}x}"


def _upright(content: bytes, *, longest: int, most_pixels: int) -> Image.Image:
    # Half a picture is a damaged one, whatever another library in this process has told Pillow (WeasyPrint does).
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            # Pillow's warnings (a bomb, odd metadata) are answers about a stranger's file, not about our code.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                # The header is read, the pixels are not: a small file that unfolds into gigabytes stops here.
                if image.width * image.height > most_pixels:
                    raise Refused("too_many_pixels")
                if min(image.size) < SHORTEST_EDGE:
                    raise Refused("too_small")
                kind, turn = image.format, image.getexif().get(0x0112)
                pixels = _pixels(image, longest)
            if turn in range(2, 9):
                pixels.getexif()[0x0112] = turn
                pixels = ImageOps.exif_transpose(pixels)
            # A new canvas: whatever Pillow remembers beside the pixels stays behind.
            bare = Image.new("RGB", pixels.size)
            bare.paste(pixels)
            bare.info["kind"] = kind
            return bare
    except (Refused, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise Refused("too_many_pixels") from None
    except Exception as error:
        # Hostile bytes make decoders raise nearly anything; whatever it is, it says that this is no picture.
        raise Refused("damaged") from error


def _pixels(image: Image.Image, longest: int) -> Image.Image:
    # JPEG can be decoded at a fraction of its size, which saves most of the time and memory.
    image.draft("RGB", (longest, longest))
    image.load()
    if image.mode.startswith("I"):
        # Sixteen bits of grey: converted as they are, nearly all would be white.
        image = image.point(lambda grey: grey / 256).convert("L")
    has_gaps = image.has_transparency_data
    # Those two modes shrink as they are, which spares a second copy of all pixels.
    if image.mode not in ({"RGBA"} if has_gaps else {"RGB", "L"}):
        image = image.convert("RGBA" if has_gaps else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2)
    if not has_gaps:
        return image.convert("RGB")
    # On paper: JPEG has no gaps, everybody sees the same picture, and a scan's black ink never lies on black.
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _encoded(image: Image.Image, kind: str, options: Mapping[str, Any]) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _tone(image: Image.Image) -> int:
    """The colour that covers most of the picture, as a number from 0 to 63."""
    small = image.resize((min(32, image.width), min(32, image.height)), Image.Resampling.BOX)
    return Counter(_tones(small.tobytes())).most_common(1)[0][0]


def _tones(pixels: bytes) -> Iterator[int]:
    levels = [max(0, min(3, round((value - FIRST_LEVEL) / LEVEL_STEP))) for value in range(256)]
    for start in range(0, len(pixels), 3):
        red, green, blue = pixels[start : start + 3]
        yield levels[red] << 4 | levels[green] << 2 | levels[blue]


def page(
    content: bytes, *, number: int, width: int, longest: int, most_pixels: int
) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """
    One page of a PDF as a picture, counted from one, and how many there are. Raises Refused.

    Nothing in it runs: forms are not filled in, and this build of the library has no JavaScript.
    """
    # Loading it costs as much as drawing a small picture, which most orders are.
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        if not 1 <= number <= pages:
            raise Refused("no_such_page" if pages else "damaged")
        sheet = document[number - 1]
        across, down = sheet.get_size()
        if min(across, down) < 1:
            raise Refused("damaged")
        # A page can say that it is as wide as a football pitch, or a hair wide and a mile long.
        scale = min(width / across, longest / down, (most_pixels / (across * down)) ** 0.5)
        shown = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("damaged") from error
    return {"kind": "WEBP", "pages": pages}, [("page", _encoded(shown, "WEBP", REDRAWN["WEBP"]))]


JOBS: Mapping[str, Callable[..., tuple[dict[str, Any], list[tuple[str, bytes]]]]] = {
    "render": render,
    "redraw": redraw,
    "page": page,
    "look": look,
}


def answer(order: Mapping[str, Any], content: bytes, out: BinaryIO) -> None:
    """Do what is ordered, and write the answer."""
    try:
        says, files = JOBS[order["job"]](content, **order["how"])
    except Refused as refusal:
        says, files = {"refused": str(refusal)}, []
    except MemoryError:
        says, files = {"refused": "too_much"}, []
    says["files"] = [(name, len(body)) for name, body in files]
    out.write(json.dumps(says).encode() + b"\n")
    out.writelines(body for _name, body in files)


def main() -> None:
    """Hold to the limits of the order's first line before its picture is looked at."""
    order = json.loads(sys.stdin.buffer.readline())
    limits = {
        resource.RLIMIT_AS: order["most_memory"],
        resource.RLIMIT_CPU: order["most_seconds"],
        resource.RLIMIT_FSIZE: order["most_written"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    answer(order, sys.stdin.buffer.read(), sys.stdout.buffer)


if __name__ == "__main__":
    main()
