"""The running demo, walked through as everybody: no dead link, no misspelling, nothing refused, nothing hidden."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import Person, chromium
from tests.gates.crawling import Answer, Page, kind_of
from tests.gates.market import PUBLIC, STAFF, DemoMarket
from tests.gates.scoring import install, scores
from tests.gates.weighing import first_load

pytestmark = [pytest.mark.browser, pytest.mark.processes]

MOST = 2  # pages of a kind that are read
CODESPELL = str(Path(sys.executable).with_name("codespell"))
SPARED = Path(__file__).with_name("spared_words.txt")
# What others wrote, and we only serve.
NOT_OURS = re.compile(r"^/(api/(docs|schema)|static)/|^/admin/jsi18n")
# 404 and 410 are what these pages say of a thing that is gone.
GONE = {"storefront:listing": {404, 410}}
# The admin names what stands behind a row even to those who have no business there; the door says no.
NOT_FOR_THEM = re.compile(r"^/admin/\w+/\w+/\d+/change/$")

PLACES = {
    "category": r"/c/[\w/-]+/",
    "listing": r"/l/[\w-]+/[\w-]+/",
    "shop": r"/shops/[\w-]+/",
    "order": r"/orders/[0-9A-Z]{4}-[0-9A-Z]{4}/",
}

Walk = dict[str, Answer]


@pytest.fixture(scope="module", params=["public", pytest.param("staff", marks=pytest.mark.soak)])
def walks(request: pytest.FixtureRequest, demo: DemoMarket) -> dict[str, tuple[Walk, dict[str, str]]]:
    """What each person found: shoppers and sellers always, staff (whose admin has hundreds of pages) in a soak."""
    walks = {}
    for role, starts in (STAFF if request.param == "staff" else PUBLIC).items():
        with closing(demo.walker(role)) as walker:
            walks[role] = walker.walk(*starts, most=MOST)
    return walks


def pages_of(walk: Walk) -> list[Answer]:
    return [answer for answer in walk.values() if answer.is_page and answer.status == 200]


WHEN_PROMISED = """
from orders.models import Order
from policies.models import PolicyVersion

first = Order.objects.earliest("placed_at").placed_at
own = PolicyVersion.objects.filter(policy__shop=None)
print(own.filter(number=1, published_at__lt=first).count(), own.filter(number=2, published_at__lt=first).count())
print(own.filter(number=2, published_at__gt=first).count())
"""


def test_what_is_promised_everywhere_is_older_than_the_orders_and_has_a_history(demo: DemoMarket) -> None:
    before, since = demo.stack.run(WHEN_PROMISED).split("\n")[-3:-1]

    assert (before, since) == ("4 1", "1")


def test_no_link_is_dead(walks: dict[str, tuple[Walk, dict[str, str]]]) -> None:
    dead = [
        f"{role}: {path} says {answer.status}, named by {named_by[path]}"
        for role, (walk, named_by) in walks.items()
        for path, answer in walk.items()
        if answer.status >= 400
        and answer.status not in GONE.get(kind_of(path), set())
        and not (answer.status == 403 and NOT_FOR_THEM.search(path))
    ]

    assert dead == []
    kinds = {kind_of(path) for walk, _named_by in walks.values() for path in walk}
    if "alice" in walks:
        assert {"storefront:listing", "orders:desk_detail", "sellers:application"} <= kinds
        assert {"sellers:checklist", "sellers:checklist_item", "sellers:credential", "sellers:brands"} <= kinds
        assert {"storefront:merchants", "catalog:report"} <= kinds
    else:
        assert {"admin:sellers_application_queue", "admin:sellers_application_review"} <= kinds


def test_a_link_into_a_page_finds_its_place(walks: dict[str, tuple[Walk, dict[str, str]]]) -> None:
    lost = []
    for role, (walk, _named_by) in walks.items():
        pages = {answer.path: Page(answer) for answer in pages_of(walk) if not NOT_OURS.search(answer.path)}
        for page in pages.values():
            for address in page.inside():
                path, fragment = urldefrag(address)
                there = pages.get(path or page.path)
                if fragment and there is not None and fragment not in there.targets:
                    lost.append(f"{role}: {page.path} → {address}")

    assert lost == []


def test_only_addresses_of_carriers_lead_out(walks: dict[str, tuple[Walk, dict[str, str]]]) -> None:
    insecure = {
        address
        for walk, _named_by in walks.values()
        for answer in pages_of(walk)
        if not NOT_OURS.search(answer.path)
        for address in Page(answer).outside()
        if urlsplit(address).scheme not in {"https", "mailto", "tel"} and urlsplit(address).hostname != "localhost"
    }

    assert insecure == set()


def test_no_word_is_misspelt(walks: dict[str, tuple[Walk, dict[str, str]]], tmp_path: Path) -> None:
    said = {
        words
        for walk, _named_by in walks.values()
        for answer in pages_of(walk)
        if not NOT_OURS.search(answer.path)
        for language, words in Page(answer).words
        if language.startswith("en")
    }
    (tmp_path / "words").write_text("\n".join(sorted(said)))

    found = subprocess.run(
        [CODESPELL, "--ignore-words", str(SPARED), str(tmp_path / "words")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout == ""
    assert len(said) > 300


def one_of_each_kind(walk: Walk) -> list[str]:
    kinds = {kind_of(answer.path): answer.path for answer in reversed(pages_of(walk))}
    return [path for path in kinds.values() if not NOT_OURS.search(path)]


def test_no_page_breaks_our_own_policy_and_axe_finds_nothing(
    demo: DemoMarket, walks: dict[str, tuple[Walk, dict[str, str]]]
) -> None:
    violations, seen = {}, set()
    complaints: list[str] = []
    with chromium() as browser:
        for role, (walk, _named_by) in walks.items():
            reader = Person(browser, demo.stack.url, reduced_motion="reduce")
            reader.carry(demo.sessions.get(role, {}))
            for path in one_of_each_kind(walk):
                if kind_of(path) in seen:
                    continue
                seen.add(kind_of(path))
                reader.open(path)
                # The admin's own pages are others' work; of those, only what we add to it is ours.
                place = None if not path.startswith("/admin/") else ".desk"
                if place and not reader.page.locator(place).count():
                    continue
                if found := Axe().run(reader.page, context=place).response["violations"]:
                    violations[role, path] = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
            complaints += reader.complaints
            reader.context.close()

    assert violations == {}
    assert complaints == []


@pytest.fixture(scope="module")
def places(demo: DemoMarket) -> dict[str, str]:
    """One page of each of the kinds that are weighed."""
    places = {"home": "/"}
    with closing(demo.walker("anonymous")) as anybody, closing(demo.walker("alice")) as alice:
        linked = [*Page(anybody.get("/")).inside(), *Page(alice.get("/orders/")).inside()]
    for name, pattern in PLACES.items():
        places[name] = next(path for path in linked if re.fullmatch(pattern, path))
    return places


@pytest.mark.parametrize("place", ["home", "category", "listing", "shop"])
def test_a_first_visit_is_light_and_nothing_jumps(demo: DemoMarket, places: dict[str, str], place: str) -> None:
    with chromium() as browser:
        visit = first_load(browser, demo.stack.url, places[place])

    assert visit.without_photos <= 60_000, visit
    assert visit.scripts <= 30_000, visit
    assert visit.layout_shift == 0, visit


@pytest.mark.soak
@pytest.mark.parametrize(("place", "role"), [("home", ""), ("category", ""), ("listing", ""), ("order", "alice")])
def test_lighthouse_gives_at_least_95(
    demo: DemoMarket, places: dict[str, str], tmp_path: Path, place: str, role: str
) -> None:
    install()

    cookies = demo.sessions.get(role, {})
    points, lost = scores(demo.stack.url + places[place], cookies=cookies, folder=tmp_path)

    # What is nobody else's business is not for search engines either.
    judged = {name: value for name, value in points.items() if not (role and name == "seo")}
    assert {name: value for name, value in judged.items() if value < 95} == {}, lost
