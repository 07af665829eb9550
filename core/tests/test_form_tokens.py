"""Our form tokens are the ones that Django's CSRF protection accepts."""

from __future__ import annotations

from django.middleware.csrf import (  # type: ignore[attr-defined]  # Django's own, under names that may change
    CSRF_ALLOWED_CHARS,
    CSRF_SECRET_LENGTH,
    CSRF_TOKEN_LENGTH,
    _does_token_match,
    _mask_cipher_secret,
    _unmask_cipher_token,
)
from django.test import RequestFactory

from core.form_tokens import form_token, masked

SECRET = (CSRF_ALLOWED_CHARS * 2)[40 : 40 + CSRF_SECRET_LENGTH]


def test_django_reads_our_tokens_as_its_own() -> None:
    for _time in range(500):
        token = masked(SECRET)
        assert len(token) == CSRF_TOKEN_LENGTH
        assert _unmask_cipher_token(token) == _unmask_cipher_token(_mask_cipher_secret(SECRET)) == SECRET


def test_no_token_is_made_twice_and_every_character_occurs() -> None:
    tokens = {masked(SECRET) for _time in range(500)}

    assert len(tokens) == 500
    assert set("".join(tokens)) == set(CSRF_ALLOWED_CHARS)


def test_a_reader_without_a_secret_gets_one_that_fits() -> None:
    request = RequestFactory().get("/")

    token = form_token(request)

    assert len(request.META["CSRF_COOKIE"]) == CSRF_SECRET_LENGTH
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"] is True
    assert _does_token_match(token, request.META["CSRF_COOKIE"])


def test_a_reader_with_a_secret_keeps_it() -> None:
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = SECRET

    first, second = form_token(request), form_token(request)

    assert first != second
    assert request.META["CSRF_COOKIE"] == SECRET
    assert _does_token_match(second, SECRET)
