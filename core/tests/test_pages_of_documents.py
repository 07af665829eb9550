"""A page of a document as a picture: of honest ones every page, of hostile ones a sentence, within limits."""

from __future__ import annotations

import random
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from core.pictures import NotAPage, PicturesBusy, draw_page
from core.pictures.pages import MOST_PIXELS_OF_A_PAGE, PDF, WIDTH


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for across, down in sizes or ((210, 297),):
        document.new_page(across, down)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def a_photo(kind: str = "PNG", size: tuple[int, int] = (600, 800)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return file.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(content)).size


def test_each_page_by_its_number() -> None:
    document = a_pdf((210, 297), (297, 210))

    first, second = (draw_page(document, content_type=PDF, number=number) for number in (1, 2))

    assert (first.pages, first.content_type, size_of(first.content)[0]) == (2, "image/webp", WIDTH)
    assert size_of(second.content)[0] > size_of(second.content)[1]
    for number in (0, 3, -1):
        with pytest.raises(NotAPage) as refusal:
            draw_page(document, content_type=PDF, number=number)
        assert refusal.value.details == {"because": "no_such_page"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photo_is_its_own_only_page(kind: str) -> None:
    page = draw_page(a_photo(kind), content_type=f"image/{kind.lower()}")

    assert (page.pages, size_of(page.content)) == (1, (600, 800))
    with pytest.raises(NotAPage):
        draw_page(a_photo(kind), content_type=f"image/{kind.lower()}", number=2)


@pytest.mark.parametrize("size", [(14_000, 14_000), (2, 14_000), (14_000, 2)])
def test_a_page_as_large_as_a_field_or_as_thin_as_a_hair_takes_no_more_than_others(size: tuple[int, int]) -> None:
    width, height = size_of(draw_page(a_pdf(size), content_type=PDF).content)

    assert width * height <= MOST_PIXELS_OF_A_PAGE * 1.01


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"\0" * 5000, a_pdf()[:200], a_photo()], ids=range(5)
)
def test_what_is_no_document_is_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAPage, match="cannot be shown as a picture"):
        draw_page(content, content_type=PDF)


def test_whatever_is_broken_in_it_the_child_answers(picture_child: None) -> None:
    dice, honest = random.Random(61), a_pdf((210, 297), (100, 100))
    for _each in range(8):
        broken = bytearray(honest)
        for _byte in range(dice.randrange(1, 40)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            page = draw_page(bytes(broken), content_type=PDF)
        except (NotAPage, PicturesBusy):
            continue
        assert size_of(page.content)[0] > 0
