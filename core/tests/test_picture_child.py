"""The child process that touches strangers' pictures: what it can do, what it cannot, and what is left when it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from core.pictures import NotAPicture, PicturesBusy, children, redraw_picture, render_picture
from core.tests.pictures import a_picture, saved

TakeOver = Callable[..., None]

# A picture that has taken over the decoder: the child's program, with another job than it should do.
TAKEN_OVER = """
import importlib.util, os, socket, subprocess, sys, time
spec = importlib.util.spec_from_file_location("drawing", {drawing!r})
drawing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(drawing)
def job(content, **how):
{job}
drawing.JOBS["render"] = job
drawing.main()
"""


@pytest.fixture(autouse=True)
def _real_child(picture_child: None) -> None:
    """Every test here starts real children."""


@pytest.fixture
def taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TakeOver:
    """`taken_over("return …")`: from now on the child runs this instead of drawing."""

    def by(*lines: str) -> None:
        body = "\n".join(f"    {line}" for line in lines)
        program = tmp_path / "program.py"
        program.write_text(TAKEN_OVER.format(drawing=str(children.PROGRAM), job=body))
        monkeypatch.setattr(children, "PROGRAM", program)

    return by


def test_it_draws_what_the_tests_own_way_draws(settings: Settings) -> None:
    content = a_picture(size=(300, 200))
    drawn = render_picture(content)

    settings.PICTURE_DRAWER = "core.pictures.here.draw_here"

    assert render_picture(content) == drawn


def test_it_draws_documents_in_their_own_format() -> None:
    redrawn = redraw_picture(saved(Image.new("RGB", (6000, 30), "white"), "PNG"))

    assert redrawn.content_type == "image/png"
    assert redrawn.content.startswith(b"\x89PNG")


def test_what_it_refuses_comes_back_as_a_sentence() -> None:
    with pytest.raises(NotAPicture, match="damaged"):
        render_picture(a_picture(kind="JPEG", size=(90, 90))[:-600])


def test_it_knows_no_secret_and_no_open_file_of_ours(
    taken_over: TakeOver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    taken_over(
        "told = set(os.environ) - {'LC_CTYPE'}",
        "told |= {name for name in sys.modules if name.split('.')[0] in {'django', 'core', 'marketplace'}}",
        "told |= set(os.listdir('/proc/self/fd')) - {'0', '1', '2', '3'}",
        "told |= {os.getcwd()} - {'/'}",
        "raise drawing.Refused('too_small' if not told else 'damaged')",
    )
    with (tmp_path / "open").open("w"), pytest.raises(NotAPicture, match="too small"):
        render_picture(a_picture())


@pytest.mark.parametrize(
    "job",
    [
        "return bytearray(2_000_000_000)",
        "os.abort()",
        "while True: pass",
        "import ctypes; ctypes.string_at(0)",
    ],
)
def test_a_child_that_breaks_refuses_the_picture_and_nothing_else(
    taken_over: TakeOver,
    job: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "MOST_CPU_SECONDS", 1)
    taken_over(job)

    with pytest.raises(NotAPicture, match="too long or too much memory"):
        render_picture(a_picture())


@pytest.mark.parametrize(
    "job",
    [
        "return {'width': 8, 'height': 6, 'tone': 1}, [('8.html', b'<script>')]",
        "return {'width': 8, 'height': 6, 'tone': 1}, [('../../x', b'')] * 3",
        "return {'width': -8, 'height': 6, 'tone': 1}, []",
        "return {'width': 'wide', 'height': None, 'tone': []}, []",
        "return {}, []",
        "os.write(1, b'x' * 1_000_000); os._exit(0)",
        "os.write(1, b'[1]\\n'); os._exit(0)",
        "os._exit(0)",
    ],
)
def test_what_a_child_says_is_not_believed(taken_over: TakeOver, job: str) -> None:
    taken_over(job)

    with pytest.raises(NotAPicture, match="damaged"):
        render_picture(a_picture())


def test_a_child_cannot_fill_our_memory_with_its_answer(taken_over: TakeOver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "MOST_WRITTEN", 1_000_000)
    taken_over("while True: os.write(1, b'x' * 100_000)")

    with pytest.raises((NotAPicture, PicturesBusy)):
        render_picture(a_picture())


def test_a_child_that_sleeps_is_killed_and_the_picture_may_come_again(
    taken_over: TakeOver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "MOST_SECONDS", 1.5)
    taken_over("time.sleep(60)")
    started = time.monotonic()

    with pytest.raises(PicturesBusy, match="try again"):
        render_picture(a_picture())

    assert time.monotonic() - started < 10


@pytest.mark.skipif(os.geteuid() == 0, reason="the limit of processes does not bind root")
def test_a_child_starts_no_process(taken_over: TakeOver) -> None:
    taken_over("try: os.fork()", "except OSError: raise drawing.Refused('too_small')")

    with pytest.raises(NotAPicture, match="too small"):
        render_picture(a_picture())


def test_an_installation_that_is_broken_blames_no_picture(
    taken_over: TakeOver, caplog: pytest.LogCaptureFixture
) -> None:
    taken_over("os._exit(3)")

    with pytest.raises(PicturesBusy):
        render_picture(a_picture())

    assert "picture_child_failed" in caplog.text


def test_while_the_machine_draws_another_picture_for_too_long_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "LONGEST_WAIT", 0.05)

    with children._turn, pytest.raises(PicturesBusy):
        render_picture(a_picture())


def test_when_no_process_can_be_started_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(PicturesBusy):
        render_picture(a_picture())


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_the_largest_picture_that_we_take_fits_into_the_limits(kind: str) -> None:
    mode = "RGB" if kind == "JPEG" else "RGBA"
    content = saved(Image.new(mode, (8000, 5000), "teal"), kind)

    assert render_picture(content).width == 1600
    assert redraw_picture(content).content_type == f"image/{kind.lower()}"
