"""
The schema tells the truth: schemathesis sends the running server what the schema allows and what it forbids, and
compares every answer with what the schema says.

A fixed seed and some of the addresses in `make test`; all of them, at length, in `make soak`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from pytest_django.live_server_helper import LiveServer

from catalog.services.variants import MOST_OPTIONS
from tests.access.world import World, build_world

SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
SLOWEST = 5.0  # seconds, on a busy machine

# 422 is what a key says that came before with another request: no fault of the data.
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]

# It takes the numbers that we give below for the wrong ones that it wanted to send. Fuzzing sends wrong ones, too.
[phases.coverage.checks.negative_data_rejection]
enabled = false

[generation]
allow-x00 = false

[parameters]
"path.shop" = "{shop}"
"path.slug" = "{shop}"
"path.kind" = "returns"
"path.digest" = "{photo}"
"path.language" = "id"

{operations}
"""
OPERATIONS = {
    "/applications/": "application",
    "/desk/[^/]+/listings/": "listing",
    "/desk/[^/]+/orders/": "paid",
    "/desk/[^/]+/reviews/": "reviewed",
    "/listings/": "listing",
    "/notifications/": "told_number",
    "/orders/": "delivered",
    "/purchases/": "unpaid",
}


def config_for(world: World) -> str:
    """Half of what is asked for is there, the other half as schemathesis makes it up."""
    things = world.things
    operations = "\n".join(
        f'[[operations]]\ninclude-path-regex = "/v1{path}\\\\{{number"\n'
        f'parameters = {{ "path.number" = "{things[name]}" }}'
        for path, name in OPERATIONS.items()
    )
    return CONFIG.format(shop=things["shop"], photo=things["photo"], operations=operations)


def token_of(world: World, role: str) -> str:
    browser = Client()
    browser.force_login(world.people[role])
    return str(browser.session.session_key)


def run(url: str, folder: Path, world: World, role: str, *, examples: int, phases: str, only: str) -> str:
    """What schemathesis found, in its own words; nothing when all is well."""
    config = folder / "schemathesis.toml"
    config.write_text(config_for(world))
    found = subprocess.run(
        [
            *(SCHEMATHESIS, "--config-file", str(config), "run", f"{url}/api/schema/"),
            *("--seed", "1", "--max-examples", str(examples), "--phases", phases),
            *("--max-response-time", str(SLOWEST), "--header", f"X-Session-Token: {token_of(world, role)}"),
            *("--include-path-regex", only, "--generation-deterministic", "--no-shrink", "--workers", "1"),
            "--continue-on-failure",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=1500,
    )
    return "" if found.returncode == 0 else found.stdout + found.stderr


@pytest.fixture
def market(transactional_db: None, settings: object, monkeypatch: pytest.MonkeyPatch) -> World:
    # Papers are not laid out: that takes seconds of which the schema says nothing.
    monkeypatch.setattr("orders.downloads.print_paper", lambda html: b"%PDF-")
    settings.API_LIMITS = {who: dict.fromkeys(limits, 10**9) for who, limits in settings.API_LIMITS.items()}  # type: ignore[attr-defined]
    return build_world()


SELLER, SHOPPER = "/v1/desk/", "/v1/(?!desk/)"
# A few addresses of each kind: read, written, with a key, with a file, paged.
SOME_OF_THE_SELLER = "/v1/desk/[^/]+/(orders/[^/]+/(ship|invoice)|listings/(imports/[^/]+/rows|export))"
SOME_OF_THE_SHOPPER = "/v1/(me/$|purchases/[^/]+/cancel|orders/[^/]+/lines/[^/]+/review/$)"
SHORT = "coverage,fuzzing,stateful"


def test_a_list_of_things_says_how_many_there_may_be() -> None:
    parts = SchemaGenerator().get_schema(request=None, public=True)["components"]["schemas"]

    limits = {
        parts[name]["properties"]["options"].get("maxItems") for name in ("VariantInRequest", "VariantChangeInRequest")
    }
    assert limits == {MOST_OPTIONS}


@pytest.mark.parametrize(("role", "only"), [("bob", SOME_OF_THE_SELLER), ("alice", SOME_OF_THE_SHOPPER)])
def test_the_server_does_what_the_schema_says(
    live_server: LiveServer, market: World, tmp_path: Path, role: str, only: str
) -> None:
    """A sample; that every operation answers as the schema says is in tests/access/test_api.py, too."""
    found = run(live_server.url, tmp_path, market, role, examples=1, phases=SHORT, only=only)
    assert not found, found


@pytest.mark.soak
@pytest.mark.parametrize("phases", ["coverage", "examples,fuzzing,stateful"])
@pytest.mark.parametrize(("role", "only"), [("bob", SELLER), ("alice", SHOPPER), ("mallory", "/v1/")])
def test_the_server_does_what_the_schema_says_at_length(
    live_server: LiveServer, market: World, tmp_path: Path, role: str, only: str, phases: str
) -> None:
    found = run(live_server.url, tmp_path, market, role, examples=25, phases=phases, only=only)
    assert not found, found
