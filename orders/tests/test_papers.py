"""Confirmation, invoice and packing slip: what stands on them, who gets them, and what they cannot do."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from catalog.models import Listing
from core import clock
from core.papers import PapersBusy, children, print_paper, printing
from core.verdict import Verdict
from orders import papers
from orders.models import Order
from orders.tests.factories import (
    HOME,
    basket_with,
    cancelled_order,
    completed_order,
    guest_purchase,
    on_sale,
    paid_order,
    pay,
    place,
    placed_purchase,
)
from sellers.models import Shop, ShopRole
from sellers.tests.factories import a_person, open_shop, works_in

As = Callable[[Any], Client]
SHOWN = Verdict(True)


def loaded(order: Order) -> Order:
    return Order.objects.with_everything().get(pk=order.pk)


def all_of(order: Order) -> list[str]:
    order = loaded(order)
    return [
        papers.confirmation(order),
        papers.invoice(order),
        papers.invoice_copy(order, address=SHOWN),
        papers.packing_slip(order, address=SHOWN),
    ]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that would be laid out, without the seconds that it takes."""
    pages: list[str] = []

    def keep(html: str) -> bytes:
        pages.append(html)
        return b"%PDF-"

    monkeypatch.setattr("orders.downloads.print_paper", keep)
    return pages


# --- What stands on them


def test_every_paper_says_order_seller_things_and_the_fingerprint_of_the_promise(alice: User, bob: User) -> None:
    shop = open_shop(bob, name="Tanah Liat")
    order = paid_order(alice, variant=on_sale(shop, price=14_500_000))
    line = order.lines.get()

    for html in all_of(order):
        for words in (order.number, shop.seller.legal_name, line.title, line.sku, line.promise_id, "Canary Lane 1"):
            assert words in html


def test_the_invoice_says_only_what_is_true(alice: User, bob: User) -> None:
    order = paid_order(alice, open_shop(bob))

    html = papers.invoice(loaded(order))

    assert "No tax is shown" in html
    assert "In full, with purchase" in html
    assert order.shop.seller.registration_number in html
    assert "Commission" not in html


def test_the_packing_slip_tells_no_prices_and_no_address_that_is_not_needed(alice: User, bob: User) -> None:
    order = loaded(paid_order(alice, variant=on_sale(open_shop(bob), price=14_500_000)))

    html = papers.packing_slip(order, address=Verdict(False, "No longer needed."))

    assert "145" not in html.replace(order.lines.get().promise_id, "")
    assert "Canary Lane 1" not in html
    assert "No longer needed." in html


def test_a_paper_stays_what_was_bought(alice: User, bob: User) -> None:
    order = paid_order(alice, open_shop(bob))
    before = all_of(order)

    Listing.objects.update(title="Something else")
    seller = order.shop.seller
    seller.legal_name = "Somebody else"
    seller.save()
    with clock.at(clock.now() + timedelta(days=800)):
        assert all_of(order) == before


def test_a_cancelled_order_says_so(db: None) -> None:
    for html in all_of(cancelled_order()):
        assert 'class="note"' in html


def test_what_is_not_paid_has_no_papers(db: None) -> None:
    order = loaded(placed_purchase().orders.get())

    with pytest.raises(papers.NoPaper):
        papers.confirmation(order)


def test_hostile_words_are_text(alice: User) -> None:
    evil = "</p><img src='file:///etc/passwd'><link href='https://evil.example/' rel=attachment>"
    address = replace(HOME, full_name=evil)
    order = pay(place(basket_with(on_sale(), user=alice), address=address)[0]).orders.get()

    for html in all_of(order):
        assert "<img" not in html
        assert "&lt;img" in html


# --- Laying out

PAGE = '<html lang="{language}"><head><link rel="stylesheet" href="look:paper.css"></head><body>{body}</body></html>'
SCRIPTS = "Kopi Gayo · Чашка из глины · 陶瓷茶杯 · Tasse für Tee · tasa ng tsaa · ₱ ₽ ¥ € Rp"


def test_the_same_order_gives_the_same_bytes_in_every_script(alice: User, bob: User) -> None:
    order = paid_order(alice, open_shop(bob, name="陶 Глина"))

    first, second = (print_paper(papers.confirmation(loaded(order))) for _ in range(2))

    assert first == second
    assert first.startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_paper_is_written_in_the_language_of_the_page(alice: User, bob: User, language: str) -> None:
    order = paid_order(alice, open_shop(bob))

    with translation.override(language):
        assert all(f'lang="{language}"' in html for html in all_of(order))


def test_long_papers_have_numbered_pages_and_every_script_has_its_glyphs() -> None:
    html = PAGE.format(language="zh", body=f"<h1>{SCRIPTS}</h1>" + f"<p>{SCRIPTS}</p>" * 120)
    script = (
        "import sys\n"
        f"sys.path.insert(0, {str(children.PROGRAM.parent)!r})\n"
        "import printing\n"
        "from weasyprint import HTML\n"
        "def walk(box):\n"
        "    if getattr(box, 'text', ''):\n"
        "        yield box.text\n"
        "    for child in getattr(box, 'children', ()):\n"
        "        yield from walk(child)\n"
        "document = HTML(string=sys.stdin.read(), url_fetcher=printing.OnlyOurLook(), base_url='look:').render()\n"
        "for page in document.pages:\n"
        "    print(''.join(walk(page._page_box)))\n"
    )

    done = subprocess.run([sys.executable, "-c", script], input=html, capture_output=True, text=True, check=True)

    pages = done.stdout.splitlines()
    assert len(pages) > 2
    assert f"1 / {len(pages)}" in pages[0]
    assert "陶瓷茶杯" in pages[0]


@pytest.mark.parametrize(
    "wish",
    [
        '<img src="https://evil.example/x.png">',
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import 'look:../children.py';</style>",
    ],
)
def test_nothing_else_is_fetched(wish: str) -> None:
    fetcher = printing.OnlyOurLook()
    address = wish.split('"')[-2] if '"' in wish else "look:../children.py"

    with pytest.raises(printing.NotOurs):
        fetcher.fetch(address)


def test_a_page_that_wants_more_than_our_look_becomes_no_paper() -> None:
    with pytest.raises(PapersBusy):
        print_paper(PAGE.format(language="en", body='<img src="file:///etc/passwd">'))


def test_laying_out_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "MOST_CPU_SECONDS", 1)

    with pytest.raises(PapersBusy):
        print_paper(PAGE.format(language="en", body="<table><tr><td>x</td></tr></table>" * 20_000))


def test_one_paper_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_turn", threading.Lock())
    monkeypatch.setattr(children, "LONGEST_WAIT", 0.01)

    with children._turn, pytest.raises(PapersBusy):
        print_paper("<p>Hello</p>")


# --- The doors


def test_a_shopper_gets_both_papers_as_files_and_not_twice(as_: As, alice: User, printed: list[str]) -> None:
    order, client = paid_order(alice), as_(alice)

    for paper in ("confirmation", "invoice"):
        path = f"/orders/{order.number}/{paper}.pdf"
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{order.number}-{paper}.pdf"'
        assert "private" in answer.headers["Cache-Control"]
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert len(printed) == 2


def test_a_guest_needs_their_link(db: None, client: Client, printed: list[str]) -> None:
    purchase = guest_purchase()
    path = f"/orders/{purchase.orders.get().number}/invoice.pdf"

    assert client.get(path).status_code == 302
    client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")
    assert client.get(path).status_code == 200


def test_nobody_else_gets_a_shoppers_papers(
    as_: As, alice: User, bob: User, mallory: User, ada: User, printed: list[str]
) -> None:
    order = paid_order(alice, open_shop(bob))

    for stranger in (bob, mallory, ada):
        for paper in ("confirmation", "invoice"):
            assert as_(stranger).get(f"/orders/{order.number}/{paper}.pdf").status_code == 404
    assert printed == []


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (ShopRole.OWNER, 200),
        (ShopRole.MANAGER, 200),
        (ShopRole.FULFILMENT, 200),
        (ShopRole.FINANCE, 404),
        (ShopRole.CATALOGUE, 404),
    ],
)
def test_who_sends_gets_the_packing_slip(
    as_: As, alice: User, bob: User, role: ShopRole, status: int, printed: list[str]
) -> None:
    shop = open_shop(bob)
    order, worker = paid_order(alice, shop), a_person()
    works_in(shop, worker, role)

    assert as_(worker).get(f"/desk/{shop.slug}/orders/{order.number}/packing-slip.pdf").status_code == status


def test_neither_the_shopper_nor_another_shop_nor_staff_gets_the_packing_slip(
    as_: As, alice: User, bob: User, carol: User, ada: User, printed: list[str]
) -> None:
    order = paid_order(alice, open_shop(bob))
    open_shop(carol, name="Next door")

    for stranger in (alice, carol, ada):
        path = f"/desk/{order.shop.slug}/orders/{order.number}/packing-slip.pdf"
        assert as_(stranger).get(path).status_code == 404
    assert printed == []


@pytest.mark.parametrize(
    ("role", "status", "sees_address"),
    [
        (ShopRole.OWNER, 200, True),
        (ShopRole.FULFILMENT, 200, True),
        (ShopRole.FINANCE, 200, False),
        (ShopRole.CATALOGUE, 404, False),
    ],
)
def test_who_sees_the_money_gets_a_copy_of_the_invoice(
    as_: As, alice: User, bob: User, role: ShopRole, status: int, sees_address: bool, printed: list[str]
) -> None:
    shop = open_shop(bob)
    order, worker = paid_order(alice, shop), a_person()
    works_in(shop, worker, role)

    answer = as_(worker).get(f"/desk/{shop.slug}/orders/{order.number}/invoice.pdf")

    assert answer.status_code == status
    assert ["Canary Lane" in page for page in printed] == [sees_address] * len(printed)
    assert ["the seller's copy" in page for page in printed] == [True] * (status == 200)


def test_neither_the_shopper_nor_another_shop_nor_staff_gets_the_sellers_copy(
    as_: As, alice: User, bob: User, carol: User, ada: User, printed: list[str]
) -> None:
    order = paid_order(alice, open_shop(bob))
    open_shop(carol, name="Next door")

    for stranger in (alice, carol, ada):
        path = f"/desk/{order.shop.slug}/orders/{order.number}/invoice.pdf"
        assert as_(stranger).get(path).status_code == 404
    assert printed == []


def test_the_address_leaves_the_packing_slip_when_it_is_no_longer_needed(
    as_: As, bob: User, printed: list[str]
) -> None:
    shop = open_shop(bob)
    order = completed_order(shop=shop)

    with clock.at(clock.now() + timedelta(days=31)):
        as_(bob).get(f"/desk/{shop.slug}/orders/{order.number}/packing-slip.pdf")

    assert "Canary Lane" not in printed[0]


def test_when_no_paper_can_be_made_it_is_said(as_: As, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(html: str) -> bytes:
        raise PapersBusy("Papers cannot be made right now.")

    monkeypatch.setattr("orders.downloads.print_paper", busy)

    answer = as_(alice).get(f"/orders/{paid_order(alice).number}/invoice.pdf")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Papers cannot be made right now." in answer.content.decode()


def test_the_order_page_leads_to_its_papers(as_: As, alice: User, bob: User) -> None:
    shop: Shop = open_shop(bob)
    order = paid_order(alice, shop)

    text = as_(alice).get(f"/orders/{order.number}/").content.decode()
    desk = as_(bob).get(f"/desk/{shop.slug}/orders/{order.number}/").content.decode()

    assert f"/orders/{order.number}/confirmation.pdf" in text
    assert f"/orders/{order.number}/invoice.pdf" in text
    assert f"/desk/{shop.slug}/orders/{order.number}/packing-slip.pdf" in desk
    assert f"/desk/{shop.slug}/orders/{order.number}/invoice.pdf" in desk
