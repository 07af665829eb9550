"""Whatever people type into a listing is kept and shown as text."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from html import escape
from pathlib import Path

from django.test import Client

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import a_draft
from core.text import plain_line
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import tableware

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% debug %}",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.example")',
    "\u202etxet desrever",
    "Z̸̢͝a̵l̶g̷o̵",
    "名前" * 40,
    "' OR 1=1 --",
    "\x00NUL\x08\x1b[31m",
]


def test_every_text_field_takes_anything_and_shows_it_as_text(
    as_: Callable[[User], Client], bob: User, shared_data: Path
) -> None:
    shop = open_shop(bob, currency="EUR")
    tableware()
    client = as_(bob)
    blns = json.loads((shared_data / "blns" / "blns.json").read_text())
    payloads = [
        line
        for file in (shared_data / "xss_payloads").iterdir()
        for line in file.read_text(errors="replace").splitlines()
    ]
    dice = random.Random(3)
    texts = ATTACKS + dice.sample(blns, 25) + dice.sample(payloads, 25)
    listing = a_draft(shop)
    address = f"/desk/{shop.slug}/listings/{listing.number}/"

    for text in (each[:140] for each in texts):
        data = {"category": "kitchen/tableware", "condition": "new", "fact_material": "glass", "title": text or "x"}
        response = client.post(
            address, data | {"description": text, "brand": text[:80], "fact_care": text}, follow=True
        )

        assert response.status_code == 200, text
        page = response.content.decode()
        if not plain_line(text):
            continue
        listing.refresh_from_db()
        assert listing.title == plain_line(text)
        assert escape(listing.title) in page
        assert "<script>alert" not in page
    assert Listing.objects.count() == 1
