"""The products of a JSON file, one after the other, without holding all of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalog.importing.limits import LARGEST_PRODUCT
from catalog.importing.sniffing import Unreadable

_AT_ONCE = 65_536
_SPACE = " \t\n\r"


def items_in(text: io.TextIOBase) -> Iterator[Any]:
    """
    What stands in the list: that of the file itself, that under "products", or the first list of objects in it.

    Raises Unreadable where it is no JSON, or where a single product is larger than any product is.
    """
    scan = _Scan(text)
    first = scan.peek()
    if first == "[":
        yield from scan.items()
    elif first == "{":
        yield from _items_of_object(scan)
    else:
        raise Unreadable(_("This is not JSON."))


def _items_of_object(scan: _Scan) -> Iterator[Any]:
    scan.take("{")
    while scan.peek() == '"':
        name = scan.value()
        scan.take(":")
        if scan.peek() == "[" and (name == "products" or scan.begins_with_object()):
            yield from scan.items()
            return
        scan.value()
        if scan.peek() != ",":
            break
        scan.take(",")
    raise Unreadable(_("The JSON file is not a list of products."))


class _Scan:
    """A place in the text, and what has been read of it from there on."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.text = text
        self.held = ""
        self.at = 0
        # Numbers stay as they were written: a price is no float.
        self.decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self.at < len(self.held):
                if self.held[self.at] not in _SPACE:
                    return self.held[self.at]
                self.at += 1
            if not self._read_on():
                return ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise Unreadable(_("This is not JSON."))
        self.at += 1

    def begins_with_object(self) -> bool:
        """Whether the list that begins here holds objects."""
        ahead = self.held[self.at + 1 :].lstrip(_SPACE)
        if not ahead and self._read_on():
            return self.begins_with_object()
        return ahead[:1] == "{"

    def items(self) -> Iterator[Any]:
        self.take("[")
        if self.peek() == "]":
            return
        while True:
            yield self.value()
            if self.peek() != ",":
                self.take("]")
                return
            self.take(",")

    def value(self) -> Any:
        """The value that begins here, read on until it is whole."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.held, self.at)
            except RecursionError as error:
                raise Unreadable(_("This is not JSON.")) from error
            except ValueError as error:
                if len(self.held) - self.at > LARGEST_PRODUCT or not self._read_on():
                    raise Unreadable(_("This is not JSON.")) from error
                continue
            # A number at the end of what was read may go on.
            if end == len(self.held) and self._read_on():
                continue
            self.at = end
            return value

    def _read_on(self) -> bool:
        # Twice as much each time: what is incomplete is looked at again from its beginning.
        more = self.text.read(max(_AT_ONCE, len(self.held) - self.at))
        if more:
            self.held = self.held[self.at :] + more
            self.at = 0
        return bool(more)
