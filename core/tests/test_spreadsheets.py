"""Cells that no spreadsheet program takes for a formula, and that come back as they were."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from core.spreadsheets import as_it_was, harmless


@given(st.text(alphabet=st.sampled_from("=+-@'＝＋－＠\t\rab "), max_size=6) | st.text(max_size=10))
@example("")
@example("'")
@example("''=")
def test_any_text_is_harmless_and_comes_back(text: str) -> None:
    cell = harmless(text)

    assert as_it_was(cell) == text
    assert cell[:1] not in set("=+-@＝＋－＠\t\r")
