"""
A page compressed piece by piece (gzip, RFC 1952 and 1951): what is the same for everybody once, for as long as the page
is kept; what is a reader's own each time, as it stands.

So a kept page is not compressed anew for each reader, which took longer than all the rest of it. And since nobody's
secret is ever compressed, the length of an answer tells nothing about one (BREACH).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence

Parts = Sequence[bytes | str]

# No name, no time, no system.
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
# A last block with nothing in it.
LAST = b"\x03\x00"
MOST_IN_A_BLOCK = 0xFFFF


def packed(text: bytes) -> bytes:
    """The text as blocks of a deflate stream that ends with a whole byte and refers to nothing before it."""
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeeze.compress(text) + squeeze.flush(zlib.Z_FULL_FLUSH)


def stored(text: bytes) -> bytes:
    """The text as such blocks, uncompressed."""
    chunks = [text[start : start + MOST_IN_A_BLOCK] for start in range(0, len(text), MOST_IN_A_BLOCK)]
    return b"".join([struct.pack("<BHH", 0, len(each), len(each) ^ MOST_IN_A_BLOCK) + each for each in chunks])


def join_packed(parts: Parts, of_parts: Parts, filling: Callable[[str], str]) -> bytes:
    """
    The whole page as gzip. `parts` are its texts and the names of its holes, `of_parts` the same with each text packed;
    each hole is filled with what `filling` says for its name.
    """
    check, size = 0, 0
    pieces = [HEAD]
    for part, piece in zip(parts, of_parts, strict=True):
        if isinstance(part, str) or isinstance(piece, str):
            text = filling(str(part)).encode()
            pieces.append(stored(text))
        else:
            text = part
            pieces.append(piece)
        check, size = zlib.crc32(text, check), size + len(text)
    return b"".join([*pieces, LAST, struct.pack("<LL", check, size & 0xFFFFFFFF)])
