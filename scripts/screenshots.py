#!/usr/bin/env python3
"""
Take the pictures of the README: the main pages of a freshly seeded demo, on a phone and on a desk, by day and by night.

`make screenshots` runs it; it needs what the tests need. The pictures (WebP) lie in docs/screenshots/ as
<page>-<width>-<light|dark>.webp. With --market URL it photographs a demo that runs already; --only NAME takes one page.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import Person, chromium  # noqa: E402
from tests.stack import fresh_market  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
TALLEST = {390: 1800, 1440: 1900}  # pixels; what is below shows nothing new
QUALITY = 74
ADDRESS = {
    "full_name": "Alice Weber",
    "street": "Kastanienallee 7",
    "postal_code": "10435",
    "city": "Berlin",
    "country": "DE",
    "phone": "+49 30 5550142",
}


@dataclass(frozen=True)
class Shot:
    """One page: who looks at it (a demo person's first name, or nobody), and how they get there."""

    name: str
    who: str
    go: Callable[[Person], None]
    # The admin's theme asks for day or night only while it loads.
    reloads: bool = False


def at(path: str) -> Callable[[Person], None]:
    return lambda person: person.open(path)


def best_mug(person: Person) -> None:
    person.open("/search/?q=mug")
    person.page.locator(".card a").first.click()
    person.page.wait_for_load_state()


def review_before_paying(person: Person) -> None:
    for words in ("mug", "lamp"):
        person.open(f"/search/?q={words}")
        person.page.locator(".card a").first.click()
        person.press("Add to basket")
        person.page.wait_for_url("**/basket/")
    person.open("/checkout/")
    person.fill(**ADDRESS)
    for choice in person.page.locator("main fieldset").all():
        choice.get_by_role("radio").first.check()
    person.press("Look at what is promised")
    person.sees("This is what is promised")


def delivered_order(person: Person) -> None:
    person.open("/orders/")
    person.page.locator(".lines > li", has_text="Delivered").get_by_role("link").first.click()
    person.page.wait_for_load_state()


SHOTS = [
    Shot("home", "", at("/")),
    Shot("category", "", at("/c/kitchen/")),
    Shot("listing", "", best_mug),
    Shot("shop", "", at("/shops/tanah-liat/")),
    Shot("checkout", "alice", review_before_paying),
    Shot("order", "alice", delivered_order),
    Shot("desk", "bob", at("/desk/tanah-liat/")),
    Shot("apply", "mallory", at("/sell/apply/")),
    Shot("queue", "rita", at("/admin/sellers/application/queue/"), reloads=True),
]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--market", default="", help="address of a demo that runs already")
    arguments.add_argument("--only", default="", help="take only the page of this name")
    asked = arguments.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with market(asked.market) as url:
        for shot in SHOTS:
            if asked.only in ("", shot.name):
                print(f"{shot.name}: {take(shot, url) // 1024} kB", flush=True)
    return 0


@contextmanager
def market(url: str) -> Iterator[str]:
    """The address of a demo: the given one, or one that lives as long as this program."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder, fresh_market(Path(folder)) as stack:
        stack.manage("seed_demo")
        stack.serve()
        yield stack.url


def take(shot: Shot, url: str) -> int:
    """Take all pictures of one page; return how many bytes they are."""
    with chromium() as browser:
        person = Person(browser, url, reduced_motion="reduce", timezone_id="Europe/Berlin")
        if shot.who:
            person.sign_in(f"{shot.who}@example.com", f"{shot.who.capitalize()} opens the door")
        shot.go(person)
        return sum(keep(person.page, shot, width, scheme) for width in WIDTHS for scheme in SCHEMES)


def keep(page: Page, shot: Shot, width: int, scheme: str) -> int:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if shot.reloads:
        page.reload()
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => { image.loading = 'eager' })")
    # Asked again and again from outside: waiting inside the page would need `eval`, which our policy refuses.
    while not page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth)"):
        page.wait_for_timeout(100)
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    # A colour that is still on its way from day to night would be neither.
    while page.evaluate("document.getAnimations().some(each => each.playState === 'running')"):
        page.wait_for_timeout(100)
    tall = page.evaluate("document.documentElement.scrollHeight")
    if shot.reloads:
        # Its bar keeps to the end of the window: let that be the end of the page.
        page.set_viewport_size({"width": width, "height": tall})
    place = {"x": 0, "y": 0, "width": width, "height": min(tall, TALLEST[width])}
    picture = Image.open(BytesIO(page.screenshot(full_page=True, clip=place)))  # type: ignore[arg-type]
    file = TARGET / f"{shot.name}-{width}-{scheme}.webp"
    picture.save(file, quality=QUALITY, method=6)
    return file.stat().st_size


if __name__ == "__main__":
    raise SystemExit(main())
