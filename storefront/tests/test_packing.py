"""A page that is put together from compressed pieces is what anybody's gzip unpacks to it."""

from __future__ import annotations

import gzip
import zlib

import pytest

from storefront.packing import MOST_IN_A_BLOCK, Parts, join_packed, packed, stored

LONG = bytes(range(256)) * 600


@pytest.mark.parametrize(
    "parts",
    [
        [b""],
        [b"", "token", b""],
        [b"<p>one</p>" * 500, "token", b"<p>one</p>" * 500, "account", b""],
        [LONG, "token", LONG],
        [b"", "token", b"", "token", b"", "account", b"end"],
    ],
    ids=["nothing", "only a hole", "the same again", "longer than a block", "holes side by side"],
)
@pytest.mark.parametrize("own", ["", "t0ken", "\N{LATIN SMALL LETTER O WITH DIAERESIS}" * MOST_IN_A_BLOCK])
def test_it_unpacks_to_the_page(parts: Parts, own: str) -> None:
    whole = b"".join(part if isinstance(part, bytes) else own.encode() for part in parts)

    content = join_packed(
        parts, [packed(part) if isinstance(part, bytes) else part for part in parts], lambda _name: own
    )

    assert gzip.decompress(content) == whole
    # All of it is one stream, as browsers read it.
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    assert reader.decompress(content) == whole
    assert reader.eof
    assert reader.unused_data == b""


def test_pieces_are_hardly_larger_than_the_whole() -> None:
    text = "".join(f"<li><a href='/l/{number}'>Cup {number * 7 % 1000}</a></li>" for number in range(1000)).encode()
    pieces = sum(len(packed(text[start : start + 10_000])) for start in range(0, len(text), 10_000))

    assert pieces < len(gzip.compress(text)) * 1.2


def test_what_is_a_readers_own_stands_as_it_is() -> None:
    assert b"s3cret" * 3 in stored(b"s3cret" * 3)
    assert stored(b"") == b""
