from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from notifications.catalogue import KINDS, Notice
from notifications.words import keep_all

SAMPLE = {"number": "7F2K-94QD", "shop": "tanah-liat", "slug": "stoneware-mug", "position": "1", "object_id": "1"}
SAMPLE |= {"code": "bank-account"}


def particulars_of(kind: str) -> dict[str, str]:
    """One word for everything that the kind's sentences and its page's address name."""
    known = KINDS[kind]
    names = set(re.findall(r"%\((\w+)\)s", f"{known.title} {known.text}"))
    return dict.fromkeys(names, "X") | {name: SAMPLE[argument] for argument, name in known.page.where.items()}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_words_and_a_page_in_every_language(kind: str, language: str) -> None:
    with translation.override(language):
        notice = Notice(kind, keep_all(particulars_of(kind)))

        assert "%(" not in notice.title + notice.text
        assert notice.title
        assert notice.text
        # The staff's pages have one address, in every language.
        is_staffs = KINDS[kind].page.name.startswith("admin:")
        assert notice.url.startswith("/admin/" if is_staffs else prefix_of(language))


def prefix_of(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_letter(kind: str) -> None:
    for ending in ("subject.txt", "txt", "html"):
        assert get_template(f"mail/{KINDS[kind].mail}.{ending}")


def test_words_of_people_cannot_become_a_format() -> None:
    notice = Notice("more_requested", {"application": "A", "shop": "50% %(what)s", "what": "%s %d"})

    assert "50% %(what)s" in notice.title
    assert "%s %d" in notice.text
