"""The market in Indonesian: nothing is left out of the catalogue of sentences, and pages speak it."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize
from pytest_django.fixtures import Settings

from accounts.models import User
from core.money import Money
from orders.tests.factories import on_sale
from payments.providers.sandbox.bank import open_charge
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.models import Category
from tests.look.places import ROOT

CATALOGUE = ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%%|<[^>]+>")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
# What templatize() makes of {% translate %} and {% blocktranslate %}; for a plural only its first sentence counts.
IN_TEMPLATES = re.compile(r""" n?gettext\(u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
NO_CODE = {"tests", "migrations", "bench", "scripts", "var", ".venv", "demo_assets"}
# The button that leads to the English pages speaks English.
OTHER_LANGUAGES = re.compile(r"""<(\w+)[^>]*\slang="en"[^>]*>.*?</\1>""", re.DOTALL)
UNTRANSLATED = "write it in Indonesian into locale/id/LC_MESSAGES/django.po (`make messages` puts it there)"


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="id")


def forms_of(text: object) -> tuple[str, ...]:
    """The singular and the plural of a message, or its only form."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


@pytest.fixture
def _compiled(settings: Settings, tmp_path: Path) -> None:
    """The catalogue as it is now, compiled, whatever `make` compiled last."""
    folder = tmp_path / "locale" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue())
    settings.LOCALE_PATHS = [tmp_path / "locale"]


# --- The catalogue


def test_every_sentence_is_translated_and_no_translation_is_a_guess(messages: list[Message]) -> None:
    wanting = [message.id for message in messages if message.fuzzy or not all(forms_of(message.string))]

    assert messages
    assert wanting == []


def test_a_translation_keeps_what_is_filled_in(messages: list[Message]) -> None:
    for message in messages:
        *_, plural = forms_of(message.id)
        for text in forms_of(message.string):
            assert set(PLACEHOLDERS.findall(text)) == set(PLACEHOLDERS.findall(plural)), message.id


def test_a_translation_begins_and_ends_as_the_sentence_does(messages: list[Message]) -> None:
    """A lost full stop or line break is seen wherever sentences are joined."""
    for message in messages:
        sentence, *_ = forms_of(message.id)
        for text in forms_of(message.string):
            assert (sentence[0] == "\n", sentence[0] == " ") == (text[0] == "\n", text[0] == " "), message.id
            assert sentence[-1] not in ".:?!, \n" or text[-1] == sentence[-1], message.id


def test_indonesian_has_one_form_for_any_number(messages: list[Message]) -> None:
    assert "nplurals=1; plural=0" in CATALOGUE.read_text(encoding="utf-8")
    assert all(len(forms_of(message.string)) == 1 for message in messages)


# --- Everything that the code says


def sentences_in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0] if node.args else None
            if name in GETTEXT and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def sentences_in_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATES.findall(templatize(path.read_text(encoding="utf-8"))):
        yield str(ast.literal_eval(found)).replace("%%", "%")


def code(ending: str) -> list[Path]:
    paths = (path for folder in ROOT.iterdir() if folder.name not in NO_CODE for path in folder.rglob(f"*{ending}"))
    return sorted(path for path in paths if not NO_CODE & set(path.relative_to(ROOT).parts))


def test_every_sentence_of_the_code_is_in_the_catalogue(messages: list[Message]) -> None:
    known = {forms_of(message.id)[0] for message in messages}
    missing = {
        sentence: str(path.relative_to(ROOT))
        for ending, sentences in ((".py", sentences_in_python), (".html", sentences_in_template))
        for path in code(ending)
        for sentence in sentences(path)
        if sentence and sentence not in known
    }
    missing |= {
        sentence: str(path.relative_to(ROOT))
        for path in code(".txt")
        if "templates" in path.parts
        for sentence in sentences_in_template(path)
        if sentence not in known
    }

    assert missing == {}, UNTRANSLATED


# --- Pages


def in_english(page: str, messages: list[Message]) -> list[str]:
    """The sentences of the catalogue that stand untranslated in a page, outside of what people wrote."""
    shown = html.unescape(re.sub(r"<[^>]+>", "|", OTHER_LANGUAGES.sub("", page)))
    names = set(Category.objects.values_list("name", flat=True))
    texts = {" ".join(text.split()) for text in shown.split("|")}
    return [
        forms_of(message.id)[0]
        for message in messages
        if isinstance(message.id, str) and message.id != message.string and message.id in texts - names
    ]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, name="Tanah Liat")


OPEN = ["/", "/search/", "/search/?q=nothing+has+this+name", "/basket/", "/checkout/", "/policies/", "/sell/"]
OPEN += ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no/such/page/"]
OWN = ["/account/", "/account/settings/", "/orders/", "/inbox/", "/desk/", "/sell/apply/"]
DESK = ["/desk/tanah-liat/", "/desk/tanah-liat/orders/", "/desk/tanah-liat/listings/", "/desk/tanah-liat/settings/"]


@pytest.mark.usefixtures("_compiled")
class TestPages:
    @pytest.mark.parametrize("path", OPEN)
    def test_pages_for_everybody(self, client: Client, shop: Shop, messages: list[Message], path: str) -> None:
        on_sale(shop)

        page = client.get(f"/id{path}", follow=True).content.decode()

        assert 'lang="id"' in page
        assert in_english(page, messages) == []

    def test_a_listing_and_its_way_to_the_checkout(self, client: Client, shop: Shop, messages: list[Message]) -> None:
        variant = on_sale(shop, title="Cangkir")
        client.post("/id/basket/add/", {"variant": variant.pk, "quantity": 1})

        with translation.override("id"):
            listing = variant.listing.get_absolute_url()

        pages = {path: client.get(path).content.decode() for path in (listing, "/id/basket/", "/id/checkout/")}

        assert {path: found for path, page in pages.items() if (found := in_english(page, messages))} == {}
        assert "Masukkan ke keranjang" in pages[listing]
        assert "Lanjut ke checkout" in pages["/id/basket/"]
        assert "Lihat yang dijanjikan" in pages["/id/checkout/"]

    @pytest.mark.parametrize("path", OWN + DESK)
    def test_pages_of_ones_own(
        self, as_: Callable[[User], Client], bob: User, shop: Shop, messages: list[Message], path: str
    ) -> None:
        on_sale(shop, title="Cangkir")

        answer = as_(bob).get(f"/id{path}", follow=True)

        assert answer.status_code == 200
        assert in_english(answer.content.decode(), messages) == []

    @pytest.mark.django_db
    def test_the_sandbox_speaks_as_the_page_from_which_the_shopper_came(self, client: Client) -> None:
        ways_back = {"en": "http://testserver/orders/", "id": "http://testserver/id/orders/"}

        pages = {}
        for language, back in ways_back.items():
            charge = open_charge(key=language, amount=Money(100, "IDR"), description="", return_url=back)
            pages[language] = client.get(f"/sandbox-pay/{charge.reference}/").content.decode()

        assert "Pay now" in pages["en"]
        assert "Bayar sekarang" in pages["id"]
        assert 'lang="id"' in pages["id"]

    def test_numbers_need_no_plural(self) -> None:
        with translation.override("id"):
            words = [
                translation.ngettext("Only %(count)d is left.", "Only %(count)d are left.", number) % {"count": number}
                for number in (1, 2)
            ]

        assert words == ["Hanya tersisa 1.", "Hanya tersisa 2."]


@pytest.mark.usefixtures("_compiled")
def test_what_is_refused_at_once_does_not_speak_the_language_of_whoever_came_before(client: Client, db: None) -> None:
    """A NUL is refused before the request's language is known; the thread still has that of its last one."""
    with translation.override("id"):
        assert "We could not read that request" in client.get("/orders/\0/").text
        assert "Permintaan itu tidak" in client.get("/id/orders/\0/").text
