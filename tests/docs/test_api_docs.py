"""The examples of docs/api.md run, one after the other, as a reader would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as market
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from core.api.errors import MESSAGES
from marketplace.env import BASE_DIR
from orders.models import Purchase
from orders.tests.factories import on_sale
from sellers.tests.factories import open_shop

PAGE = (BASE_DIR / "docs" / "api.md").read_text()
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)

# What a reader has: an answer's field by its path; and a request that was refused ends the script.
BEFORE = """
set -euo pipefail
curl() { command curl --fail-with-body "$@"; }
json() { "$PYTHON" -c '
import json, sys
found = json.load(sys.stdin)
for part in sys.argv[1].split("."):
    found = found[int(part) if part.isdigit() else part]
print(found)' "$1"; }
"""


def test_the_examples_run(live_server: LiveServer, alice: User, bob: User, tmp_path: Path) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    shop = open_shop(bob)
    variant = on_sale(shop, stock=5)
    browser = Client()
    browser.force_login(bob)
    script = tmp_path / "examples.sh"
    script.write_text(BEFORE + "\n".join(BLOCK.findall(PAGE)))

    done = subprocess.run(
        ["bash", str(script)],
        env={
            "PATH": os.environ["PATH"],
            "PYTHON": sys.executable,
            "MARKET": live_server.url,
            "EMAIL": alice.email,
            "PASSWORD": "Alice opens the door",
            "LISTING": variant.listing.number,
            "SKU": variant.sku,
            "SHOP": shop.slug,
            "SELLER_TOKEN": str(browser.session.session_key),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert Purchase.objects.get().email == "guest@example.com"


@pytest.mark.parametrize("code", sorted({code for _status, code in MESSAGES.values()}))
def test_every_code_of_the_ground_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE


def test_the_limits_on_the_page_are_those_of_the_settings() -> None:
    visitor, member = (list(map(str, market.API_LIMITS[who].values())) for who in ("visitor", "member"))
    words: Any = re.search(r"## Limits\n\n(.*?)\n\n", PAGE, re.DOTALL)

    assert re.findall(r"\d+", words[1]) == visitor + member
