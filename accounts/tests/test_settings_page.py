import pytest
from django.utils import timezone

from accounts.middleware import ReaderPreferences, same_for_everybody

FORM = {"name": "Alice B", "language": "id", "time_zone": "Asia/Jakarta"}


def test_the_page_shows_what_is_kept(as_, alice):
    page = as_(alice).get("/account/settings/")

    assert page.status_code == 200
    assert page.context["form"]["name"].value() == "Alice"
    assert "alice@example.com" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_typed_is_kept_and_the_page_speaks_the_new_language(as_, alice):
    answer = as_(alice).post("/account/settings/", FORM)

    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.time_zone) == ("Alice B", "id", "Asia/Jakarta")
    assert answer.url == "/id/account/settings/"


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"time_zone": "Mars/Olympus"}, {"name": "x" * 151}])
def test_wrong_input_changes_nothing_and_stays_in_the_form(as_, alice, wrong):
    page = as_(alice).post("/account/settings/", FORM | wrong)

    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert list(page.context["form"].errors) == list(wrong)
    assert page.context["form"]["name"].value() == (FORM | wrong)["name"]


@pytest.mark.parametrize("field", ["email", "is_staff", "is_superuser", "is_active"])
def test_nobody_makes_themselves_more_by_an_extra_field(as_, alice, field):
    before = getattr(alice, field)

    as_(alice).post("/account/settings/", FORM | {field: "on"})

    alice.refresh_from_db()
    assert getattr(alice, field) == before


def test_who_is_not_signed_in_is_asked_to(client, db):
    assert client.get("/account/settings/").url.startswith("/accounts/login/")
    assert client.post("/account/settings/", FORM).url.startswith("/accounts/login/")


def zone_seen_by(rf, user, view=None):
    """The time zone in which a page of this user would be written."""
    seen = []

    def page(request):
        seen.append(timezone.get_current_timezone_name())

    page = view(page) if view else page
    request = rf.get("/")
    request.COOKIES["sessionid"] = request.COOKIES["__Host-session"] = "some"
    request.user = user

    def handle(request):
        middleware.process_view(request, page, (), {})
        return page(request)

    middleware = ReaderPreferences(handle)
    middleware(request)
    return seen[0]


def test_pages_are_written_in_the_readers_zone(rf, alice):
    alice.time_zone = "Asia/Jakarta"

    assert zone_seen_by(rf, alice) == "Asia/Jakarta"
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_page_for_everybody_is_written_in_the_sites_zone(rf, alice):
    alice.time_zone = "Asia/Jakarta"

    assert zone_seen_by(rf, alice, same_for_everybody) == "UTC"


def test_a_zone_that_this_machine_does_not_know_breaks_no_page(rf, alice):
    alice.time_zone = "Mars/Olympus"

    assert zone_seen_by(rf, alice) == "UTC"
