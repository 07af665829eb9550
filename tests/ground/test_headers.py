"""What browsers are told about every page."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from marketplace.csp import ContentSecurityPolicy
from marketplace.middleware import CompressText

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy_of(path: str) -> set[str]:
    request = RequestFactory().get(path)
    response = ContentSecurityPolicy(lambda _: HttpResponse())(request)
    return set(response["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("path", ["/", "/l/7F2K-94QD/bowl/", "/id/checkout/", "/administration", "/healthz"])
def test_no_page_runs_a_script_or_style_that_is_not_a_file_of_ours(path: str) -> None:
    assert policy_of(path) == STRICT


def test_a_view_that_says_its_own_is_believed() -> None:
    answer = HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = ContentSecurityPolicy(lambda _: answer)(RequestFactory().get("/media/ab/cup.webp"))

    assert response["Content-Security-Policy"] == "sandbox"


def test_only_the_admin_is_wider() -> None:
    wider = policy_of("/admin/orders/order/")

    assert wider - STRICT == {"script-src 'self' 'unsafe-eval' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/accounts/login/", "/admin/", "/no-such-page/"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert len(headers["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_pages_are_compressed_for_those_who_take_it_and_differ_in_length(client: Client) -> None:
    answers = [client.get("/sell/", headers={"accept-encoding": "gzip"}) for _each in range(8)]

    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert gzip.decompress(answers[0].content).startswith(client.get("/sell/").content[:200])
    assert len(answers[0].content) < len(client.get("/sell/").content) / 2
    assert len({len(answer.content) for answer in answers}) > 1


@pytest.mark.parametrize("kind", ["image/avif", "application/pdf", "application/zip"])
def test_files_are_sent_as_they_are(kind: str) -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    whole = HttpResponse(b"0" * 5000, content_type=kind)

    answer = CompressText(lambda _: whole).process_response(request, whole)

    assert not answer.has_header("Content-Encoding")
