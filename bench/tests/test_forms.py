"""What the measuring browsers send."""

from __future__ import annotations

import pytest

from bench.browser import Answer, Browser, Unexpected, forms_of

PAGE = """
<form action="/search/"><input name="q" value=""><button>Search</button></form>
<form method="post">
  <input type="hidden" name="token" value="abc">
  <input type="radio" name="delivery" value="slow" checked><input type="radio" name="delivery" value="fast">
  <input type="checkbox" name="gift" value="yes">
  <select name="country"><option value="ID">Indonesia</option><option value="DE" selected>Germany</option></select>
  <button name="step" value="review">Go on</button><button name="step" value="change">Back</button>
</form>
"""


class Pretending(Browser):
    """Answers with the page, and remembers what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str, dict[str, str]]] = []

    def _ask(self, method: str, path: str, fields: object) -> Answer:
        self.sent.append((method, path, dict(fields or {})))  # type: ignore[call-overload]
        return Answer(302 if method == "POST" else 200, "http://localhost:1/next/?a=1", PAGE)


def test_a_form_sends_what_a_browser_would() -> None:
    [search, checkout] = forms_of(PAGE)

    assert (search.action, search.fields) == ("/search/", {"q": ""})
    assert checkout.fields == {"token": "abc", "delivery": "slow", "country": "DE", "step": "review"}


def test_what_is_typed_goes_over_what_stood_there() -> None:
    browser = Pretending()
    browser.get("/checkout/")
    browser.submit("token", delivery="fast")
    browser.follow()

    assert browser.sent[1] == (
        "POST",
        "/checkout/",
        {"token": "abc", "delivery": "fast", "country": "DE", "step": "review"},
    )
    assert browser.sent[2][:2] == ("GET", "/next/?a=1")
    assert browser.requests == 3


def test_a_journey_that_goes_wrong_stops() -> None:
    browser = Pretending()
    browser.get("/checkout/")

    with pytest.raises(Unexpected):
        browser.submit("nothing of the kind")
    with pytest.raises(Unexpected):
        browser.get("/checkout/", expect=404)
