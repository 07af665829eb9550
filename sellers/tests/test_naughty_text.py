"""Whatever people type is stored and shown as text."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from accounts.tests.factors import with_second_factor
from core.text import plain
from sellers.models import Application
from sellers.services import edit_shop, refuse_application, request_more, suspend_seller
from sellers.tests.factories import an_application, open_shop
from sellers.tests.fixtures import As
from sellers.tests.test_apply_pages import answers
from sellers.tests.walking import apply_by_items

ATTACK = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now %}"
TEXTS = ("trading_name", "legal_name", "street", "city", "region", "contact_name", "contact_phone", "about")


@pytest.mark.parametrize("field", TEXTS)
def test_markup_in_any_field_is_shown_as_text(as_: As, bob: User, rita: User, field: str) -> None:
    attack = ATTACK[:40] if field == "contact_phone" else ATTACK
    client = as_(bob)

    answer = apply_by_items(client, answers() | {field: attack})

    application = Application.objects.get()
    assert getattr(application, field) == attack
    page = client.get(answer.headers["Location"]).content.decode()
    assert attack not in page
    assert escape(attack) in page
    desk = as_(rita).get(f"/admin/sellers/application/{application.pk}/change/").content.decode()
    assert attack not in desk
    assert attack not in as_(rita).get("/admin/sellers/application/").content.decode()


def test_markup_in_a_reviewers_words_is_shown_as_text(as_: As, bob: User, rita: User) -> None:
    application = an_application(bob)
    url = reverse("sellers:application", kwargs={"number": application.number})
    request_more(application, by=rita, what=ATTACK)
    assert ATTACK not in as_(bob).get(url).content.decode()

    shop = open_shop(name="Other")
    suspend_seller(shop.seller, by=rita, because=ATTACK)
    edit_shop(shop, by=bob, about=ATTACK, city=ATTACK[:100])
    owner = with_second_factor(shop.memberships.get().user)
    page = as_(owner).get(reverse("sellers:shop_settings", kwargs={"shop": shop.slug})).content.decode()
    assert ATTACK not in page
    assert escape(ATTACK) in page


def test_a_refusal_with_markup_is_shown_as_text(as_: As, bob: User, rita: User) -> None:
    application = refuse_application(an_application(bob), by=rita, because=ATTACK)

    page = as_(bob).get(reverse("sellers:application", kwargs={"number": application.number})).content.decode()

    assert ATTACK not in page
    assert "&lt;script&gt;" in page


def test_every_naughty_string_is_kept_as_it_is_or_refused_with_a_sentence(
    as_: As, bob: User, shared_data: Path
) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text(encoding="utf-8"))
    shop = open_shop(with_second_factor(bob))
    client = as_(bob)
    url = reverse("sellers:shop_settings", kwargs={"shop": shop.slug})

    for naughty in strings[::3]:
        answer = client.post(url, {"about": naughty, "city": "Jakarta"})
        shop.refresh_from_db()
        if answer.status_code == 302:
            assert shop.about == plain(naughty)
        else:
            assert answer.status_code == 200
            assert "notice-bad" in answer.content.decode()
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("number", ["' OR 1=1 --", "../../etc/passwd", "١٢٣٤", "7F2K-94QD\n", "x" * 300])
def test_an_address_that_nobody_has_is_not_found(as_: As, bob: User, number: str) -> None:
    an_application(bob)

    assert as_(bob).get(f"/sell/applications/{number}/").status_code in (301, 404)


def test_an_address_with_a_nul_is_a_bad_request(as_: As, bob: User) -> None:
    assert as_(bob).get("/sell/applications/%00/").status_code == 400
